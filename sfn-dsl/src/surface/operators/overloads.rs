//! The operators as `std::ops` and as methods, for code that writes expressions itself.

use std::ops;

use crate::{
    data::IntoExpr,
    expr::Expr,
    surface::numbers::{Arithmetic, Signed},
};

use super::{
    Addable, Comparable, Ordered, add, and, div, eq, ge, gt, le, lt, mul, ne, neg, not, or, rem,
    sub,
};

macro_rules! operators {
    ($($trait:ident $method:ident $function:ident: $bound:ident;)*) => {$(
        impl<T: $bound, R: IntoExpr<T>> ops::$trait<R> for Expr<T> {
            type Output = Self;

            fn $method(self, right: R) -> Self {
                $function(self, right.into_expr())
            }
        }

        impl<T: $bound, R: IntoExpr<T>> ops::$trait<R> for &Expr<T> {
            type Output = Expr<T>;

            fn $method(self, right: R) -> Expr<T> {
                $function(self.clone(), right.into_expr())
            }
        }

        operators!(@number $trait $method $function: u8 u16 u32 usize i8 i16 i32 isize f64);
    )*};
    (@number $trait:ident $method:ident $function:ident: $($t:ty)*) => {$(
        impl ops::$trait<Expr<$t>> for $t {
            type Output = Expr<$t>;

            fn $method(self, right: Expr<$t>) -> Expr<$t> {
                $function(self.into_expr(), right)
            }
        }

        impl ops::$trait<&Expr<$t>> for $t {
            type Output = Expr<$t>;

            fn $method(self, right: &Expr<$t>) -> Expr<$t> {
                $function(self.into_expr(), right.clone())
            }
        }
    )*};
}

operators! {
    Add add add: Addable;
    Sub sub sub: Arithmetic;
    Mul mul mul: Arithmetic;
    Div div div: Arithmetic;
    Rem rem rem: Arithmetic;
}

impl<T: Signed> ops::Neg for Expr<T> {
    type Output = Self;

    fn neg(self) -> Self {
        neg(self)
    }
}

impl<T: Signed> ops::Neg for &Expr<T> {
    type Output = Expr<T>;

    fn neg(self) -> Expr<T> {
        neg(self.clone())
    }
}

impl ops::Not for Expr<bool> {
    type Output = Self;

    fn not(self) -> Self {
        not(self)
    }
}

impl ops::Not for &Expr<bool> {
    type Output = Expr<bool>;

    fn not(self) -> Expr<bool> {
        not(self.clone())
    }
}

impl<T> Expr<T> {
    /// `self == other`
    #[must_use]
    pub fn eq(&self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Comparable,
    {
        eq(self.clone(), other.into_expr())
    }

    /// `self != other`
    #[must_use]
    pub fn ne(&self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Comparable,
    {
        ne(self.clone(), other.into_expr())
    }

    /// `self < other`
    #[must_use]
    pub fn lt(&self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Ordered,
    {
        lt(self.clone(), other.into_expr())
    }

    /// `self <= other`
    #[must_use]
    pub fn le(&self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Ordered,
    {
        le(self.clone(), other.into_expr())
    }

    /// `self > other`
    #[must_use]
    pub fn gt(&self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Ordered,
    {
        gt(self.clone(), other.into_expr())
    }

    /// `self >= other`
    #[must_use]
    pub fn ge(&self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Ordered,
    {
        ge(self.clone(), other.into_expr())
    }
}

impl Expr<bool> {
    /// `self && other`
    #[must_use]
    pub fn and(&self, other: impl IntoExpr<bool>) -> Self {
        and(self.clone(), other.into_expr())
    }

    /// `self || other`
    #[must_use]
    pub fn or(&self, other: impl IntoExpr<bool>) -> Self {
        or(self.clone(), other.into_expr())
    }

    /// `!self`
    #[must_use]
    pub fn not(&self) -> Self {
        not(self.clone())
    }
}
