//! `Result`s as values: what each branch of `sfn::join!` gives.
//!
//! A branch ends well in any case, with `{"Ok": value}` or `{"Err": {Error, Cause}}`; so the other branches go on.

use std::marker::PhantomData;

use crate::{
    code::Code,
    data::{Data, IntoExpr},
    error::{ErrorType, Propagates},
    expr::Expr,
    ir::Statement,
    surface::{constants::json, scope},
    task::Kind,
};

use super::{Called, Outcome, ScopeOf, W};

impl<K: Kind> W<K> {
    /// Ends a branch well.
    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __return_ok<T, E>(&self, _scope: &ScopeOf<T, E>, value: Expr<T>) {
        self.give("Ok", value.__code().clone());
    }

    /// Ends a branch with an error, as a value.
    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __return_err<T, E>(&self, _scope: &ScopeOf<T, E>, error: Expr<E>) {
        self.give("Err", error.__code().clone());
    }

    /// Ends a branch with a result.
    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __return_result<T, E>(&self, _scope: &ScopeOf<T, E>, result: Expr<Result<T, E>>) {
        let value = result.__code().clone();
        self.recorder.borrow_mut().statement("Done", |site| Statement::Return { value, site });
    }

    fn give(&self, key: &str, value: Code) {
        let value = Code::Object(vec![(key.into(), value)]);
        self.recorder.borrow_mut().statement(key, |site| Statement::Return { value, site });
    }
}

impl<K: Kind, M: Outcome> Called<K, M> {
    /// `?` in a branch whose errors are values.
    #[doc(hidden)]
    pub fn __catch_in<T, E>(self, scope: &ScopeOf<T, E>) -> Expr<M::Output>
    where
        M::Error: ErrorType,
        E: Propagates<M::Error>,
    {
        self.catch(scope)
    }

    /// A call at the end of such a branch.
    #[doc(hidden)]
    pub fn __catch_tail<T>(self, scope: &ScopeOf<T, M::Error>) -> Expr<M::Output>
    where
        M::Error: ErrorType,
    {
        self.catch(scope)
    }

    fn catch<T, E>(self, scope: &ScopeOf<T, E>) -> Expr<M::Output>
    where
        M::Error: ErrorType,
    {
        self.__begin_match();
        let value = self.__ok_arm();
        let error = self.__rest_arm(&[]);
        let failure = self.w.recorder.borrow_mut().branch_failure();
        self.w.__assign(&failure, error);
        self.w.__return_err(scope, Expr::__new(failure.__code().clone()));
        self.__end_match();
        value
    }
}

/// `Ok(value)`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn ok_value<T, E>(value: Expr<T>) -> Expr<Result<T, E>> {
    Expr::__new(Code::Object(vec![("Ok".into(), value.__code().clone())]))
}

/// `Err(error)`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn err_value<T, E>(error: Expr<E>) -> Expr<Result<T, E>> {
    Expr::__new(Code::Object(vec![("Err".into(), error.__code().clone())]))
}

/// How a `Result` with an error of this type lies in JSON.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the error of no task or workflow",
    label = "derive it: `#[derive(TaskError)]`"
)]
pub trait ErrorOfResult {
    /// Whether it is `Ok`.
    fn __is_ok(result: &Code) -> Code {
        Code::call("exists", [result.field("Ok")])
    }

    /// Whether it is `Err`.
    fn __is_err(result: &Code) -> Code {
        Code::call("exists", [result.field("Err")])
    }

    /// What is in `Ok`.
    fn __value(result: &Code) -> Code {
        result.field("Ok")
    }

    /// What is in `Err`.
    fn __error(result: &Code) -> Code {
        result.field("Err")
    }

    /// What `then` makes of the value, or what `otherwise` gives.
    fn __either(
        result: &Code,
        then: impl FnOnce(Code) -> Code,
        otherwise: impl FnOnce() -> Code,
    ) -> Code {
        scope::bind(result, |result| {
            Code::conditional(Self::__is_ok(result), then(Self::__value(result)), otherwise())
        })
    }
}

impl<E: ErrorType> ErrorOfResult for E {}

/// Whether it is `Ok`.
pub fn is_ok<T, E: ErrorOfResult>(result: &Expr<Result<T, E>>) -> Expr<bool> {
    Expr::__new(E::__is_ok(result.__code()))
}

/// Whether it is `Err`.
pub fn is_err<T, E: ErrorOfResult>(result: &Expr<Result<T, E>>) -> Expr<bool> {
    Expr::__new(E::__is_err(result.__code()))
}

/// What is in `Ok`.
pub fn bind_ok<T, E: ErrorOfResult>(result: &Expr<Result<T, E>>) -> Expr<T> {
    Expr::__new(E::__value(result.__code()))
}

/// What is in `Err`.
pub fn bind_err<T, E: ErrorOfResult>(result: &Expr<Result<T, E>>) -> Expr<E> {
    Expr::__new(E::__error(result.__code()))
}

/// An error as another type's, which has its name too.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn into_error<E, E2: Propagates<E>>(error: Expr<E>, _other: PhantomData<E2>) -> Expr<E2> {
    Expr::__new(error.__code().clone())
}

/// A result of the scope.
pub const fn result_of<T, E>(
    _scope: &ScopeOf<T, E>,
    result: Expr<Result<T, E>>,
) -> Expr<Result<T, E>> {
    result
}

/// How a scope fails.
pub const fn error_of<T, E>(_scope: &ScopeOf<T, E>) -> PhantomData<E> {
    PhantomData
}

