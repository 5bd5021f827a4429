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

mod casts;
mod integers;

pub use casts::{CastTo, cast};
pub use integers::{Integer, SignedInteger};

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

/// `number - 1`
pub(crate) fn minus_one(number: Code) -> Code {
    match number {
        Code::Literal(Value::Number(number)) if number.as_i64().is_some() => {
            Code::Literal(number.as_i64().map_or(0, |number| number.saturating_sub(1)).into())
        }
        Code::Binary(BinaryOperator::Add, number, one) if *one == Code::Literal(1.into()) => {
            (*number).clone()
        }
        number => Code::binary(BinaryOperator::Subtract, number, Code::Literal(1.into())),
    }
}

impl Signed for i8 {}
impl Signed for i16 {}
impl Signed for i32 {}
impl Signed for isize {}
impl Signed for f64 {}

/// Without the fraction.
pub(super) fn truncated(value: &Code) -> Code {
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

impl<T: Arithmetic> Expr<T> {
    /// The rest of the division, never negative.
    #[must_use]
    pub fn rem_euclid(&self, other: impl IntoExpr<T>) -> Self {
        let other = other.into_expr();
        let rest =
            Code::binary(BinaryOperator::Remainder, self.__code().clone(), other.__code().clone());
        if !T::__SIGNED {
            return Self::__new(rest);
        }
        Self::__new(scope::bind(&rest, |rest| {
            let size = Code::call("abs", [other.__code().clone()]);
            Code::conditional(
                Code::binary(BinaryOperator::Less, rest.clone(), Code::Literal(0.into())),
                Code::binary(BinaryOperator::Add, rest.clone(), size),
                rest.clone(),
            )
        }))
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

    /// What comes after the point.
    #[must_use]
    pub fn fract(&self) -> Self {
        let rest =
            Code::binary(BinaryOperator::Remainder, self.__code().clone(), Code::Literal(1.into()));
        Self::__new(rest)
    }

    /// One divided by it.
    #[must_use]
    pub fn recip(&self) -> Self {
        let one = Code::Literal(1.into());
        Self::__new(Code::binary(BinaryOperator::Divide, one, self.__code().clone()))
    }

    /// The square root.
    #[must_use]
    pub fn sqrt(&self) -> Self {
        call("sqrt", self)
    }
}
