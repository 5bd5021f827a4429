//! `a.cmp(&b)`: which of two comes first.

use std::cmp::{Ordering, Reverse};

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr},
    expr::Expr,
    print::not,
    surface::scope,
};

use super::Ordered;

/// What [`Ordering`] is inside a workflow: `a.cmp(&b)`, and what closures of `sort_by` and `max_by` give.
#[derive(Clone, Debug)]
#[must_use = "a comparison changes nothing"]
pub struct Comparison {
    pub(super) less: Code,
    equal: Code,
    pub(super) greater: Code,
}

fn and(left: Code, right: Code) -> Code {
    Code::binary(BinaryOperator::And, left, right)
}

fn or(left: Code, right: Code) -> Code {
    Code::binary(BinaryOperator::Or, left, right)
}

impl Comparison {
    /// As JSONata orders the JSON of both.
    pub(crate) fn by_json(left: &Code, right: &Code) -> Self {
        let compare = |operator| Code::binary(operator, left.clone(), right.clone());
        Self {
            less: compare(BinaryOperator::Less),
            equal: compare(BinaryOperator::Equal),
            greater: compare(BinaryOperator::Greater),
        }
    }

    /// Whether the left one comes second.
    pub(crate) fn greater(self) -> Code {
        self.greater
    }

    /// This, or `other` where both are equal.
    pub fn then(self, other: impl Into<Self>) -> Self {
        let other = other.into();
        Self {
            less: or(self.less, and(self.equal.clone(), other.less)),
            greater: or(self.greater, and(self.equal.clone(), other.greater)),
            equal: and(self.equal, other.equal),
        }
    }

    /// This, or what `other` gives where both are equal.
    pub fn then_with<C: Into<Self>>(self, other: impl FnOnce() -> C) -> Self {
        self.then(other())
    }

    /// The other way round.
    pub fn reverse(self) -> Self {
        Self { less: self.greater, equal: self.equal, greater: self.less }
    }

    /// `Ordering::Less`
    pub fn is_lt(&self) -> Expr<bool> {
        Expr::__new(self.less.clone())
    }

    /// `Ordering::Less` or `Ordering::Equal`
    pub fn is_le(&self) -> Expr<bool> {
        Expr::__new(not(self.greater.clone()))
    }

    /// `Ordering::Equal`
    pub fn is_eq(&self) -> Expr<bool> {
        Expr::__new(self.equal.clone())
    }

    /// `Ordering::Less` or `Ordering::Greater`
    pub fn is_ne(&self) -> Expr<bool> {
        Expr::__new(not(self.equal.clone()))
    }

    /// `Ordering::Greater`
    pub fn is_gt(&self) -> Expr<bool> {
        Expr::__new(self.greater.clone())
    }

    /// `Ordering::Greater` or `Ordering::Equal`
    pub fn is_ge(&self) -> Expr<bool> {
        Expr::__new(not(self.less.clone()))
    }
}

impl From<Ordering> for Comparison {
    fn from(ordering: Ordering) -> Self {
        let is = |other| Code::Literal((ordering == other).into());
        Self {
            less: is(Ordering::Less),
            equal: is(Ordering::Equal),
            greater: is(Ordering::Greater),
        }
    }
}

/// Whether the comparison is this one.
pub fn is_ordering(comparison: &Comparison, ordering: Ordering) -> Expr<bool> {
    match ordering {
        Ordering::Less => comparison.is_lt(),
        Ordering::Equal => comparison.is_eq(),
        Ordering::Greater => comparison.is_gt(),
    }
}

/// What `partial_cmp` gives. In JSON every number can be compared with every other, so there always is an order.
#[derive(Clone, Debug)]
#[must_use = "a comparison changes nothing"]
pub struct PartialComparison(Comparison);

impl PartialComparison {
    /// The order: in JSON no number is `NaN`.
    pub fn unwrap(self) -> Comparison {
        self.0
    }

