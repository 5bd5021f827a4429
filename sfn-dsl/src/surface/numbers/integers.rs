//! Whole numbers: powers, division, and arithmetic that minds where the type ends.

use serde_json::Value;

use crate::{
    code::{
        BinaryOperator::{
            self, Add, Divide, Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Multiply,
            Subtract,
        },
        Code,
    },
    data::IntoExpr,
    expr::Expr,
    surface::{iterators::reduce, scope},
};

use super::{Arithmetic, Number, Signed, integer_quotient};

/// A whole number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no whole number inside Step Functions",
    label = "integers of up to 32 bits, `usize` and `isize` are"
)]
pub trait Integer: Arithmetic {
    /// The smallest and the largest value, where a double holds it and numbers can go beyond it.
    #[doc(hidden)]
    fn __bounds() -> (Option<Value>, Option<Value>);
}

/// A whole number that has a sign.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no whole number with a sign inside Step Functions",
    label = "`i8`, `i16`, `i32` and `isize` are",
    note = "of a float, compare it with `0.0`: it may be `-0.0` too"
)]
pub trait SignedInteger: Integer + Signed {}

macro_rules! integers {
    ($($t:ty),*) => {$(
        impl Integer for $t {
            fn __bounds() -> (Option<Value>, Option<Value>) {
                (Some(<$t>::MIN.__value()), Some(<$t>::MAX.__value()))
            }
        }
    )*};
}

integers!(u8, u16, u32, i8, i16, i32);

impl Integer for usize {
    fn __bounds() -> (Option<Value>, Option<Value>) {
        (Some(0.into()), None)
    }
}

impl Integer for isize {
    fn __bounds() -> (Option<Value>, Option<Value>) {
        (None, None)
    }
}

impl SignedInteger for i8 {}
impl SignedInteger for i16 {}
impl SignedInteger for i32 {}
impl SignedInteger for isize {}

fn binary(operator: BinaryOperator, left: &Code, right: &Code) -> Code {
    Code::binary(operator, left.clone(), right.clone())
}

fn literal(number: i32) -> Code {
    Code::Literal(number.into())
}

/// The bounds that the result of an operation can cross.
fn crossed<T: Integer>(operator: BinaryOperator) -> (Option<Value>, Option<Value>) {
    let (minimum, maximum) = T::__bounds();
    match (T::__SIGNED, operator) {
        (false, Subtract) => (minimum, None),
        (false, _) => (None, maximum),
        (true, _) => (minimum, maximum),
    }
}

/// The number, or null where it is beyond the type.
fn checked<T: Integer>(number: &Code, operator: BinaryOperator) -> Expr<Option<T>> {
    let (minimum, maximum) = crossed::<T>(operator);
    Expr::__new(scope::bind(number, |number| {
        let minimum = minimum.map(|bound| binary(GreaterOrEqual, number, &Code::Literal(bound)));
        let maximum = maximum.map(|bound| binary(LessOrEqual, number, &Code::Literal(bound)));
        let fits = match (minimum, maximum) {
            (Some(minimum), Some(maximum)) => binary(BinaryOperator::And, &minimum, &maximum),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => return number.clone(),
        };
        Code::conditional(fits, number.clone(), Code::null())
    }))
}

/// The number, or the nearest of the type.
fn saturated<T: Integer>(number: Code, operator: BinaryOperator) -> Expr<T> {
    let (minimum, maximum) = crossed::<T>(operator);
    let within = |name, number, bound: Option<Value>| match bound {
        Some(bound) => Code::call(name, [Code::Array(vec![number, Code::Literal(bound)])]),
        None => number,
    };
    Expr::__new(within("max", within("min", number, maximum), minimum))
}

macro_rules! with_bounds {
    ($($checked:ident $saturating:ident $operator:ident $what:literal;)*) => {
        impl<T: Integer> Expr<T> {$(
            #[doc = concat!("The ", $what, ", if the type holds it.")]
            #[must_use]
            pub fn $checked(&self, other: impl IntoExpr<T>) -> Expr<Option<T>> {
                checked(&binary($operator, self.__code(), other.into_expr().__code()), $operator)
            }

            #[doc = concat!("The ", $what, ", or the nearest value of the type.")]
            #[must_use]
            pub fn $saturating(&self, other: impl IntoExpr<T>) -> Self {
                saturated(binary($operator, self.__code(), other.into_expr().__code()), $operator)
            }
        )*}
    };
}

