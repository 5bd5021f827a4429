//! What stands in for one task: first so many failures, then an answer.

use std::{marker::PhantomData, time::Duration};

use serde::Serialize;
use serde_json::Value;
use sfn_local::TaskFailure;

use super::answers::{
    AnswerFn, Answers, Call, ErrorOf, OutputOf, Rule, TaskOf, failure_of, to_json,
};
use crate::{
    builder::Callee,
    task::{CallsTask, Task},
};

/// What stands in for a task, named by its function: first so many failures, then an answer.
///
/// Failures are counted for each payload, as [`Call::earlier`] is. Without an answer the task runs its own body.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, Mock}};
///
/// #[derive(Debug, PartialEq, TaskError)]
/// pub enum PaymentError { Throttled, Declined { code: String } }
///
/// #[task(lambda = "${ChargePayment}")]
/// pub async fn charge_payment(order_id: String, amount: f64) -> Result<String, PaymentError>;
///
/// #[workflow(name = "charge")]
/// pub async fn charge(order_id: String, amount: f64) -> Result<String, PaymentError> {
///     let payment = charge_payment(order_id, amount)
///         .retry(Retry::on(["Throttled"]).interval_seconds(2).backoff_rate(2.0))
///         .await?;
///     Ok(payment)
/// }
///
/// let answers = Answers::new().mock(
///     Mock::of(charge_payment)
///         .fails_times(2, PaymentError::Throttled)
///         .returns(|call| format!("paid {}", call.argument::<f64>("amount"))),
/// );
///
/// let run = answers.run(charge("o1".to_owned(), 9.5));
/// assert_eq!(run.result, Ok("paid 9.5".to_owned()));
/// assert_eq!((run.payloads(charge_payment).len(), run.elapsed), (3, sfn::seconds(2 + 4)));
///
/// let input = serde_json::json!({ "order_id": "o1", "amount": 9.5 });
/// let run = answers.run_definition(&charge::definition(), input).unwrap();
/// assert_eq!(run.path(), ["ChargePayment"]);
/// assert_eq!((run.attempts("ChargePayment"), run.time_in("ChargePayment")), (3, sfn::seconds(2 + 4)));
/// ```
#[must_use = "give it to `Answers::mock`"]
pub struct Mock<F, A> {
    failures: Vec<(u32, TaskFailure)>,
    answer: Option<AnswerFn>,
    after: Duration,
    task: PhantomData<fn() -> (F, A)>,
}

impl<F, A> Mock<F, A>
where
    F: Callee<A>,
    F::Future: CallsTask,
{
    /// A mock of the task `task`.
    #[expect(clippy::needless_pass_by_value, reason = "a task is named by passing its function")]
    pub fn of(task: F) -> Self {
        let _ = task;
        Self { failures: Vec::new(), answer: None, after: Duration::ZERO, task: PhantomData }
    }

    /// The next `times` calls fail with `error`.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads as a sentence: `.fails_times(2, PaymentError::Throttled)`"
    )]
    pub fn fails_times(self, times: u32, error: ErrorOf<F, A>) -> Self {
        self.fails_times_with(times, failure_of::<TaskOf<F, A>>(&error))
    }

    /// The next `times` calls fail with an error that the task itself does not make, such as
    /// `TaskFailure::new("Lambda.TooManyRequestsException", "")`.
    pub fn fails_times_with(mut self, times: u32, failure: TaskFailure) -> Self {
        self.failures.push((times, failure));
        self
    }

    /// Then every call gives what `output` makes of it.
    pub fn returns(
        self,
        output: impl Fn(Call<'_>) -> OutputOf<F, A> + Send + Sync + 'static,
    ) -> Self
    where
        OutputOf<F, A>: Serialize,
    {
        self.then(move |call| to_json(&output(call)))
    }

    /// Then every call fails with `error`.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads as a sentence: `.fails(PaymentError::Throttled)`"
    )]
    pub fn fails(self, error: ErrorOf<F, A>) -> Self {
        let failure = failure_of::<TaskOf<F, A>>(&error);
        self.then(move |_| Err(failure.clone()))
    }

    /// Then every call ends as `answer` says.
    pub fn answers(
        self,
        answer: impl Fn(Call<'_>) -> Result<OutputOf<F, A>, ErrorOf<F, A>> + Send + Sync + 'static,
    ) -> Self
    where
        OutputOf<F, A>: Serialize,
    {
        self.then(move |call| match answer(call) {
            Ok(output) => to_json(&output),
            Err(error) => Err(failure_of::<TaskOf<F, A>>(&error)),
        })
    }

    fn then(
        mut self,
        answer: impl Fn(Call<'_>) -> Result<Value, TaskFailure> + Send + Sync + 'static,
    ) -> Self {
        self.answer = Some(std::sync::Arc::new(answer));
        self
    }

    /// Every call takes so much virtual time; with a task token, somebody calls back after it.
    pub const fn takes(mut self, duration: Duration) -> Self {
        self.after = duration;
        self
    }

    pub(super) fn into_rule(self) -> Rule {
        let Self { failures, answer, after, .. } = self;
        let handler = <TaskOf<F, A>>::handler();
        let name = <TaskOf<F, A>>::NAME;
        let answer = move |call: Call<'_>| {
            let mut earlier = call.earlier;
            for (times, failure) in &failures {
                if earlier < *times {
                    return Err(failure.clone());
                }
                earlier -= times;
            }
            match (&answer, &handler) {
                (Some(answer), _) => answer(Call { earlier, ..call }),
                (None, Some(handler)) => crate::native::block_on(handler(call.payload.clone())),
                (None, None) => {
                    let cause = format!("the mock of `{name}` has no answer and the task no body");
                    Err(TaskFailure::new("States.Runtime", cause))
                }
            }
        };
        Rule::of::<TaskOf<F, A>>(answer, after)
    }
}

impl Answers {
    /// The mock answers the calls of its task. A later answer for the same task replaces this.
    pub fn mock<F, A>(mut self, mock: Mock<F, A>) -> Self
    where
        F: Callee<A>,
        F::Future: CallsTask,
    {
        self.rules.push(mock.into_rule());
        self
    }
}
