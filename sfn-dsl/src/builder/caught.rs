//! What follows the errors of a call: `w.call(..).on_error(["Declined"], |w, error| ..)`.

use crate::{code::Code, data::IntoExpr, error::ErrorType, expr::Expr, task::Kind};

use super::{Called, Outcome, W};

/// A call some of whose errors are caught.
///
/// What is recorded next follows the call, and every error whose statements do not end the workflow or leave a loop.
#[must_use = "`.end()` closes it and gives the result"]
pub struct Caught<K, M: Outcome> {
    called: Called<K, M>,
}

impl<K: Kind, M: Outcome> Called<K, M> {
    /// Adds a catcher: what happens on these errors, as `ErrorEquals` names them. Catchers are tried in the order in which
    /// they are given.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(Debug, TaskError)]
    /// enum PaymentError {
    ///     Declined { code: String },
    /// }
    ///
    /// #[task(lambda = "charge")]
    /// async fn charge(amount: u32) -> Result<String, PaymentError>;
    ///
    /// let workflow = Workflow::<u32, String>::new("pay", |w, amount| {
    ///     let receipt = w
    ///         .call(charge, (amount,))
    ///         .on_error(["Declined"], |w, _| w.done(text("declined")))
    ///         .end();
    ///     w.done(receipt);
    /// });
    /// let machine = sfn_asl::write::to_value(&workflow.definition().machine);
    /// assert_eq!(machine["States"]["Charge"]["Catch"][0]["ErrorEquals"], serde_json::json!(["Declined"]));
    /// ```
    pub fn on_error<'a>(
        self,
        errors: impl IntoIterator<Item = &'a str>,
        body: impl FnOnce(&W<K>, Expr<M::Error>),
    ) -> Caught<K, M> {
        Caught::of(self).on_error(errors, body)
    }
}

impl<K: Kind, M: Outcome> Caught<K, M> {
    pub(super) fn of(called: Called<K, M>) -> Self {
        called.__begin_match();
        let _ = called.__ok_arm();
        Self { called }
    }

    /// The next catcher.
    pub fn on_error<'a>(
        self,
        errors: impl IntoIterator<Item = &'a str>,
        body: impl FnOnce(&W<K>, Expr<M::Error>),
    ) -> Self {
        let error = self.called.arm(errors.into_iter().map(str::to_owned).collect());
        let error = self.called.w.__hold("failure", error);
        body(&self.called.w, error);
        self
    }

    /// What the call gives; in the statements for an error it has no value.
    pub fn end(self) -> Expr<M::Output> {
        self.called.__end_match();
        self.called.__value()
    }
}

impl<E: ErrorType> Expr<E> {
    /// The name of a caught error: `Error`.
    #[must_use]
    pub fn error_name(&self) -> Expr<String> {
        Expr::__new(self.__code().field("Error"))
    }

    /// The cause of a caught error: `Cause`, empty where there is none.
    #[must_use]
    pub fn error_cause(&self) -> Expr<String> {
        Expr::__new(Code::or_else(self.__code().field("Cause"), Code::text("")))
    }
}

impl<K: Kind> W<K> {
    /// What a call gives, or a default where it fails with an error that its type knows: a catcher that assigns.
    #[expect(clippy::needless_pass_by_value, reason = "nothing more can be said of the call")]
    pub fn call_or<M: Outcome>(
        &self,
        called: Called<K, M>,
        default: impl IntoExpr<M::Output>,
    ) -> Expr<M::Output>
    where
        M::Error: ErrorType,
    {
        let value = self.__declare("value", true);
        called.__begin_match();
        let given = called.__ok_arm();
        self.__assign(&value, given);
        let _ = called.__rest_arm(&[]);
        self.__assign(&value, default.into_expr());
        called.__end_match();
        value
    }
}
