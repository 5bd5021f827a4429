//! `Result`s as values: what each branch of `sfn::join!` gives.
//!
//! A branch ends well in any case, with `{"Ok": value}` or `{"Err": {Error, Cause}}`; so the other branches go on.

use std::marker::PhantomData;

use crate::{
    code::Code,
    data::Data,
    error::{ErrorType, Propagates},
    expr::Expr,
    ir::Statement,
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

/// Whether it is `Ok`.
pub fn is_ok<T, E>(result: &Expr<Result<T, E>>) -> Expr<bool> {
    Expr::__new(Code::call("exists", [result.__code().field("Ok")]))
}

/// Whether it is `Err`.
pub fn is_err<T, E>(result: &Expr<Result<T, E>>) -> Expr<bool> {
    Expr::__new(Code::call("exists", [result.__code().field("Err")]))
}

/// What is in `Ok`.
pub fn bind_ok<T, E>(result: &Expr<Result<T, E>>) -> Expr<T> {
    Expr::__new(result.__code().field("Ok"))
}

/// What is in `Err`.
pub fn bind_err<T, E>(result: &Expr<Result<T, E>>) -> Expr<E> {
    Expr::__new(result.__code().field("Err"))
}

/// `?` on a result of a branch.
pub const fn propagates<T, E, E2: Propagates<E>>(
    _result: &Expr<Result<T, E>>,
    _scope: PhantomData<E2>,
) {
}

/// An error as another type's, which has its name too.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn into_error<E, E2>(error: Expr<E>) -> Expr<E2> {
    Expr::__new(error.__code().clone())
}

/// How a scope fails.
pub const fn error_of<T, E>(_scope: &ScopeOf<T, E>) -> PhantomData<E> {
    PhantomData
}

impl<T: Data, E> Expr<Result<T, E>> {
    /// Whether the branch did well.
    #[must_use]
    pub fn is_ok(&self) -> Expr<bool> {
        is_ok(self)
    }

    /// Whether the branch failed.
    #[must_use]
    pub fn is_err(&self) -> Expr<bool> {
        is_err(self)
    }

    /// What the branch gave, or something else where it failed.
    #[must_use]
    pub fn unwrap_or(&self, default: impl crate::data::IntoExpr<T>) -> Expr<T> {
        let default = default.into_expr().__code().clone();
        Expr::__new(Code::conditional(
            is_ok(self).__code().clone(),
            bind_ok(self).__code().clone(),
            default,
        ))
    }

    /// What the branch gave, if it did well.
    #[must_use]
    pub fn ok(&self) -> Expr<Option<T>> {
        Expr::__new(Code::or_else(bind_ok(self).__code().clone(), Code::null()))
    }
}
