//! A race: its branches give one type, and the first of them decides.

use crate::{
    code::{Code, Root},
    task::Kind,
};

use super::{Called, ParallelBranches, ScopeOf, W};

/// The same type, as often as there are branches.
#[diagnostic::on_unimplemented(
    message = "the branches of a race give different types",
    label = "each branch gives the same type, since any of them may be the first"
)]
pub trait OneOutput {
    /// The type.
    type Output: 'static;
}

impl<K: Kind> W<K> {
    /// Does several things at once, and gives what the first one gives; the others are given up.
    ///
    /// See [`sfn::race!`](crate::sfn::race) for the states that it makes.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(Debug, TaskError)]
    /// enum AskError {
    ///     NoSuchPerson,
    /// }
    ///
    /// #[task(lambda = "ask")]
    /// async fn ask(question: String) -> Result<String, AskError>;
    ///
    /// let workflow = Workflow::<String, String>::new("ask-for-an-hour", |w, question| {
    ///     let answer = w.race((
    ///         |w: &W| w.call(ask, (&question,)).into_expr(),
    ///         |w: &W| {
    ///             w.sleep(sfn::hours(1));
    ///             text("no answer")
    ///         },
    ///     ));
    ///     w.done(answer);
    /// });
    /// let machine = sfn_asl::write::to_value(&workflow.definition().machine);
    /// assert_eq!(machine["States"]["Parallel"]["Catch"][0]["ErrorEquals"][0], "Race.Won");
    /// ```
    pub fn race<B>(
        &self,
        branches: B,
    ) -> Called<K, ScopeOf<<B::Outputs as OneOutput>::Output, std::convert::Infallible>>
    where
        B: ParallelBranches<K>,
        B::Outputs: OneOutput,
    {
        self.__begin_parallel();
        branches.__record(self);
        self.end_race()
    }

    /// Closes a race, whose branches have these scopes.
    #[doc(hidden)]
    pub fn __end_race<T: 'static, E: 'static, const N: usize>(
        &self,
        _scopes: [&ScopeOf<T, E>; N],
    ) -> Called<K, ScopeOf<T, E>> {
        self.end_race()
    }

    fn end_race<T: 'static, E: 'static>(&self) -> Called<K, ScopeOf<T, E>> {
        let closed = self.recorder.borrow_mut().end_race();
        Called::of(self, closed, Code::Root(Root::ErrorOutput))
    }
}

macro_rules! one_output {
    ($(($($same:ident)+))+) => {$(
        impl<T: 'static> OneOutput for ($($same,)+) {
            type Output = T;
        }
    )+};
}

one_output! { (T) (T T) (T T T) (T T T T) (T T T T T) (T T T T T T) (T T T T T T T) (T T T T T T T T) }
