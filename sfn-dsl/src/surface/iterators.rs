//! Iterator chains: `$map`, `$filter`, `$reduce` and their kin.
//!
//! Between the steps of a chain there is always a JSON array. `[$map(..)]` makes one of JSONata's sequences; where
//! the elements are arrays themselves, it would flatten a single one, so there it is `$append([], $map(..)[])`.

use std::{marker::PhantomData, rc::Rc};

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr, element},
    expr::Expr,
    print::not,
    surface::{
        Arithmetic, numbers,
        options::{is_some, option_at},
        scope,
        vectors::IntoExprIter,
    },
};

mod collect;
mod order;
mod parts;
mod range;

pub use collect::Collect;
pub(crate) use parts::by_index;
pub use range::{range, range_inclusive};

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
pub(crate) fn collected(sequence: Code, of_arrays: bool) -> Code {
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
    below(count(array))
}

/// `[0..count - 1]`
pub(crate) fn below(count: Code) -> Code {
    Code::Range(literal(0).into(), numbers::minus_one(count).into())
}

/// `$count(array)`, of what `array` is made of where that has as many elements.
fn count(array: &Code) -> Code {
    match sequence(array) {
        Code::Call("map", arguments) if arguments.len() == 2 => {
            arguments.first().map_or(literal(0), count)
        }
        Code::Range(from, to) if *from == literal(0) => match &*to {
            Code::Binary(BinaryOperator::Subtract, count, one)
                if **one == literal(1) && matches!(**count, Code::Call("count" | "length", _)) =>
            {
                (**count).clone()
            }
            Code::Literal(Value::Number(last)) if last.as_i64().is_some_and(|last| last >= -1) => {
                Code::Literal(last.as_i64().map_or(0, |last| last.saturating_add(1)).into())
            }
            _ => Code::call("count", [array.clone()]),
        },
        sequence => Code::call("count", [sequence]),
    }
}

impl<T: Data> ExprIter<T> {
    /// With every element changed.
    pub fn map<U: Data>(self, change: impl FnOnce(Expr<T>) -> Expr<U>) -> ExprIter<U> {
        let mut is_unchanged = false;
        let changed = self.higher_order("map", |item| {
            let changed = change(Expr::__new(item.__code().clone()));
            is_unchanged = changed.__code() == item.__code();
            changed.__code().clone()
        });
        if is_unchanged && self.enumerated.is_none() {
            return self.retype();
        }
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
        Expr::__new(count(&self.array))
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

    /// What is left when `next` has put all elements together, if there is one.
    pub fn reduce(self, next: impl FnOnce(Expr<T>, Expr<T>) -> Expr<T>) -> Expr<Option<T>> {
        let next = function_of_two(|total, item| {
            next(Expr::__new(total), Expr::__new(item)).__code().clone()
        });
        option_at(&Code::call("reduce", [self.array(), next]))
    }

    /// The last element.
    pub fn last(self) -> Expr<Option<T>> {
        option_at(&at(self.array(), -1))
    }

    /// The first element.
    pub fn next(self) -> Expr<Option<T>> {
        option_at(&at(self.array(), 0))
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
pub(crate) fn reduce(array: &Code, start: Code, next: impl FnOnce(Code, Code) -> Code) -> Code {
    Code::call("reduce", [array.clone(), function_of_two(next), start])
}

/// `function($total, $item) { … }`
fn function_of_two(body: impl FnOnce(Code, Code) -> Code) -> Code {
    scope::with(|names| {
        let body = body(Code::Local(names.other.clone()), Code::Local(names.item.clone()));
        Code::Function(vec![names.other.clone(), names.item.clone()], body.into())
    })
}

/// The same type.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a sum of `{Self}` is a `{T}` by a conversion that Step Functions does not know",
    label = "the elements are `{Self}`"
)]
pub trait SameAs<T> {}

impl<T> SameAs<T> for T {}
