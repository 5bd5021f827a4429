//! One task call: its attempts, who answers each, and how long that may take.

use std::time::Duration;

use serde_json::Value;
use sfn_local::{Handler, TaskFailure};

use super::{
    clock::sleep, environment::with_current, handler::Handling, limit::within,
    token_place::TokenPlace,
};
use crate::{
    retry::{Retries, Retry},
    task::Task,
    testing::made_up::Outcomes,
};

/// A call of a task, as whoever answers it sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskCall {
    /// The name of the task's function.
    pub task: &'static str,
    /// The Lambda function, where it is one.
    pub function: Option<&'static str>,
    /// `Resource` of the Task state.
    pub resource: String,
    /// A Lambda function's payload; for other integrations the `Arguments`.
    pub payload: Value,
    /// The token to call back with, where the task waits for a callback.
    pub task_token: Option<String>,
}

/// The answer to a [`TaskCall`].
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The result, or `Error` and `Cause`.
    pub result: Result<Value, TaskFailure>,
    /// How much virtual time it takes.
    pub after: Duration,
}

impl From<Result<Value, TaskFailure>> for Answer {
    fn from(result: Result<Value, TaskFailure>) -> Self {
        Self { result, after: Duration::ZERO }
    }
}

/// Answers task calls in place of the tasks: a mock.
pub trait Respond {
    /// The answer; `None` leaves the call to the task's own body.
    fn respond(&self, call: &TaskCall) -> Option<Answer>;

    /// The same where outcomes are made up if nobody has written them down.
    #[doc(hidden)]
    fn __respond(&self, call: &TaskCall, outcomes: Option<Outcomes>) -> Option<Answer> {
        let _ = outcomes;
        self.respond(call)
    }

    /// The call has no answer and no body, which ends the run with this cause.
    #[doc(hidden)]
    fn __unanswered(&self, cause: &str) {
        let _ = cause;
    }

    /// How much virtual time passes before a task's own body begins.
    fn time_of_body(&self, call: &TaskCall) -> Duration {
        let _ = call;
        Duration::ZERO
    }
}

impl<F: Fn(&TaskCall) -> Option<Answer>> Respond for F {
    fn respond(&self, call: &TaskCall) -> Option<Answer> {
        self(call)
    }
}

/// The options of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) retriers: Vec<Retry>,
    pub(crate) timeout_seconds: Option<u32>,
    pub(crate) heartbeat_seconds: Option<u32>,
    /// The member of the payload that says how often the call was tried before.
    pub(crate) retry_count: Option<&'static str>,
}

impl CallOptions {
    /// Nobody sends heartbeats in a native run, so the first one that is due is missed.
    fn limit(&self) -> Option<Duration> {
        let seconds = self.timeout_seconds.into_iter().chain(self.heartbeat_seconds).min()?;
        Some(Duration::from_secs(seconds.into()))
    }

    fn heartbeat_is_due_first(&self) -> bool {
        let timeout = self.timeout_seconds.unwrap_or(u32::MAX);
        self.heartbeat_seconds.is_some_and(|heartbeat| heartbeat < timeout)
    }
}

/// What is called: a task without its types.
pub(crate) struct Callee {
    name: &'static str,
    path: &'static str,
    function: Option<&'static str>,
    resource: String,
    handler: Option<Handler>,
    outcomes: Option<Outcomes>,
}

impl Callee {
    pub(crate) fn of<M: Task>() -> Self {
        Self {
            name: M::NAME,
            path: M::PATH,
            function: M::lambda_function(),
            resource: M::integration().resource,
            handler: M::handler(),
            outcomes: Outcomes::of::<M>(),
        }
    }

    /// Attempts the call until it succeeds or no retrier wants another attempt.
    pub(crate) async fn call(
        self,
        payload: Value,
        token_place: Option<TokenPlace>,
        options: CallOptions,
    ) -> Result<Value, TaskFailure> {
        let mut attempts = Retries::new(&options.retriers);
        let mut retry_count: u32 = 0;
        loop {
            let mut payload = payload.clone();
            if let (Some(name), Value::Object(members)) = (options.retry_count, &mut payload) {
                members.insert(name.to_owned(), retry_count.into());
            }
            let call = self.attempt_of(payload, token_place);
            let (failure, missed_heartbeat) = match within(options.limit(), self.answer(call)).await
            {
                Some(Ok(result)) => return Ok(result),
                Some(Err(failure)) => (failure, false),
                None => (TaskFailure::new("States.Timeout", ""), options.heartbeat_is_due_first()),
            };
            let delay = with_current(|environment| {
                attempts.next(&failure.error, missed_heartbeat, environment.random())
            });
            match delay {
                Some(delay) => sleep(delay).await,
                None => return Err(failure),
            }
            retry_count = retry_count.saturating_add(1);
        }
    }

    /// Each attempt gets a token of its own, as each attempt of a state does.
    fn attempt_of(&self, mut payload: Value, token_place: Option<TokenPlace>) -> TaskCall {
        let task_token =
            token_place.map(|_| with_current(|environment| environment.next_task_token()));
        if let (Some(place), Some(token)) = (token_place, &task_token) {
            place.put(&mut payload, token);
        }
        TaskCall {
            task: self.name,
            function: self.function,
            resource: self.resource.clone(),
            payload,
            task_token,
        }
    }

    async fn answer(&self, call: TaskCall) -> Result<Value, TaskFailure> {
        let responder = with_current(|environment| {
            environment.record(call.clone());
            environment.responder()
        });
        if let Some(responder) = responder {
            if let Some(answer) = responder.__respond(&call, self.outcomes) {
                pass(answer.after).await;
                return answer.result;
            }
            pass(responder.time_of_body(&call)).await;
            if self.handler.is_none() {
                responder.__unanswered(&self.nobody_answers().cause);
            }
        }
        match &self.handler {
            Some(handler) => Handling::new(handler(call.payload)).await,
            None => Err(self.nobody_answers()),
        }
    }

    fn nobody_answers(&self) -> TaskFailure {
        // As a workflow writes it, without the way to the module.
        let path = self.path.rsplit("integration::").next().unwrap_or(self.path);
        let path = path.trim_start_matches("generated::");
        nobody_answers(&format!("`{path}` ({})", self.function.unwrap_or(&self.resource)))
    }
}

/// `States.Runtime` is what no Retry and no Catch matches, so a forgotten mock cannot hide behind one.
pub(crate) fn nobody_answers(task: &str) -> TaskFailure {
    let cause = format!("the task {task} has no body and no mock; give it a body or an answer");
    TaskFailure::new("States.Runtime", cause)
}

/// Lets time pass; no time at all is no reason to wait.
async fn pass(duration: Duration) {
    if !duration.is_zero() {
        sleep(duration).await;
    }
}
