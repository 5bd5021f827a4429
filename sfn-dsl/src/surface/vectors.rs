//! `Vec`: JSON arrays.
//!
//! JSONata takes an array of one element for the element itself, and flattens arrays inside array constructors.
//! The element's type says where that matters, so no expression tests types at run time.

use crate::{
    code::{BinaryOperator, Code},
    data::{self, Data, IntoExpr},
    expr::Expr,
    surface::{Comparable, ExprIter, Ordered, options::option_at, scope},
};

/// `vec![a, b, …]`
pub fn array<T: Data>(elements: Vec<Expr<T>>) -> Expr<Vec<T>> {
    Expr::__new(Code::Array(
        elements.iter().map(|element| data::element::<T>(element.__code().clone())).collect(),
    ))
}

/// `vec` after `vec.push(element)`.
pub fn append<T: Data>(vec: &Expr<Vec<T>>, element: impl IntoExpr<T>) -> Expr<Vec<T>> {
    let element = T::__appended(element.into_expr().__code().clone());
    Expr::__new(Code::call("append", [vec.__code().clone(), element]))
}

/// `vec` after `vec.extend(more)`.
pub fn extend<T: Data>(vec: &Expr<Vec<T>>, more: impl IntoExprIter<T>) -> Expr<Vec<T>> {
    vec.iter().chain(more).collect()
}

/// What can be iterated over: a `Vec` or an iterator.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be iterated over as `{T}`",
    label = "expected a `Vec<{T}>` or an iterator of `{T}`"
)]
pub trait IntoExprIter<T> {
    /// The iterator.
    fn into_expr_iter(self) -> ExprIter<T>;
}

impl<T: Data> IntoExprIter<T> for Expr<Vec<T>> {
    fn into_expr_iter(self) -> ExprIter<T> {
        self.iter()
    }
}

impl<T: Data> IntoExprIter<T> for &Expr<Vec<T>> {
    fn into_expr_iter(self) -> ExprIter<T> {
        self.iter()
    }
}

impl<T> IntoExprIter<T> for ExprIter<T> {
    fn into_expr_iter(self) -> Self {
        self
    }
}

fn at(array: &Code, index: Code) -> Code {
    Code::Index(array.clone().into(), index.into())
}

impl<T: Data> Expr<Vec<T>> {
    /// Whether there is no element.
    pub fn is_empty(&self) -> Expr<bool> {
        let count = Code::call("count", [self.__code().clone()]);
        Expr::__new(Code::binary(BinaryOperator::Equal, count, Code::Literal(0.into())))
    }

    /// The elements one after the other.
    #[expect(clippy::iter_not_returning_iterator, reason = "an expression has no elements yet")]
    pub fn iter(&self) -> ExprIter<T> {
        ExprIter::new(self.__code().clone())
    }

    /// The elements one after the other.
    #[expect(clippy::should_implement_trait, reason = "an expression has no elements yet")]
    pub fn into_iter(self) -> ExprIter<T> {
        self.iter()
    }

    /// The element `index`.
    pub fn get(&self, index: impl IntoExpr<usize>) -> Expr<Option<T>> {
        option_at(&at(self.__code(), index.into_expr().__code().clone()))
    }

    /// The first element.
    pub fn first(&self) -> Expr<Option<T>> {
        option_at(&at(self.__code(), Code::Literal(0.into())))
    }

    /// The last element.
    pub fn last(&self) -> Expr<Option<T>> {
        option_at(&at(self.__code(), Code::Literal((-1).into())))
    }

    /// Whether an element is equal to `value`.
    pub fn contains(&self, value: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Comparable,
    {
        let value = value.into_expr();
        if T::__SCALAR {
            let value = value.__code().clone();
            return Expr::__new(Code::binary(BinaryOperator::In, value, self.__code().clone()));
        }
        self.iter().any(|element| element.eq(value))
    }

    /// The same elements: expressions are values, not places.
    #[must_use]
    pub fn to_vec(&self) -> Self {
        self.clone()
    }

    /// The same elements: expressions are values, not places.
    #[must_use]
    pub fn as_slice(&self) -> Self {
        self.clone()
    }

    /// The elements in groups of `size`, the last of which may be smaller.
    pub fn chunks(&self, size: impl IntoExpr<usize>) -> ExprIter<Vec<T>> {
        ExprIter::new(Code::call(
            "partition",
            [self.__code().clone(), size.into_expr().__code().clone()],
        ))
    }

    /// The elements in ascending order.
    #[must_use]
    pub fn sorted(&self) -> Self
    where
        T: Ordered,
    {
        Self::__new(Code::call("sort", [self.__code().clone()]))
    }

    /// The elements in ascending order of a key.
    #[must_use]
    pub fn sorted_by_key<K: Ordered>(&self, key: impl Fn(Expr<T>) -> Expr<K>) -> Self {
        Self::__new(sorted_by_key(self.__code(), key))
    }

    /// The elements in the opposite order.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self::__new(Code::call("reverse", [self.__code().clone()]))
    }
}

/// `$sort`, which is stable, as Rust's is.
pub(crate) fn sorted_by_key<T: Data, K: Ordered>(
    array: &Code,
    key: impl Fn(Expr<T>) -> Expr<K>,
) -> Code {
    let after = scope::with(|names| {
        let key =
            |name: &std::rc::Rc<str>| key(Expr::__new(Code::Local(name.clone()))).__code().clone();
        let after = Code::binary(BinaryOperator::Greater, key(&names.item), key(&names.other));
        Code::Function(vec![names.item.clone(), names.other.clone()], after.into())
    });
    Code::call("sort", [array.clone(), after])
}

impl Expr<Vec<String>> {
    /// The texts with `separator` between them.
    pub fn join(&self, separator: impl IntoExpr<String>) -> Expr<String> {
        let separator = separator.into_expr().__code().clone();
        Expr::__new(Code::call("join", [self.__code().clone(), separator]))
    }

    /// The texts one after the other.
    pub fn concat(&self) -> Expr<String> {
        Expr::__new(Code::call("join", [self.__code().clone()]))
    }
}

impl<T: Data> Expr<Vec<Vec<T>>> {
    /// The elements of all.
    pub fn concat(&self) -> Expr<Vec<T>> {
        self.iter().flat_map(|elements| elements).collect()
    }
}

/// What `.len()` counts as Rust does.
#[diagnostic::on_unimplemented(
    message = "`.len()` of `{Self}` gives another number inside Step Functions",
    label = "Rust counts the bytes of a text, JSONata its characters",
    note = "for a text write `.chars().count()`; to see whether it is empty, `.is_empty()`"
)]
pub trait Countable: Data {
    /// How many.
    #[doc(hidden)]
    fn __count(value: Code) -> Code;
}

impl<T: Data> Countable for Vec<T> {
    fn __count(value: Code) -> Code {
        Code::call("count", [value])
    }
}

impl<T> Expr<T> {
    /// The number of elements.
    pub fn len(&self) -> Expr<usize>
    where
        T: Countable,
    {
        Expr::__new(T::__count(self.__code().clone()))
    }
}
