//! Iterator chains: `$map`, `$filter`, `$reduce` and their kin.
//!
//! Between the steps of a chain there is always a JSON array. `[$map(..)]` makes one of JSONata's sequences; where
//! the elements are arrays themselves, it would flatten a single one, so there it is `$append([], $map(..)[])`.

use std::{marker::PhantomData, rc::Rc};

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr, element},
    expr::Expr,
    print::not,
    surface::{
        Arithmetic, Ordered,
        options::{is_some, option_at},
        scope,
        vectors::{IntoExprIter, sorted_by_key},
    },
};

mod collect;

pub use collect::Collect;

/// An iterator inside a workflow, with the methods of [`Iterator`].
pub struct ExprIter<T> {
    /// The elements, as a JSON array.
    array: Code,
    /// After `enumerate`: makes an array's element of an element of `array`, which has no index yet.
    enumerated: Option<fn(Code) -> Code>,
    element: PhantomData<fn() -> T>,
}

impl<T> Clone for ExprIter<T> {
    fn clone(&self) -> Self {
        Self { array: self.array.clone(), enumerated: self.enumerated, element: PhantomData }
    }
}

impl<T> std::fmt::Debug for ExprIter<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.array.fmt(f)
    }
}

/// An array of what `$map` or `$filter` gives.
fn collected(sequence: Code, of_arrays: bool) -> Code {
    if of_arrays {
        Code::call("append", [Code::Array(Vec::new()), Code::KeepArray(sequence.into())])
    } else {
        Code::Array(vec![sequence])
    }
}

/// The sequence that `[$map(..)]` makes an array of: enough for a function that takes an array or nothing.
fn sequence(array: &Code) -> Code {
    match array {
        Code::Array(elements) => match elements.as_slice() {
            [sequence @ Code::Call("map" | "filter", _)] => sequence.clone(),
            _ => array.clone(),
        },
        array => array.clone(),
    }
}

fn literal(number: i32) -> Code {
    Code::Literal(number.into())
}

fn compare(operator: BinaryOperator, left: Code, right: Code) -> Code {
    Code::binary(operator, left, right)
}

impl<T> ExprIter<T> {
    pub(crate) fn new(array: Code) -> Self {
        Self { array, enumerated: None, element: PhantomData }
    }

    pub(crate) fn into_array(self) -> Code {
        self.array()
    }

    /// The elements as an array, each with its index after `enumerate`.
    fn array(&self) -> Code {
        if self.enumerated.is_none() {
            return self.array.clone();
        }
        scope::bind(&self.array, |array| Code::call("zip", [indexes(array), array.clone()]))
    }

    /// A function of an element, for `$map` and the like over `self.array`.
    fn function(&self, body: impl FnOnce(Expr<T>) -> Code) -> Code {
        match self.enumerated {
            None => scope::function(|item| body(Expr::__new(item))),
            Some(of_item) => scope::indexed_function(|item, index| {
                body(Expr::__new(Code::Array(vec![index, of_item(item)])))
            }),
        }
    }

    fn higher_order(&self, name: &'static str, body: impl FnOnce(Expr<T>) -> Code) -> Code {
        Code::call(name, [sequence(&self.array), self.function(body)])
    }
}

/// `[0..$count(array) - 1]`
fn indexes(array: &Code) -> Code {
    let count = Code::call("count", [array.clone()]);
    let last = Code::binary(BinaryOperator::Subtract, count, literal(1));
    Code::Range(literal(0).into(), last.into())
}

impl<T: Data> ExprIter<T> {
    /// With every element changed.
    pub fn map<U: Data>(self, change: impl FnOnce(Expr<T>) -> Expr<U>) -> ExprIter<U> {
        let changed = self.higher_order("map", |item| change(item).__code().clone());
        ExprIter::new(collected(changed, U::__IS_ARRAY))
    }