impl<T: Data, E: ErrorOfResult> Expr<Result<T, E>> {
    /// Whether it is `Ok`.
    #[must_use]
    pub fn is_ok(&self) -> Expr<bool> {
        is_ok(self)
    }

    /// Whether it is `Err`.
    #[must_use]
    pub fn is_err(&self) -> Expr<bool> {
        is_err(self)
    }

    /// Whether it is `Ok` with a value that fulfils `condition`.
    #[must_use]
    pub fn is_ok_and(&self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        let holds = |value| condition(Expr::__new(value)).__code().clone();
        Expr::__new(E::__either(self.__code(), holds, || Code::Literal(false.into())))
    }

    /// The value, or `default` in place of an error.
    #[must_use]
    pub fn unwrap_or(&self, default: impl IntoExpr<T>) -> Expr<T> {
        let default = || default.into_expr().__code().clone();
        Expr::__new(E::__either(self.__code(), std::convert::identity, default))
    }

    /// The value, or what `default` makes of the error.
    #[must_use]
    pub fn unwrap_or_else(&self, default: impl FnOnce(Expr<E>) -> Expr<T>) -> Expr<T> {
        let default = || default(bind_err(self)).__code().clone();
        Expr::__new(E::__either(self.__code(), std::convert::identity, default))
    }

    /// The value, or the type's default in place of an error.
    #[must_use]
    pub fn unwrap_or_default(&self) -> Expr<T>
    where
        T: Default + serde::Serialize,
    {
        self.unwrap_or(Expr::__new(Code::Literal(json(&T::default()))))
    }

    /// The value, if there is one.
    #[must_use]
    pub fn ok(&self) -> Expr<Option<T>> {
        Expr::__new(E::__either(self.__code(), std::convert::identity, Code::null))
    }
}

impl<T: Data, E: ErrorType> Expr<Result<T, E>> {
    /// What `change` makes of the value; an error stays.
    #[must_use]
    pub fn map<U>(&self, change: impl FnOnce(Expr<T>) -> Expr<U>) -> Expr<Result<U, E>> {
        self.and_then(|value| ok_value(change(value)))
    }

    /// What `change` makes of the error; a value stays.
    #[must_use]
    pub fn map_err<F>(&self, change: impl FnOnce(Expr<E>) -> Expr<F>) -> Expr<Result<T, F>> {
        self.or_else(|error| err_value(change(error)))
    }

    /// The result that `then` makes of the value; an error stays.
    #[must_use]
    pub fn and_then<U>(
        &self,
        then: impl FnOnce(Expr<T>) -> Expr<Result<U, E>>,
    ) -> Expr<Result<U, E>> {
        Expr::__new(self.either(
            |value| then(value).__code().clone(),
            |error| err_value::<U, E>(error).__code().clone(),
        ))
    }

    /// The result that `otherwise` makes of the error; a value stays.
    #[must_use]
    pub fn or_else<F>(
        &self,
        otherwise: impl FnOnce(Expr<E>) -> Expr<Result<T, F>>,
    ) -> Expr<Result<T, F>> {
        Expr::__new(self.either(
            |value| ok_value::<T, F>(value).__code().clone(),
            |error| otherwise(error).__code().clone(),
        ))
    }

    /// The other result, unless this is an error.
    #[must_use]
    pub fn and<U>(&self, other: Expr<Result<U, E>>) -> Expr<Result<U, E>> {
        self.and_then(|_| other)
    }

    /// The other result in place of an error.
    #[must_use]
    pub fn or<F>(&self, other: Expr<Result<T, F>>) -> Expr<Result<T, F>> {
        self.or_else(|_| other)
    }

    /// What `change` makes of the value, or `default` in place of an error.
    #[must_use]
    pub fn map_or<U>(
        &self,
        default: impl IntoExpr<U>,
        change: impl FnOnce(Expr<T>) -> Expr<U>,
    ) -> Expr<U> {
        let default = default.into_expr();
        Expr::__new(
            self.either(|value| change(value).__code().clone(), |_| default.__code().clone()),
        )
    }

    /// What one of the two makes of what there is.
    #[must_use]
    pub fn map_or_else<U>(
        &self,
        default: impl FnOnce(Expr<E>) -> Expr<U>,
        change: impl FnOnce(Expr<T>) -> Expr<U>,
    ) -> Expr<U> {
        Expr::__new(self.either(
            |value| change(value).__code().clone(),
            |error| default(error).__code().clone(),
        ))
    }

    /// Whether it is an error that fulfils `condition`.
    #[must_use]
    pub fn is_err_and(&self, condition: impl FnOnce(Expr<E>) -> Expr<bool>) -> Expr<bool> {
        Expr::__new(
            self.either(|_| Code::Literal(false.into()), |error| condition(error).__code().clone()),
        )
    }

    /// The error, if there is one.
    #[must_use]
    pub fn err(&self) -> Expr<Option<E>> {
        Expr::__new(self.either(|_| Code::null(), |error| error.__code().clone()))
    }

    fn either(
        &self,
        then: impl FnOnce(Expr<T>) -> Code,
        otherwise: impl FnOnce(Expr<E>) -> Code,
    ) -> Code {
        scope::bind(self.__code(), |result| {
            let result = Self::__new(result.clone());
            let (value, error) = (then(bind_ok(&result)), otherwise(bind_err(&result)));
            Code::conditional(is_ok(&result).__code().clone(), value, error)
        })
    }
}
