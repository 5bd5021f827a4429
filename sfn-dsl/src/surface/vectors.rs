//! `Vec`: JSON arrays.
//!
//! JSONata takes an array of one element for the element itself, and flattens arrays inside array constructors.
//! The element's type says where that matters, so no expression tests types at run time.

use crate::{
    code::{
        BinaryOperator::{
            self, Add, And, Equal, Greater, GreaterOrEqual, Less, NotEqual, Or, Subtract,
        },
        Code,
    },
    data::{self, Data, IntoExpr},
    expr::Expr,
    surface::{
        Comparable, Comparison, ExprIter, Ordered,
        format::concat_code,
        iterators::{below, by_index, collected},
        num,
        numbers::minus_one,
        options::option_at,
        range, scope,
    },
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

/// A value that `push` adds to: a list or a text.
#[diagnostic::on_unimplemented(
    message = "a workflow cannot push onto a `{Self}`",
    label = "lists and text can grow here"
)]
pub trait Pushed: Data {
    /// What is pushed.
    type Item;

    /// With one more.
    #[doc(hidden)]
    fn __pushed(this: Code, item: Code) -> Code;
}

impl<T: Data> Pushed for Vec<T> {
    type Item = T;

    fn __pushed(this: Code, item: Code) -> Code {
        Code::call("append", [this, Code::Array(vec![data::element::<T>(item)])])
    }
}

impl Pushed for String {
    type Item = char;

    fn __pushed(this: Code, item: Code) -> Code {
        concat_code(vec![this, item])
    }
}

/// `place` after `place.push(item)`.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn pushed<C: Pushed>(place: &Expr<C>, item: Expr<C::Item>) -> Expr<C> {
    Expr::__new(C::__pushed(place.__code().clone(), item.__code().clone()))
}

/// `vec` after `vec.extend(more)`.
pub fn extend<T: Data>(vec: &Expr<Vec<T>>, more: impl IntoExprIter<T>) -> Expr<Vec<T>> {
    vec.iter().chain(more).collect()
}

/// A value that `extend` adds to: a list, or a map with text keys.
#[diagnostic::on_unimplemented(
    message = "a workflow cannot extend a `{Self}`",
    label = "lists and maps with text keys can be extended here"
)]
pub trait Extended: Data {
    /// What it is extended by.
    type Item: Data;

    /// With the elements of an array.
    #[doc(hidden)]
    fn __extended(this: Code, more: Code) -> Code;
}

impl<T: Data> Extended for Vec<T> {
    type Item = T;

    fn __extended(this: Code, more: Code) -> Code {
        Code::call("append", [this, more])
    }
}

impl Extended for String {
    type Item = char;

    fn __extended(this: Code, more: Code) -> Code {
        concat_code(vec![this, Code::call("join", [more])])
    }
}

/// `place` after `place.extend(more)`.
pub fn extended<C: Extended>(place: &Expr<C>, more: impl IntoExprIter<C::Item>) -> Expr<C> {
    Expr::__new(C::__extended(place.__code().clone(), more.into_expr_iter().into_array()))
}

/// `vec![value; count]`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn repeated<T: Data>(value: Expr<T>, count: Expr<usize>) -> Expr<Vec<T>> {
    Expr::__new(scope::bind(value.__code(), |value| {
        let value = Expr::<T>::__new(value.clone());
        range(num(0_usize), count).map(|_| value).collect::<Vec<T>>().__code().clone()
    }))
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

impl<T: Data> IntoExprIter<T> for Expr<Option<T>> {
    fn into_expr_iter(self) -> ExprIter<T> {
        self.iter()
    }
}

impl<T: Data> IntoExprIter<T> for &Expr<Option<T>> {
    fn into_expr_iter(self) -> ExprIter<T> {
        self.iter()
    }
}

