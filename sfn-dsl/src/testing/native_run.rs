//! A native run with answers, and what can be asked of it.

use std::{fmt, rc::Rc, time::Duration};

use serde_json::Value;
use sfn_local::TaskFailure;

use super::{answers::Answers, session::Session};
use crate::{
    builder::Callee,
    native::{DEFAULT_EXECUTION_NAME, Environment, TaskCall, block_on},
    task::{CallsTask, Task},
};

/// A native run that has ended.
#[derive(Debug)]
pub struct NativeRun<O, E> {
    /// What the workflow gave.
    pub result: Result<O, RunError<E>>,
    /// The task calls, every attempt of them, in the order in which they were made.
    pub calls: Vec<TaskCall>,
    /// How much virtual time passed.
    pub elapsed: Duration,
}

/// How a native run failed.
#[derive(Debug, PartialEq, Eq)]
pub enum RunError<E> {
    /// The workflow returned this error.
    Returned(E),
    /// An error that the workflow's code has no value for ended the run.
    Ended(TaskFailure),
}

impl<E: fmt::Debug> fmt::Display for RunError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Returned(error) => write!(f, "the workflow returned {error:?}"),
            Self::Ended(failure) => write!(f, "the run ended with {failure}"),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for RunError<E> {}

impl<O, E> NativeRun<O, E> {
    /// The payloads of the calls of `task`, named by its function.
    #[expect(clippy::needless_pass_by_value, reason = "a task is named by passing its function")]
    pub fn payloads<F, A>(&self, task: F) -> Vec<&Value>
    where
        F: Callee<A>,
        F::Future: CallsTask,
    {
        let _ = task;
        let name = <<F::Future as CallsTask>::Task as Task>::NAME;
        self.calls.iter().filter(|call| call.task == name).map(|call| &call.payload).collect()
    }
}

impl Answers {
    /// Runs a workflow function (or a single task) natively with these answers.
    pub fn run<O, E>(&self, workflow: impl IntoFuture<Output = Result<O, E>>) -> NativeRun<O, E> {
        self.run_in(&Rc::new(Session::new(self)), workflow)
    }

    pub(super) fn run_in<O, E>(
        &self,
        session: &Rc<Session>,
        workflow: impl IntoFuture<Output = Result<O, E>>,
    ) -> NativeRun<O, E> {
        let environment = Rc::new(
            Environment::new()
                .starting_at(self.start)
                .seeded(self.seed)
                .with_objects(self.store())
                .execution_name(self.execution_name.unwrap_or(DEFAULT_EXECUTION_NAME))
                .ending_after(self.most_moments)
                .answered_by(Rc::clone(session)),
        );
        let result = match block_on(Rc::clone(&environment).running(workflow)) {
            Ok(Ok(output)) => Ok(output),
            Ok(Err(error)) => Err(RunError::Returned(error)),
            Err(failure) => Err(RunError::Ended(failure)),
        };
        if environment.random().was_asked() {
            session.set_incomparable("it depends on random values");
        }
        if environment.went_on_for_long() {
            session.set_incomparable("it goes on for long");
        }
        NativeRun { result, calls: environment.calls(), elapsed: environment.elapsed() }
    }
}