    /// The elements that fulfil `condition`.
    #[must_use]
    pub fn filter(self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Self {
        let this = Self::new(self.array());
        let kept = this.higher_order("filter", |item| condition(item).__code().clone());
        Self::new(collected(kept, T::__IS_ARRAY))
    }

    /// What `change` makes of the elements, where it makes something.
    pub fn filter_map<U: Data>(
        self,
        change: impl FnOnce(Expr<T>) -> Expr<Option<U>>,
    ) -> ExprIter<U> {
        self.map(change).filter(|option| is_some(&option)).retype()
    }

    fn retype<U>(self) -> ExprIter<U> {
        ExprIter { array: self.array, enumerated: self.enumerated, element: PhantomData }
    }

    /// The elements of what `change` gives for each.
    pub fn flat_map<U: Data, I: IntoExprIter<U>>(
        self,
        change: impl FnOnce(Expr<T>) -> I,
    ) -> ExprIter<U> {
        let array = self.array();
        ExprIter::new(reduce(&array, Code::Array(Vec::new()), |total, item| {
            let more = change(Expr::__new(item)).into_expr_iter().array();
            Code::call("append", [total, more])
        }))
    }

    /// Each element with its index.
    pub fn enumerate(self) -> ExprIter<(usize, T)> {
        ExprIter { array: self.array(), enumerated: Some(element::<T>), element: PhantomData }
    }

    /// Each element with that of the other, as long as both have one.
    pub fn zip<U: Data>(self, other: impl IntoExprIter<U>) -> ExprIter<(T, U)> {
        let other = other.into_expr_iter().array();
        ExprIter::new(Code::call("zip", [self.array(), other]))
    }

    /// These elements, then the others.
    #[must_use]
    pub fn chain(self, other: impl IntoExprIter<T>) -> Self {
        Self::new(Code::call("append", [self.array(), other.into_expr_iter().array()]))
    }

    /// From the last element to the first.
    #[must_use]
    pub fn rev(self) -> Self {
        Self::new(Code::call("reverse", [self.array()]))
    }

    /// The first elements, at most `count`.
    #[must_use]
    pub fn take(self, count: impl IntoExpr<usize>) -> Self {
        self.by_index(BinaryOperator::Less, &count.into_expr())
    }

    /// All but the first `count` elements.
    #[must_use]
    pub fn skip(self, count: impl IntoExpr<usize>) -> Self {
        self.by_index(BinaryOperator::GreaterOrEqual, &count.into_expr())
    }

    fn by_index(self, operator: BinaryOperator, count: &Expr<usize>) -> Self {
        let kept =
            scope::indexed_function(|_, index| compare(operator, index, count.__code().clone()));
        let kept = Code::call("filter", [sequence(&self.array()), kept]);
        Self::new(collected(kept, T::__IS_ARRAY))
    }

    /// The sum.
    pub fn sum<S: Arithmetic>(self) -> Expr<S>
    where
        T: SameAs<S>,
    {
        Expr::__new(Code::call("sum", [self.array()]))
    }

    /// The product.
    pub fn product<S: Arithmetic>(self) -> Expr<S>
    where
        T: SameAs<S>,
    {
        Expr::__new(reduce(&self.array(), literal(1), |total, item| {
            Code::binary(BinaryOperator::Multiply, total, item)
        }))
    }

    /// The number of elements.
    pub fn count(self) -> Expr<usize> {
        Expr::__new(Code::call("count", [sequence(&self.array)]))
    }

    /// The smallest element.
    pub fn min(self) -> Expr<Option<T>>
    where
        T: Ordered + TotalOrder,
    {
        option_at(&T::__extreme(self.array(), false))
    }

    /// The largest element.
    pub fn max(self) -> Expr<Option<T>>
    where
        T: Ordered + TotalOrder,
    {
        option_at(&T::__extreme(self.array(), true))
    }

    /// The first element with the smallest key.
    pub fn min_by_key<K: Ordered>(self, key: impl Fn(Expr<T>) -> Expr<K>) -> Expr<Option<T>> {
        option_at(&at(sorted_by_key(&self.array(), key), 0))
    }

    /// The last element with the largest key.
    pub fn max_by_key<K: Ordered>(self, key: impl Fn(Expr<T>) -> Expr<K>) -> Expr<Option<T>> {
        option_at(&at(sorted_by_key(&self.array(), key), -1))
    }

    /// Whether an element fulfils `condition`.
    pub fn any(self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        let found = self.higher_order("filter", |item| condition(item).__code().clone());
        Expr::__new(Code::call("exists", [found]))
    }

    /// Whether every element fulfils `condition`.
    pub fn all(self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        let other = self.higher_order("filter", |item| not(condition(item).__code().clone()));
        Expr::__new(not(Code::call("exists", [other])))
    }

    /// The first element that fulfils `condition`.
    pub fn find(self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<Option<T>> {
        option_at(&at(sequence(&self.filter(condition).array), 0))
    }

    /// What `change` makes of the first element of which it makes something.
    pub fn find_map<U: Data>(
        self,
        change: impl FnOnce(Expr<T>) -> Expr<Option<U>>,
    ) -> Expr<Option<U>> {
        option_at(&at(sequence(&self.filter_map(change).array), 0))
    }

    /// The index of the first element that fulfils `condition`.
    pub fn position(self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<Option<usize>> {
        option_at(&scope::bind(&self.array(), |array| {
            let holds = scope::function(|index| {
                let item = Code::Index(array.clone().into(), index.into());
                condition(Expr::__new(item)).__code().clone()
            });
            at(Code::call("filter", [indexes(array), holds]), 0)
        }))
    }

    /// What is left when `next` has taken up every element, starting from `start`.
    pub fn fold<B>(
        self,
        start: impl IntoExpr<B>,
        next: impl FnOnce(Expr<B>, Expr<T>) -> Expr<B>,
    ) -> Expr<B> {
        let start = start.into_expr().__code().clone();
        Expr::__new(reduce(&self.array(), start, |total, item| {
            next(Expr::__new(total), Expr::__new(item)).__code().clone()
        }))
    }

    /// The last element.
    pub fn last(self) -> Expr<Option<T>> {
        option_at(&at(self.array(), -1))
    }

    /// The element `index`.
    pub fn nth(self, index: impl IntoExpr<usize>) -> Expr<Option<T>> {
        let index = index.into_expr().__code().clone();
        option_at(&Code::Index(self.array().into(), index.into()))
    }

    /// The elements in a collection.
    pub fn collect<C: Collect<T>>(self) -> Expr<C> {
        Expr::__new(C::__collect(self.array()))
    }

    /// The same iterator: expressions are values, not places.
    #[must_use]
    pub fn cloned(self) -> Self {
        self
    }

    /// The same iterator: expressions are values, not places.
    #[must_use]
    pub fn copied(self) -> Self {
        self
    }

    /// The same iterator.
    #[expect(clippy::iter_not_returning_iterator, reason = "an expression has no elements yet")]
    #[must_use]
    pub fn iter(self) -> Self {
        self
    }

    /// The same iterator.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "an expression has no elements yet")]
    pub fn into_iter(self) -> Self {
        self
    }
}

impl<T: Data> ExprIter<Vec<T>> {
    /// The elements of all.
    pub fn flatten(self) -> ExprIter<T> {
        self.flat_map(|elements| elements)
    }
}

impl<T: Data> ExprIter<Option<T>> {
    /// The values that are there.
    pub fn flatten(self) -> ExprIter<T> {
        self.filter_map(|option| option)
    }
}

fn at(array: Code, index: i32) -> Code {
    Code::Index(array.into(), Rc::new(literal(index)))
}

/// `$reduce(array, function($total, $item) { … }, start)`
fn reduce(array: &Code, start: Code, next: impl FnOnce(Code, Code) -> Code) -> Code {
    let next = scope::with(|names| {
        let next = next(Code::Local(names.other.clone()), Code::Local(names.item.clone()));
        Code::Function(vec![names.other.clone(), names.item.clone()], next.into())
    });
    Code::call("reduce", [array.clone(), next, start])
}

/// The same type.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a sum of `{Self}` is a `{T}` by a conversion that Step Functions does not know",
    label = "the elements are `{Self}`"
)]
pub trait SameAs<T> {}

impl<T> SameAs<T> for T {}

/// Types that Rust's `min` and `max` order.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no smallest or largest value",
    label = "only integers and text have a total order",
    note = "for floats write `.fold(start, |a, b| a.min(b))`"
)]
pub trait TotalOrder: Sized {
    /// The smallest or the largest element of an array.
    fn __extreme(array: Code, largest: bool) -> Code {
        Code::call(if largest { "max" } else { "min" }, [array])
    }
}

macro_rules! total_order {
    ($($t:ty),*) => {$(impl TotalOrder for $t {})*};
}

total_order!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl TotalOrder for String {
    fn __extreme(array: Code, largest: bool) -> Code {
        at(Code::call("sort", [array]), if largest { -1 } else { 0 })
    }
}
