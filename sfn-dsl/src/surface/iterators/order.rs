//! Smallest and largest elements.

use crate::{
    code::Code,
    data::Data,
    expr::Expr,
    surface::{
        Comparison, Ordered,
        options::option_at,
        vectors::{sorted, sorted_by, sorted_by_key},
    },
};

use super::{ExprIter, at};

const FIRST: i32 = 0;
const LAST: i32 = -1;

impl<T: Data> ExprIter<T> {
    /// The smallest element.
    pub fn min(self) -> Expr<Option<T>>
    where
        T: TotalOrder,
    {
        option_at(&T::__extreme_of(self.array(), false))
    }

    /// The largest element.
    pub fn max(self) -> Expr<Option<T>>
    where
        T: TotalOrder,
    {
        option_at(&T::__extreme_of(self.array(), true))
    }

    /// The first of the smallest elements, in the order that `compare` gives.
    pub fn min_by(self, compare: impl FnOnce(Expr<T>, Expr<T>) -> Comparison) -> Expr<Option<T>> {
        option_at(&at(sorted_by(&self.array(), compare), FIRST))
    }

    /// The last of the largest elements, in the order that `compare` gives.
    pub fn max_by(self, compare: impl FnOnce(Expr<T>, Expr<T>) -> Comparison) -> Expr<Option<T>> {
        option_at(&at(sorted_by(&self.array(), compare), LAST))
    }

    /// The first element with the smallest key.
    pub fn min_by_key<K: Ordered>(self, key: impl Fn(Expr<T>) -> Expr<K>) -> Expr<Option<T>> {
        option_at(&at(sorted_by_key(&self.array(), key), FIRST))
    }

    /// The last element with the largest key.
    pub fn max_by_key<K: Ordered>(self, key: impl Fn(Expr<T>) -> Expr<K>) -> Expr<Option<T>> {
        option_at(&at(sorted_by_key(&self.array(), key), LAST))
    }
}

/// Types that Rust's `min` and `max` order.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no smallest or largest value",
    label = "only what is `Ord` in Rust and ordered in JSONata has one",
    note = "for floats write `.min_by(|a, b| a.total_cmp(b))`"
)]
pub trait TotalOrder: Ordered {
    /// The smallest or the largest element of an array.
    fn __extreme_of(array: Code, largest: bool) -> Code {
        at(sorted::<Self>(&array), if largest { LAST } else { FIRST })
    }
}

macro_rules! numbers {
    ($($t:ty),*) => {$(
        impl TotalOrder for $t {
            fn __extreme_of(array: Code, largest: bool) -> Code {
                Code::call(if largest { "max" } else { "min" }, [array])
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl TotalOrder for String {}
impl TotalOrder for char {}
impl TotalOrder for bool {}
impl<T: TotalOrder> TotalOrder for std::cmp::Reverse<T> {}
impl<A: TotalOrder, B: TotalOrder> TotalOrder for (A, B) {}
impl<A: TotalOrder, B: TotalOrder, C: TotalOrder> TotalOrder for (A, B, C) {}
