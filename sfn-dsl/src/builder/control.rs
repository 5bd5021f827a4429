//! Control flow: conditions, loops, and the ends of a scope.

use crate::{
    code::{Code, Root},
    data::{Data, IntoExpr},
    error::ErrorType,
    expr::Expr,
    ir::{LoopId, Statement},
    task::Kind,
};

use super::{ScopeOf, W};

/// The value of a failure: an expression, or a plain value of an error enum.
pub trait IntoError<E> {
    /// `{Error, Cause}`
    #[doc(hidden)]
    fn into_error(self) -> Code;
}

impl<E> IntoError<E> for Expr<E> {
    fn into_error(self) -> Code {
        self.__code().clone()
    }
}

impl<E: ErrorType> IntoError<E> for E {
    fn into_error(self) -> Code {
        let failure = self.__to_failure();
        let mut members = vec![("Error".into(), Code::text(failure.error))];
        if !failure.cause.is_empty() {
            members.push(("Cause".into(), Code::text(failure.cause)));
        }
        Code::Object(members)
    }
}

/// A Choice that is being written down; see [`W::choose`].
#[must_use = "end it with `.otherwise(..)`, or with `.end()` where nothing else is to be done"]
pub struct Choose<'w, K> {
    w: &'w W<K>,
}

impl<K: Kind> Choose<'_, K> {
    /// The next rule.
    pub fn when(self, condition: impl IntoExpr<bool>, then: impl FnOnce(&W<K>)) -> Self {
        self.w.__arm(&condition.into_expr());
        then(self.w);
        self
    }

    /// What is done where no condition holds: `Default`.
    pub fn otherwise(self, then: impl FnOnce(&W<K>)) {
        self.w.__otherwise();
        then(self.w);
        self.w.__end_choice(false);
    }

    /// Nothing is done where no condition holds.
    pub fn end(self) {
        self.w.__end_choice(false);
    }
}

impl<K: Kind> W<K> {
    /// `if`
    pub fn when(&self, condition: impl IntoExpr<bool>, then: impl FnOnce(&Self)) {
        self.if_else(condition, then, |_| ());
    }

    /// `if` and `else`
    pub fn if_else(
        &self,
        condition: impl IntoExpr<bool>,
        then: impl FnOnce(&Self),
        otherwise: impl FnOnce(&Self),
    ) {
        self.__begin_choice();
        self.__arm(&condition.into_expr());
        then(self);
        self.__otherwise();
        otherwise(self);
        self.__end_choice(false);
    }

