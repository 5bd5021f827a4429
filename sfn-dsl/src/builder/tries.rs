//! Try blocks: statements whose errors are caught together.

use crate::{
    code::Code,
    error::ErrorType,
    expr::Expr,
    step::{Step, StepOf},
    task::Kind,
};

use super::{Called, Caught, ScopeOf, W};

impl<K: Kind> W<K> {
    /// Statements whose errors are caught together: a catcher on every Task, Map and Parallel inside.
    ///
    /// The closure gives the block's value. Inside, [`fail`](Self::fail) makes an error of the block and
    /// [`done`](Self::done) ends it early. What no [`on_error`](Caught::on_error) takes fails what is around the block.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(Debug, TaskError)]
    /// enum StockError {
    ///     OutOfStock,
    /// }
    ///
    /// #[task(lambda = "reserve")]
    /// async fn reserve(item: String) -> Result<u32, StockError>;
    ///
    /// #[task(lambda = "pack")]
    /// async fn pack(shelf: u32) -> Result<String, StockError>;
    ///
    /// let workflow = Workflow::<String, String>::new("order", |w, item| {
    ///     let parcel = w
    ///         .try_(|w| {
    ///             let shelf = w.call(reserve, (item,));
    ///             w.call(pack, (&shelf,)).into_expr()
    ///         })
    ///         .on_error(["OutOfStock"], |w, _: Expr<StockError>| w.done(text("nothing")))
    ///         .end();
    ///     w.done(parcel);
    /// });
    /// let machine = sfn_asl::write::to_value(&workflow.definition().machine);
    /// for task in ["Reserve", "Pack"] {
    ///     let catch = &machine["States"][task]["Catch"];
    ///     assert_eq!(catch[0], serde_json::json!({ "ErrorEquals": ["OutOfStock"], "Next": "Done" }));
    /// }
    /// ```
    pub fn try_<T: 'static, E: ErrorType>(
        &self,
        body: impl FnOnce(&Self) -> Expr<T>,
    ) -> Caught<K, ScopeOf<T, E>> {
        let scope = self.__begin_try();
        let value = body(self);
        self.__return(&scope, value);
        Caught::of(self.__end_try(&scope))
    }

    /// The statements of a step, as a try block.
    pub(crate) fn step<S: Step>(&self, arguments: Vec<Code>) -> Called<K, StepOf<S>> {
        let scope = self.__begin_try();
        self.recorder.borrow_mut().enter_file(S::FILE);
        S::__record(&self.of_kind(), &scope, arguments);
        self.__end_try(&scope).with_outcome()
    }

    #[doc(hidden)]
    pub fn __begin_try<T, E>(&self) -> ScopeOf<T, E> {
        self.recorder.borrow_mut().begin_try();
        ScopeOf::new()
    }

    #[doc(hidden)]
    pub fn __end_try<T: 'static, E: ErrorType>(
        &self,
        _scope: &ScopeOf<T, E>,
    ) -> Called<K, ScopeOf<T, E>> {
        let closed = self.recorder.borrow_mut().end_try(E::__variants);
        let failure =
            closed.as_ref().map_or(Code::null(), |(_, _, failure)| Code::Variable(*failure));
        Called::of(self, closed.map(|(options, result, _)| (options, result)), failure)
    }
}
