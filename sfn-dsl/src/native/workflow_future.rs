//! A workflow that is awaited: at the top of a run, or called by another workflow.

use std::{
    future::Future,
    marker::PhantomData,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
    time::Duration,
};

use serde_json::Value;
use sfn_local::{Definition, TaskFailure};

use super::{
    clock::sleep,
    environment::with_current,
    failure::{child_failure, error_of_failure},
    limit::{Scope, end_run, has_ended, within},
    task_future::{Argument, payload},
};
use crate::{
    error::ErrorType,
    retry::{Retries, Retry},
    task::Task,
};

/// A run of the workflow `M`, to be awaited; what a `#[workflow]` function returns.
///
/// Natively it runs the function itself. Inside another workflow it becomes a Task state that starts an execution
/// and waits for it: `states:startExecution.sync:2`.
#[must_use = "a workflow runs when it is awaited"]
pub struct WorkflowFuture<M: Task, O = Result<<M as Task>::Output, <M as Task>::Error>> {
    input: Result<Value, String>,
    start: Option<Start<O>>,
    retriers: Vec<Retry>,
    timeout_seconds: Option<u32>,
    running: Option<Pin<Box<dyn Future<Output = O>>>>,
    task: PhantomData<fn() -> M>,
}

/// Starts the function once more.
type Start<O> = Box<dyn FnMut() -> Pin<Box<dyn Future<Output = O>>>>;

/// How a run of the function itself ended.
pub(crate) enum Ended<O> {
    /// With a value of its own.
    Returned(O),
    /// By a failure that it has no value for.
    Failed(TaskFailure),
}

impl<M: Task, O: 'static> WorkflowFuture<M, O> {
    /// A run with these arguments; `start` begins it, and once more for each retry. Called by `#[workflow]`:
    /// `__new(vec![Argument::new("order", &order)], move || body(order.clone()))`.
    #[doc(hidden)]
    pub fn __new<F: Future<Output = O> + 'static>(
        arguments: Vec<Argument>,
        mut start: impl FnMut() -> F + 'static,
    ) -> Self {
        Self {
            input: payload(arguments),
            start: Some(Box::new(move || Box::pin(start()))),
            retriers: Vec::new(),
            timeout_seconds: None,
            running: None,
            task: PhantomData,
        }
    }

    /// The input of the execution.
    ///
    /// # Errors
    /// An argument that has no JSON.
    pub(crate) const fn input(&self) -> &Result<Value, String> {
        &self.input
    }

    /// Tries again after errors. To its caller every error of a workflow is `States.TaskFailed`.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retriers.push(retry);
        self
    }

    /// `TimeoutSeconds`: a run that takes longer fails with `States.Timeout`.
    ///
    /// # Units
    /// 1–99,999,999 seconds, AWS default 99,999,999.
    pub const fn timeout_seconds(mut self, seconds: u32) -> Self {
        self.timeout_seconds = Some(seconds);
        self
    }

    /// The name of the state; natively it means nothing.
    pub const fn named(self, name: &'static str) -> Self {
        let _ = name;
        self
    }
}

/// What a workflow function gives: a `Result`, or a value where it cannot fail.
pub(crate) trait Outcome: Sized {
    /// The failure that the caller sees, where it failed.
    fn failure(&self) -> Option<TaskFailure>;
    /// The value that stands for a failure.
    fn of_failure(failure: &TaskFailure) -> Option<Self>;
}

impl<O, E: ErrorType> Outcome for Result<O, E> {
    fn failure(&self) -> Option<TaskFailure> {
        self.as_ref().err().map(|error| child_failure(&error.__to_failure()))
    }

    fn of_failure(failure: &TaskFailure) -> Option<Self> {
        error_of_failure(failure).map(Err)
    }
}

/// Runs the function until no retrier wants another attempt.
async fn perform<O: Outcome>(
    mut start: Start<O>,
    definition: Option<fn() -> Definition>,
    retriers: Vec<Retry>,
    timeout_seconds: Option<u32>,
) -> O {
    let is_called =
        with_current(|environment| environment.scopes().iter().any(|scope| scope.is_workflow()));
    let limit = timeout_seconds.map(|seconds| Duration::from_secs(seconds.into()));
    let mut attempts = Retries::new(&retriers);
    loop {
        let ended = within(limit, Execution::new(definition, start())).await;
        let (failure, value) = match ended {
            Some(Ended::Returned(value)) => match value.failure() {
                None => return value,
                Some(failure) => (failure, Some(value)),
            },
            // At the top of a run there is no caller who would see it wrapped.
            Some(Ended::Failed(failure)) if !is_called => return end_run(failure).await,
            Some(Ended::Failed(failure)) => (child_failure(&failure), None),
            None => (TaskFailure::new("States.Timeout", ""), None),
        };
        match with_current(|environment| attempts.next(&failure.error, false, environment.random()))
        {
            Some(delay) => sleep(delay).await,
            None => match value.or_else(|| O::of_failure(&failure)) {
                Some(value) => return value,
                None => return end_run(failure).await,
            },
        }
    }
}

impl<M: Task, O: Outcome + 'static> Future for WorkflowFuture<M, O> {
    type Output = O;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<O> {
        if has_ended() {
            return Poll::Pending;
        }
        let this = &mut *self;
        if let Some(start) = this.start.take() {
            let retriers = std::mem::take(&mut this.retriers);
            this.running =
                Some(Box::pin(perform(start, M::definition(), retriers, this.timeout_seconds)));
        }
        match &mut this.running {
            Some(running) => running.as_mut().poll(context),
            None => Poll::Pending,
        }
    }
}

/// A run of the function in a scope of its own, so that a failure without a value ends it and not its caller.
pub(crate) struct Execution<'a, O> {
    scope: Rc<Scope>,
    future: Pin<Box<dyn Future<Output = O> + 'a>>,
}

impl<'a, O> Execution<'a, O> {
    /// A run of the workflow with this definition, or of a part of the workflow around it.
    pub(crate) fn new(
        definition: Option<fn() -> Definition>,
        future: Pin<Box<dyn Future<Output = O> + 'a>>,
    ) -> Self {
        Self { scope: Scope::of_workflow(definition), future }
    }
}

impl<O> Future for Execution<'_, O> {
    type Output = Ended<O>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Ended<O>> {
        with_current(|environment| environment.scopes().push(Rc::clone(&self.scope)));
        let poll = self.future.as_mut().poll(context);
        with_current(|environment| environment.scopes().pop());
        match (self.scope.take_failure(), poll) {
            (Some(failure), _) => Poll::Ready(Ended::Failed(failure)),
            (None, Poll::Ready(value)) => Poll::Ready(Ended::Returned(value)),
            (None, Poll::Pending) => Poll::Pending,
        }
    }
}