    /// The order: in JSON no number is `NaN`.
    pub fn expect(self, _message: impl IntoExpr<String>) -> Comparison {
        self.0
    }

    /// The order: in JSON no number is `NaN`.
    pub fn unwrap_or(self, _default: impl Into<Comparison>) -> Comparison {
        self.0
    }
}

impl<T: Ordered> Expr<T> {
    /// Which of two comes first.
    #[expect(clippy::should_implement_trait, reason = "the order is not known yet")]
    pub fn cmp(&self, other: impl IntoExpr<T>) -> Comparison {
        T::__compare(self.__code(), other.into_expr().__code())
    }

    /// The smaller of two.
    #[must_use]
    pub fn min(&self, other: impl IntoExpr<T>) -> Self {
        self.extreme(&other.into_expr(), false)
    }

    /// The larger of two.
    #[must_use]
    pub fn max(&self, other: impl IntoExpr<T>) -> Self {
        self.extreme(&other.into_expr(), true)
    }

    fn extreme(&self, other: &Self, largest: bool) -> Self {
        Self::__new(scope::bind(self.__code(), |left| {
            scope::bind(other.__code(), |right| T::__extreme(left, right, largest))
        }))
    }

    /// The nearest value within bounds.
    #[must_use]
    pub fn clamp(&self, minimum: impl IntoExpr<T>, maximum: impl IntoExpr<T>) -> Self {
        self.max(minimum).min(maximum)
    }

    /// Which of two comes first.
    pub fn partial_cmp(&self, other: impl IntoExpr<T>) -> PartialComparison {
        PartialComparison(self.cmp(other))
    }
}

impl Expr<f64> {
    /// Which of two comes first. In JSONata `0.0` and `-0.0` are one number.
    pub fn total_cmp(&self, other: impl IntoExpr<f64>) -> Comparison {
        self.cmp(other)
    }
}

impl Ordered for bool {
    const __BY_JSON: bool = false;

    fn __compare(left: &Code, right: &Code) -> Comparison {
        Comparison {
            less: and(not(left.clone()), right.clone()),
            equal: Code::binary(BinaryOperator::Equal, left.clone(), right.clone()),
            greater: and(left.clone(), not(right.clone())),
        }
    }
}

impl<T: Ordered> Ordered for Box<T> {
    const __BY_JSON: bool = T::__BY_JSON;

    fn __compare(left: &Code, right: &Code) -> Comparison {
        T::__compare(left, right)
    }
}

impl<T: Data> Data for Reverse<T> {
    const __IS_ARRAY: bool = T::__IS_ARRAY;
    const __IS_OBJECT: bool = T::__IS_OBJECT;
    const __MAY_BE_MISSING: bool = T::__MAY_BE_MISSING;

    fn __read(place: Code) -> Code {
        T::__read(place)
    }

    fn __appended(value: Code) -> Code {
        T::__appended(value)
    }

    fn __shape(place: &Code, depth: u32) -> Code {
        T::__shape(place, depth)
    }
}

impl<T: Ordered> Ordered for Reverse<T> {
    const __BY_JSON: bool = false;

    fn __compare(left: &Code, right: &Code) -> Comparison {
        T::__compare(left, right).reverse()
    }
}

/// `Reverse(value)`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn reversed<T>(value: Expr<T>) -> Expr<Reverse<T>> {
    value.__retype()
}

macro_rules! tuples {
    ($($first:ident $(, $t:ident $index:literal)*;)*) => {$(
        impl<$first: Ordered $(, $t: Ordered)*> Ordered for ($first, $($t,)*) {
            const __BY_JSON: bool = false;

            fn __compare(left: &Code, right: &Code) -> Comparison {
                let first = $first::__compare(&left.index(0), &right.index(0));
                $(let first = first.then($t::__compare(&left.index($index), &right.index($index)));)*
                first
            }
        }
    )*};
}

tuples! {
    A;
    A, B 1;
    A, B 1, C 2;
    A, B 1, C 2, D 3;
}
