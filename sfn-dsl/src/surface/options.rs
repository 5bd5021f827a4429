//! `Option`: null or missing.
//!
//! Where an optional member is read as a value, its expression is `$exists(p) ? p : null`; where it is taken apart,
//! the place `p` alone is enough, since `p != null` is false for a missing one.

use serde::Serialize;
use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr, element},
    expr::Expr,
    print::{is_surely_some, not as negated},
    surface::{ExprIter, constants::json, scope},
};

/// `Some(value)`
pub fn some<T: Data>(value: Expr<T>) -> Expr<Option<T>> {
    value.__retype()
}

/// `None`
pub fn none<T: Data>() -> Expr<Option<T>> {
    Expr::__new(Code::null())
}

/// `option.is_some()`
pub fn is_some<T>(option: &Expr<Option<T>>) -> Expr<bool> {
    Expr::__new(present(option.__code()))
}

/// `option.is_none()`
pub fn is_none<T>(option: &Expr<Option<T>>) -> Expr<bool> {
    Expr::__new(negated(present(option.__code())))
}

/// What is inside, where something is.
pub fn bind_some<T>(option: &Expr<Option<T>>) -> Expr<T> {
    Expr::__new(inside(option.__code()))
}

/// The option that stands at `place`, which may be missing.
pub(crate) fn option_at<T>(place: &Code) -> Expr<Option<T>> {
    Expr::__new(scope::bind(place, |place| Code::or_else(place.clone(), Code::null())))
}

/// Whether there is a value.
pub(crate) fn present(option: &Code) -> Code {
    match option {
        Code::Literal(value) => return Code::Literal(Value::Bool(!value.is_null())),
        Code::Conditional(condition, then, otherwise)
            if **otherwise == Code::null()
                && is_surely_some(then)
                && option.place_of_or_else().is_none() =>
        {
            return (**condition).clone();
        }
        option if is_surely_some(option) => return Code::Literal(Value::Bool(true)),
        _ => {}
    }
    Code::binary(BinaryOperator::NotEqual, place(option), Code::null())
}

/// The value, where there is one.
pub(crate) fn inside(option: &Code) -> Code {
    match option {
        Code::Conditional(_, then, otherwise)
            if **otherwise == Code::null() && is_surely_some(then) =>
        {
            (**then).clone()
        }
        option => place(option),
    }
}

/// The option without what makes a missing one null.
pub(crate) fn place(option: &Code) -> Code {
    if let Code::Conditional(_, _, otherwise) = option
        && **otherwise == Code::null()
        && let Some(place) = option.place_of_or_else()
    {
        return place.clone();
    }
    if let Code::Block(bindings, body) = option
        && let [(name, value)] = bindings.as_slice()
        && body.place_of_or_else() == Some(&Code::Local(name.clone()))
    {
        return value.clone();
    }
    option.clone()
}

/// `option != null ? then(option) : otherwise`
pub(crate) fn either<T>(
    option: &Expr<Option<T>>,
    then: impl FnOnce(Expr<T>) -> Code,
    otherwise: impl FnOnce() -> Code,
) -> Code {
    let code = option.__code();
    match present(code) {
        Code::Literal(Value::Bool(true)) => {
            scope::bind(&inside(code), |inside| then(Expr::__new(inside.clone())))
        }
        Code::Literal(Value::Bool(false)) => otherwise(),
        condition
            if matches!(code, Code::Conditional(..)) && condition != present(&place(code)) =>
        {
            Code::conditional(condition, then(Expr::__new(inside(code))), otherwise())
        }
        _ => scope::bind(&place(code), |place| {
            let condition = Code::binary(BinaryOperator::NotEqual, place.clone(), Code::null());
            Code::conditional(condition, then(Expr::__new(place.clone())), otherwise())
        }),
    }
}

impl<T: Data> Expr<Option<T>> {
    /// Whether there is a value.
    pub fn is_some(&self) -> Expr<bool> {
        is_some(self)
    }

    /// Whether there is none.
    pub fn is_none(&self) -> Expr<bool> {
        is_none(self)
    }

    /// Whether there is a value that fulfils `condition`.
    pub fn is_some_and(&self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        let holds = |value| condition(value).__code().clone();
        Expr::__new(either(self, holds, || Code::Literal(Value::Bool(false))))
    }

    /// Whether there is no value, or one that fulfils `condition`.
    pub fn is_none_or(&self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        let holds = |value| condition(value).__code().clone();
        Expr::__new(either(self, holds, || Code::Literal(Value::Bool(true))))
    }

    /// The value, or `default`.
    #[must_use]
    pub fn unwrap_or(&self, default: impl IntoExpr<T>) -> Expr<T> {
        self.unwrap_or_else(|| default.into_expr())
    }

    /// The value, or what `default` gives.
    #[must_use]
    pub fn unwrap_or_else(&self, default: impl FnOnce() -> Expr<T>) -> Expr<T> {
        Expr::__new(either(self, |value| value.__code().clone(), || default().__code().clone()))
    }

    /// The value, or the type's default.
    #[must_use]
    pub fn unwrap_or_default(&self) -> Expr<T>
    where
        T: Default + Serialize,
    {
        self.unwrap_or_else(|| Expr::__new(Code::Literal(json(&T::default()))))
    }

    /// What `change` makes of the value.
    #[must_use]
    pub fn map<U: Data>(&self, change: impl FnOnce(Expr<T>) -> Expr<U>) -> Expr<Option<U>> {
        Expr::__new(either(self, |value| change(value).__code().clone(), Code::null))
    }

