//! Numbers: literals, exact arithmetic, casts.
//!
//! JSONata has one number, the 64-bit float. Integers of up to 32 bits are exact in it; so is `usize`, which counts
//! elements. Overflow past the type is not trapped. Wider integers may be passed on, but not computed with.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr},
    expr::Expr,
    surface::{constants::num, scope},
};

/// The type of a number literal.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "a number literal stands here"
)]
pub trait Number: Data + Copy {
    /// Its JSON.
    #[doc(hidden)]
    fn __value(self) -> Value;
}

/// A number whose arithmetic is exact inside Step Functions.
#[diagnostic::on_unimplemented(
    message = "`{Self}` arithmetic is not exact inside Step Functions",
    label = "this operator runs in JSONata, whose only number is a 64-bit float",
    note = "use `u32`, `i32` or `f64`, or do it in a task"
)]
pub trait Arithmetic: Number {
    /// Whether `/` cuts off the fraction.
    #[doc(hidden)]
    const __INTEGER: bool;
    /// Whether there are values below zero.
    #[doc(hidden)]
    const __SIGNED: bool;
}

/// A number that has a sign.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no negative values inside Step Functions",
    label = "only `f64`, `i8`, `i16`, `i32` and `isize` have a sign here"
)]
pub trait Signed: Arithmetic {}

macro_rules! numbers {
    ($($t:ty: $value:expr),*) => {$(
        impl Number for $t {
            fn __value(self) -> Value {
                let value: fn($t) -> Value = $value;
                value(self)
            }
        }

        impl IntoExpr<$t> for $t {
            fn into_expr(self) -> Expr<$t> {
                num(self)
            }
        }
    )*};
}

numbers! {
    u8: Value::from, u16: Value::from, u32: Value::from, u64: Value::from, usize: Value::from,
    i8: Value::from, i16: Value::from, i32: Value::from, i64: Value::from, isize: Value::from,
    f32: Value::from, f64: Value::from,
    u128: |n| crate::surface::constants::json(&n), i128: |n| crate::surface::constants::json(&n)
}

macro_rules! arithmetic {
    ($($t:ty: $integer:literal $signed:literal),*) => {$(
        impl Arithmetic for $t {
            const __INTEGER: bool = $integer;
            const __SIGNED: bool = $signed;
        }
    )*};
}

arithmetic! {
    u8: true false, u16: true false, u32: true false, usize: true false,
    i8: true true, i16: true true, i32: true true, isize: true true, f64: false true
}

impl Signed for i8 {}
impl Signed for i16 {}
impl Signed for i32 {}
impl Signed for isize {}
impl Signed for f64 {}

/// `expression as T`
pub fn cast<A: CastTo<B>, B>(expression: Expr<A>) -> Expr<B> {
    Expr::__new(A::__cast(expression.__code().clone()))
}

/// A type that `as` turns into `B` with the same result inside Step Functions.
#[diagnostic::on_unimplemented(
    message = "`{Self} as {B}` gives another value inside Step Functions",
    label = "JSONata has no integers that wrap around",
    note = "casts to a type that holds every value work, and so do those from a float; else do it in a task"
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

/// Without the fraction.
fn truncated(value: &Code) -> Code {
    scope::bind(value, |value| {
        let fraction =
            Code::binary(BinaryOperator::Remainder, value.clone(), Code::Literal(1.into()));
        Code::binary(BinaryOperator::Subtract, value.clone(), fraction)
    })
}

/// Integer division, toward zero.
pub(crate) fn integer_quotient(left: &Code, right: &Code, signed: bool) -> Code {
    if !signed || (is_not_negative(left) && is_not_negative(right)) {
        let quotient = Code::binary(BinaryOperator::Divide, left.clone(), right.clone());
        return Code::call("floor", [quotient]);
    }
    scope::bind(left, |left| {
        scope::bind(right, |right| {
            let rest = Code::binary(BinaryOperator::Remainder, left.clone(), right.clone());
            let exact = Code::binary(BinaryOperator::Subtract, left.clone(), rest);
            Code::binary(BinaryOperator::Divide, exact, right.clone())
        })
    })
}

fn is_not_negative(code: &Code) -> bool {
    match code {
        Code::Literal(Value::Number(number)) => number.as_f64().is_some_and(|n| n >= 0.0),
        Code::Call("count" | "length" | "abs", _) => true,
        _ => false,
    }
}

fn call<T>(name: &'static str, number: &Expr<T>) -> Expr<T> {
    Expr::__new(Code::call(name, [number.__code().clone()]))
}

fn pair<T>(name: &'static str, left: &Expr<T>, right: &Expr<T>) -> Expr<T> {
    let pair = Code::Array(vec![left.__code().clone(), right.__code().clone()]);
    Expr::__new(Code::call(name, [pair]))
}

impl<T: Arithmetic> Expr<T> {
    /// The smaller of two numbers.
    #[must_use]
    pub fn min(&self, other: impl IntoExpr<T>) -> Self {
        pair("min", self, &other.into_expr())
    }

    /// The larger of two numbers.
    #[must_use]
    pub fn max(&self, other: impl IntoExpr<T>) -> Self {
        pair("max", self, &other.into_expr())
    }

    /// The nearest number within bounds.
    #[must_use]
    pub fn clamp(&self, minimum: impl IntoExpr<T>, maximum: impl IntoExpr<T>) -> Self {
        self.max(minimum).min(maximum)
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self
    where
        T: Signed,
    {
        call("abs", self)
    }
}

impl Expr<f64> {
    /// The largest whole number that is not larger.
    #[must_use]
    pub fn floor(&self) -> Self {
        call("floor", self)
    }

    /// The smallest whole number that is not smaller.
    #[must_use]
    pub fn ceil(&self) -> Self {
        call("ceil", self)
    }

    /// The nearest whole number; of two that are as near, the even one.
    #[must_use]
    pub fn round_ties_even(&self) -> Self {
        call("round", self)
    }

    /// The nearest whole number; of two that are as near, the one farther from zero.
    #[must_use]
    pub fn round(&self) -> Self {
        Self::__new(scope::bind(self.__code(), |value| {
            let half = |half: f64, rounding: &'static str, otherwise: Code| {
                let rest =
                    Code::binary(BinaryOperator::Remainder, value.clone(), Code::Literal(1.into()));
                Code::conditional(
                    Code::binary(BinaryOperator::Equal, rest, Code::Literal(half.into())),
                    Code::call(rounding, [value.clone()]),
                    otherwise,
                )
            };
            half(0.5, "ceil", half(-0.5, "floor", Code::call("round", [value.clone()])))
        }))
    }

    /// Without the fraction.
    #[must_use]
    pub fn trunc(&self) -> Self {
        Self::__new(truncated(self.__code()))
    }

    /// The square root.
    #[must_use]
    pub fn sqrt(&self) -> Self {
        call("sqrt", self)
    }
}