fn binary(operator: BinaryOperator, left: Code, right: Code) -> Code {
    Code::binary(operator, left, right)
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
        let groups =
            Code::call("partition", [self.__code().clone(), size.into_expr().__code().clone()]);
        // On AWS, `$partition` of no elements gives nothing.
        ExprIter::new(Code::call("append", [Code::Array(Vec::new()), groups]))
    }

    /// Every `size` elements that lie side by side; `size` must not be zero.
    pub fn windows(&self, size: impl IntoExpr<usize>) -> ExprIter<Vec<T>> {
        let size = size.into_expr().__code().clone();
        ExprIter::new(scope::bind(self.__code(), |array| {
            let count = Code::call("count", [array.clone()]);
            let starts =
                below(binary(Add, binary(Subtract, count, size.clone()), Code::Literal(1.into())));
            let window = |start: Code| {
                by_index::<T>(array, |index| {
                    let after = binary(GreaterOrEqual, index.clone(), start.clone());
                    let before = binary(Less, index, binary(Add, start, size));
                    binary(And, after, before)
                })
            };
            let map = ExprIter::<usize>::new(starts);
            map.map(|start| Expr::<Vec<T>>::__new(window(start.__code().clone()))).into_array()
        }))
    }

    /// The first element, and all others.
    pub fn split_first(&self) -> Expr<Option<(T, Vec<T>)>> {
        self.split_end(0, |index, _| binary(Greater, index, Code::Literal(0.into())))
    }

    /// The last element, and all others.
    pub fn split_last(&self) -> Expr<Option<(T, Vec<T>)>> {
        self.split_end(-1, |index, array| {
            binary(Less, index, minus_one(Code::call("count", [array.clone()])))
        })
    }

    fn split_end(
        &self,
        end: i32,
        is_rest: impl FnOnce(Code, &Code) -> Code,
    ) -> Expr<Option<(T, Vec<T>)>> {
        Expr::__new(scope::bind(self.__code(), |array| {
            let rest = by_index::<T>(array, |index| is_rest(index, array));
            let parts = vec![
                data::element::<T>(at(array, Code::Literal(end.into()))),
                data::element::<Vec<T>>(rest),
            ];
            let empty = Expr::<Self>::__new(array.clone()).__retype::<Vec<T>>().is_empty();
            Code::conditional(empty.__code().clone(), Code::null(), Code::Array(parts))
        }))
    }

    /// After `vec.truncate(count)`.
    #[must_use]
    pub fn truncated(&self, count: impl IntoExpr<usize>) -> Self {
        self.iter().take(count).collect()
    }

    /// After `vec.retain(condition)`.
    #[must_use]
    pub fn retained(&self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Self {
        self.iter().filter(condition).collect()
    }

    /// After `vec.dedup()`.
    #[must_use]
    pub fn deduplicated(&self) -> Self
    where
        T: Comparable,
    {
        self.deduplicated_by_key(|element| element)
    }

    /// After `vec.dedup_by_key(key)`.
    #[must_use]
    pub fn deduplicated_by_key<K: Comparable>(&self, key: impl Fn(Expr<T>) -> Expr<K>) -> Self {
        let key = |code: Code| key(Expr::__new(code)).__code().clone();
        Self::__new(scope::bind(self.__code(), |array| {
            let kept = scope::indexed_function(|element, index| {
                let first = binary(Equal, index.clone(), Code::Literal(0.into()));
                let before = at(array, minus_one(index));
                binary(Or, first, binary(NotEqual, key(element), key(before)))
            });
            let kept = Code::call("filter", [array.clone(), kept]);
            collected(kept, T::__IS_ARRAY)
        }))
    }

    /// Without the last element: after `vec.pop()`.
    #[must_use]
    pub fn without_last(&self) -> Self {
        Self::__new(scope::bind(self.__code(), |array| {
            let last = minus_one(Code::call("count", [array.clone()]));
            by_index::<T>(array, |index| binary(Less, index, last))
        }))
    }

    /// With an element before the first: after `vec.insert(0, element)`.
    #[must_use]
    pub fn prepended(&self, element: impl IntoExpr<T>) -> Self {
        let element = Code::Array(vec![data::element::<T>(element.into_expr().__code().clone())]);
        Self::__new(Code::call("append", [element, self.__code().clone()]))
    }

    /// The elements in ascending order.
    #[must_use]
    pub fn sorted(&self) -> Self
    where
        T: Ordered,
    {
        Self::__new(sorted::<T>(self.__code()))
    }

    /// The elements in the order that `compare` gives.
    #[must_use]
    pub fn sorted_by(&self, compare: impl FnOnce(Expr<T>, Expr<T>) -> Comparison) -> Self {
        Self::__new(sorted_by(self.__code(), compare))
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
pub(crate) fn sorted_by<T: Data>(
    array: &Code,
    compare: impl FnOnce(Expr<T>, Expr<T>) -> Comparison,
) -> Code {
    let after = scope::with(|names| {
        let local = |name: &std::rc::Rc<str>| Expr::__new(Code::Local(name.clone()));
        let after = compare(local(&names.item), local(&names.other)).greater();
        Code::Function(vec![names.item.clone(), names.other.clone()], after.into())
    });
    Code::call("sort", [array.clone(), after])
}

/// The same by a key.
pub(crate) fn sorted_by_key<T: Data, K: Ordered>(
    array: &Code,
    key: impl Fn(Expr<T>) -> Expr<K>,
) -> Code {
    sorted_by(array, |left, right| key(left).cmp(key(right)))
}

/// In ascending order.
pub(crate) fn sorted<T: Ordered>(array: &Code) -> Code {
    if T::__BY_JSON {
        Code::call("sort", [array.clone()])
    } else {
        sorted_by(array, |left: Expr<T>, right| left.cmp(right))
    }
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