    /// What `change` makes of the value, or `default`.
    #[must_use]
    pub fn map_or<U>(
        &self,
        default: impl IntoExpr<U>,
        change: impl FnOnce(Expr<T>) -> Expr<U>,
    ) -> Expr<U> {
        self.map_or_else(|| default.into_expr(), change)
    }

    /// What `change` makes of the value, or what `default` gives.
    #[must_use]
    pub fn map_or_else<U>(
        &self,
        default: impl FnOnce() -> Expr<U>,
        change: impl FnOnce(Expr<T>) -> Expr<U>,
    ) -> Expr<U> {
        let changed = |value| change(value).__code().clone();
        Expr::__new(either(self, changed, || default().__code().clone()))
    }

    /// What `next` gives for the value.
    #[must_use]
    pub fn and_then<U: Data>(
        &self,
        next: impl FnOnce(Expr<T>) -> Expr<Option<U>>,
    ) -> Expr<Option<U>> {
        Expr::__new(either(self, |value| next(value).__code().clone(), Code::null))
    }

    /// This option, if its value fulfils `condition`.
    #[must_use]
    pub fn filter(&self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Self {
        let kept = |value: Expr<T>| {
            let condition = condition(value.clone()).__code().clone();
            Code::conditional(condition, value.__code().clone(), Code::null())
        };
        Self::__new(either(self, kept, Code::null))
    }

    /// This option, or else the other.
    #[must_use]
    pub fn or(&self, other: impl IntoExpr<Option<T>>) -> Self {
        self.or_else(|| other.into_expr())
    }

    /// This option, or else the one that `other` gives.
    #[must_use]
    pub fn or_else(&self, other: impl FnOnce() -> Self) -> Self {
        Self::__new(either(self, |value| value.__code().clone(), || other().__code().clone()))
    }

    /// The other option, if there is a value here.
    #[must_use]
    pub fn and<U: Data>(&self, other: impl IntoExpr<Option<U>>) -> Expr<Option<U>> {
        self.and_then(|_| other.into_expr())
    }

    /// Both values, where both are there.
    #[must_use]
    pub fn zip<U: Data>(&self, other: impl IntoExpr<Option<U>>) -> Expr<Option<(T, U)>> {
        let other = other.into_expr();
        self.and_then(|left| {
            other.map(|right| {
                let pair =
                    vec![element::<T>(left.__code().clone()), element::<U>(right.__code().clone())];
                Expr::<(T, U)>::__new(Code::Array(pair))
            })
        })
    }

    /// The value of the one option that has one.
    #[must_use]
    pub fn xor(&self, other: impl IntoExpr<Option<T>>) -> Self {
        let other = other.into_expr();
        let alone = Code::conditional(present(other.__code()), Code::null(), self.__code().clone());
        Self::__new(either(self, |_| alone, || other.__code().clone()))
    }

    /// The value, if there is one, as an iterator.
    #[expect(clippy::iter_not_returning_iterator, reason = "an expression has no elements yet")]
    pub fn iter(&self) -> ExprIter<T> {
        let some = |value: Expr<T>| Code::Array(vec![element::<T>(value.__code().clone())]);
        ExprIter::new(either(self, some, || Code::Array(Vec::new())))
    }

    /// The value, if there is one, as an iterator.
    #[expect(clippy::should_implement_trait, reason = "an expression has no elements yet")]
    pub fn into_iter(self) -> ExprIter<T> {
        self.iter()
    }

    /// The same option: expressions are values, not places.
    #[must_use]
    pub fn as_ref(&self) -> Self {
        self.clone()
    }

    /// The same option: expressions are values, not places.
    #[must_use]
    pub fn as_deref(&self) -> Self {
        self.clone()
    }

    /// The same option: expressions are values, not places.
    #[must_use]
    pub fn cloned(&self) -> Self {
        self.clone()
    }

    /// The same option: expressions are values, not places.
    #[must_use]
    pub fn copied(&self) -> Self {
        self.clone()
    }

    /// Refused: a value that is not there would panic.
    pub fn unwrap(&self) -> Expr<T>
    where
        T: CannotPanic,
    {
        bind_some(self)
    }

    /// Refused: a value that is not there would panic.
    pub fn expect(&self, message: impl IntoExpr<String>) -> Expr<T>
    where
        T: CannotPanic,
    {
        let _ = message.into_expr();
        bind_some(self)
    }
}

impl<T: Data> Expr<Option<Option<T>>> {
    /// The inner option. In JSON both are one.
    #[must_use]
    pub fn flatten(&self) -> Expr<Option<T>> {
        self.__retype()
    }
}

/// Implemented for nothing: it explains itself where it is wanted.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a workflow cannot panic",
    label = "a missing value would panic here, and Step Functions knows no panic",
    note = "use `.unwrap_or(..)`, `if let Some(..)`, or `match` with an error of your own for `None`"
)]
pub trait CannotPanic {}

impl<T> IntoExpr<Option<T>> for Option<Expr<T>> {
    fn into_expr(self) -> Expr<Option<T>> {
        match self {
            Some(value) => value.__retype(),
            None => Expr::__new(Code::null()),
        }
    }
}

impl Expr<bool> {
    /// `Some(value)` where it is true.
    pub fn then_some<T: Data>(&self, value: impl IntoExpr<T>) -> Expr<Option<T>> {
        self.then(|| value.into_expr())
    }

    /// `Some` of what `value` gives, where it is true.
    pub fn then<T: Data>(&self, value: impl FnOnce() -> Expr<T>) -> Expr<Option<T>> {
        Expr::__new(Code::conditional(
            self.__code().clone(),
            value().__code().clone(),
            Code::null(),
        ))
    }
}