with_bounds! {
    checked_add saturating_add Add "sum";
    checked_sub saturating_sub Subtract "difference";
    checked_mul saturating_mul Multiply "product";
}

impl<T: Integer> Expr<T> {
    /// The quotient, toward zero, if the divisor is not zero and the type holds it.
    #[must_use]
    pub fn checked_div(&self, other: impl IntoExpr<T>) -> Expr<Option<T>> {
        let other = other.into_expr().__code().clone();
        Expr::__new(scope::bind(&other, |other| {
            let quotient = integer_quotient(self.__code(), other, T::__SIGNED);
            let quotient = if T::__SIGNED {
                checked::<T>(&quotient, Divide).__code().clone()
            } else {
                quotient
            };
            Code::conditional(binary(Equal, other, &literal(0)), Code::null(), quotient)
        }))
    }

    /// It multiplied with itself.
    #[must_use]
    pub fn pow(&self, exponent: impl IntoExpr<u32>) -> Self {
        let exponent = exponent.into_expr().__code().clone();
        Self::__new(scope::bind(self.__code(), |base| match &exponent {
            Code::Literal(Value::Number(number)) if number.as_u64() == Some(2) => {
                binary(Multiply, base, base)
            }
            exponent => {
                let times = Code::Range(literal(1).into(), exponent.clone().into());
                reduce(&times, literal(1), |power, _| binary(Multiply, &power, base))
            }
        }))
    }

    /// The quotient whose rest is [`rem_euclid`](Self::rem_euclid).
    #[must_use]
    pub fn div_euclid(&self, other: impl IntoExpr<T>) -> Self {
        let other = other.into_expr();
        if !T::__SIGNED {
            return Self::__new(integer_quotient(self.__code(), other.__code(), false));
        }
        let rest = self.rem_euclid(&other);
        let whole = binary(Subtract, self.__code(), rest.__code());
        Self::__new(binary(Divide, &whole, other.__code()))
    }
}

impl<T: SignedInteger> Expr<T> {
    /// `-1`, `0` or `1`.
    #[must_use]
    pub fn signum(&self) -> Self {
        Self::__new(scope::bind(self.__code(), |number| {
            let positive =
                Code::conditional(binary(Greater, number, &literal(0)), literal(1), literal(0));
            Code::conditional(binary(Less, number, &literal(0)), literal(-1), positive)
        }))
    }

    /// Whether it is more than zero.
    pub fn is_positive(&self) -> Expr<bool> {
        Expr::__new(binary(Greater, self.__code(), &literal(0)))
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> Expr<bool> {
        Expr::__new(binary(Less, self.__code(), &literal(0)))
    }
}

/// An integer, and the type of a difference without its sign.
#[doc(hidden)]
pub trait Distance: Integer {
    /// Unsigned.
    type Unsigned;
}

macro_rules! distance {
    ($($t:ty => $unsigned:ty),*) => {$(impl Distance for $t { type Unsigned = $unsigned; })*};
}

distance!(u8 => u8, u16 => u16, u32 => u32, usize => usize, i8 => u8, i16 => u16, i32 => u32);

impl<T: Distance + SignedInteger> Expr<T> {
    /// Without its sign, as an unsigned number.
    #[must_use]
    pub fn unsigned_abs(&self) -> Expr<T::Unsigned> {
        Expr::__new(Code::call("abs", [self.__code().clone()]))
    }
}

impl<T: Distance> Expr<T> {
    /// How far they are apart.
    #[must_use]
    pub fn abs_diff(&self, other: impl IntoExpr<T>) -> Expr<T::Unsigned> {
        let difference = binary(Subtract, self.__code(), other.into_expr().__code());
        Expr::__new(Code::call("abs", [difference]))
    }
}
