//! `as`.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    expr::Expr,
};

use super::{Number, truncated};

/// `expression as T`
pub fn cast<A: CastTo<B>, B>(expression: Expr<A>) -> Expr<B> {
    Expr::__new(A::__cast(expression.__code().clone()))
}

/// A type that `as` turns into `B` with the same result inside Step Functions.
#[diagnostic::on_unimplemented(
    message = "`{Self} as {B}` gives another value inside Step Functions",
    label = "JSONata has no integers that wrap around",
    note = "casts between integers of up to 32 bits work, and so do those from a float; else do it in a task"
)]
pub trait CastTo<B> {
    /// The value after the cast.
    #[doc(hidden)]
    fn __cast(value: Code) -> Code;
}

macro_rules! same {
    ($($a:ty => $($b:ty)*;)*) => {$($(
        impl CastTo<$b> for $a {
            fn __cast(value: Code) -> Code {
                value
            }
        }
    )*)*};
}

// `usize` counts elements of at most 256 KiB of JSON, so it fits everywhere that holds a `u32`.
same! {
    u8 => u8 u16 u32 u64 u128 usize i16 i32 i64 i128 isize f64;
    u16 => u16 u32 u64 u128 usize i32 i64 i128 isize f64;
    u32 => u32 u64 u128 usize i64 i128 isize f64;
    u64 => u64 u128 i128 f64;
    usize => usize u32 u64 u128 i32 i64 i128 isize f64;
    i8 => i8 i16 i32 i64 i128 isize f64;
    i16 => i16 i32 i64 i128 isize f64;
    i32 => i32 i64 i128 isize f64;
    i64 => i64 i128 f64;
    isize => isize i64 i128 f64;
    f64 => f64;
}

macro_rules! saturating {
    ($($t:ty),*) => {$(
        impl CastTo<$t> for f64 {
            fn __cast(value: Code) -> Code {
                clamped(&value, <$t>::MIN.__value(), <$t>::MAX.__value())
            }
        }
    )*};
}

saturating!(u8, u16, u32, i8, i16, i32);

macro_rules! wrapping {
    ($($a:ty => $($b:ty)*;)*) => {$($(
        impl CastTo<$b> for $a {
            fn __cast(value: Code) -> Code {
                wrapped(value, <$a>::MIN == 0, i64::from(<$b>::MIN), i64::from(<$b>::MAX))
            }
        }
    )*)*};
}

// A negative number as a 64-bit one would be larger than a double holds exactly.
wrapping! {
    u8 => i8;
    u16 => u8 i8 i16;
    u32 => u8 u16 i8 i16 i32;
    usize => u8 u16 i8 i16;
    i8 => u8 u16 u32;
    i16 => u8 u16 u32 i8;
    i32 => u8 u16 u32 i8 i16;
}

/// The number modulo the size of the type.
fn wrapped(value: Code, is_unsigned: bool, minimum: i64, maximum: i64) -> Code {
    let binary = |operator, value: Code, number: i64| {
        Code::binary(operator, value, Code::Literal(number.into()))
    };
    let size = maximum - minimum + 1;
    let from_zero =
        if minimum == 0 { value } else { binary(BinaryOperator::Subtract, value, minimum) };
    let mut rest = binary(BinaryOperator::Remainder, from_zero, size);
    if !is_unsigned {
        rest = binary(BinaryOperator::Add, rest, size);
        rest = binary(BinaryOperator::Remainder, rest, size);
    }
    if minimum == 0 { rest } else { binary(BinaryOperator::Add, rest, minimum) }
}

impl CastTo<usize> for f64 {
    fn __cast(value: Code) -> Code {
        Code::call("floor", [at_least(&value, 0.into())])
    }
}

macro_rules! from_bool {
    ($($t:ty),*) => {$(
        impl CastTo<$t> for bool {
            fn __cast(value: Code) -> Code {
                Code::conditional(value, Code::Literal(1.into()), Code::Literal(0.into()))
            }
        }
    )*};
}

from_bool!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

fn at_least(value: &Code, minimum: Value) -> Code {
    Code::call("max", [Code::Array(vec![value.clone(), Code::Literal(minimum)])])
}

/// As `as` does it: without the fraction, and the nearest value of the type.
fn clamped(value: &Code, minimum: Value, maximum: Value) -> Code {
    let unsigned = minimum.as_u64() == Some(0);
    let clamped =
        Code::call("min", [Code::Array(vec![at_least(value, minimum), Code::Literal(maximum)])]);
    if unsigned { Code::call("floor", [clamped]) } else { truncated(&clamped) }
}