    /// A Choice of several rules: `w.choose().when(a, |w| ..).when(b, |w| ..).otherwise(|w| ..)`. The first whose
    /// condition holds is taken.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// let workflow = Workflow::<u32, String>::new("size", |w, n| {
    ///     w.choose()
    ///         .when(n.gt(100), |w| w.done(text("large")))
    ///         .when(n.gt(10), |w| w.done(text("middle")))
    ///         .otherwise(|w| w.done(text("small")));
    /// });
    /// let machine = sfn_asl::write::to_value(&workflow.definition().machine);
    /// assert_eq!(machine["States"]["Choice"]["Choices"].as_array().map(Vec::len), Some(2));
    /// ```
    pub fn choose(&self) -> Choose<'_, K> {
        self.__begin_choice();
        Choose { w: self }
    }

    /// `loop`: leave it with [`leave`](Self::leave), [`done`](Self::done) or [`fail`](Self::fail).
    pub fn repeat(&self, body: impl FnOnce(&Self, LoopId)) {
        let id = self.__begin_loop(None);
        body(self, id);
        self.__end_loop();
    }

    /// `break`
    pub fn leave(&self, id: LoopId) {
        self.__break(id);
    }

    /// `continue`
    pub fn next_round(&self, id: LoopId) {
        self.__continue(id);
    }

    /// `while`
    pub fn repeat_while(&self, condition: impl IntoExpr<bool>, body: impl FnOnce(&Self)) {
        let _ = self.__begin_loop(Some(&condition.into_expr()));
        body(self);
        self.__end_loop();
    }

    /// `for`: one item after the other. Variables outside can be assigned.
    pub fn for_each<T: Data>(
        &self,
        name: &str,
        items: impl IntoExpr<Vec<T>>,
        body: impl FnOnce(&Self, Expr<T>),
    ) {
        let (_, item) = self.__begin_for(name, &items.into_expr());
        body(self, item);
        self.__end_loop();
    }

    /// Ends the workflow, or the innermost try block, with an error.
    pub fn fail<E>(&self, error: impl IntoError<E>) {
        let error = error.into_error();
        let fallback = match error.field("Error") {
            Code::Literal(serde_json::Value::String(name)) => format!("Fail {name}"),
            _ => "Fail".to_owned(),
        };
        self.recorder.borrow_mut().statement(&fallback, |site| Statement::Fail { error, site });
    }

    #[doc(hidden)]
    pub fn __fail<E>(&self, error: &Expr<E>) {
        self.fail::<E>(error.clone());
    }

    /// The same in a scope whose error type is not written down.
    #[doc(hidden)]
    pub fn __fail_in<T, E>(&self, _scope: &ScopeOf<T, E>, error: &Expr<E>) {
        self.fail::<E>(error.clone());
    }

    /// Ends the workflow, or the innermost try block, with a result.
    pub fn done<T>(&self, value: impl IntoExpr<T>) {
        self.__return(&ScopeOf::<T, ()>::new(), value.into_expr());
    }

    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __return<T, E>(&self, _scope: &ScopeOf<T, E>, value: Expr<T>) {
        let value = value.__code().clone();
        self.recorder.borrow_mut().statement("Done", |site| Statement::Return { value, site });
    }

    #[doc(hidden)]
    pub fn __begin_choice(&self) {
        self.recorder.borrow_mut().begin_choice("Choice");
    }

    #[doc(hidden)]
    pub fn __arm(&self, condition: &Expr<bool>) {
        self.recorder.borrow_mut().arm(condition.__code().clone());
    }

    #[doc(hidden)]
    pub fn __otherwise(&self) {
        self.recorder.borrow_mut().otherwise();
    }

    #[doc(hidden)]
    pub fn __end_choice(&self, exhaustive: bool) {
        self.recorder.borrow_mut().end_choice(exhaustive);
    }

    #[doc(hidden)]
    pub fn __begin_loop(&self, condition: Option<&Expr<bool>>) -> LoopId {
        let condition = condition.map(|condition| condition.__code().clone());
        self.recorder.borrow_mut().begin_loop("Loop", condition, Vec::new())
    }

    #[doc(hidden)]
    pub fn __begin_for<T: Data>(&self, name: &str, items: &Expr<Vec<T>>) -> (LoopId, Expr<T>) {
        let (id, item) = self.recorder.borrow_mut().begin_for(name, "For", items.__code());
        (id, Expr::__new(item))
    }

    #[doc(hidden)]
    pub fn __begin_for_enumerated<T: Data>(
        &self,
        index: &str,
        name: &str,
        items: &Expr<Vec<T>>,
    ) -> (LoopId, Expr<usize>, Expr<T>) {
        let mut recorder = self.recorder.borrow_mut();
        let index = if index.is_empty() { format!("{name}_index") } else { index.to_owned() };
        let (id, index, item) = recorder.begin_for_enumerated(&index, name, "For", items.__code());
        (id, Expr::__new(index), Expr::__new(item))
    }

    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __begin_range<T>(&self, name: &str, from: Expr<T>, below: Expr<T>) -> (LoopId, Expr<T>) {
        let (from, below) = (from.__code().clone(), below.__code());
        let (id, index) = self.recorder.borrow_mut().begin_range(name, "For", from, below);
        (id, Expr::__new(index))
    }

    #[doc(hidden)]
    pub fn __end_loop(&self) {
        self.recorder.borrow_mut().end_loop();
    }

    #[doc(hidden)]
    pub fn __break(&self, id: LoopId) {
        self.recorder.borrow_mut().leave_loop(id);
    }

    #[doc(hidden)]
    pub fn __continue(&self, id: LoopId) {
        self.recorder.borrow_mut().next_round(id);
    }

    /// The context object: `$states.context`.
    #[doc(hidden)]
    pub fn __context(&self) -> Code {
        Code::Root(Root::Context)
    }
}
