//! What answers tasks: a trait, and what a call of it is given.

mod exchange;
pub mod token;

use std::{future::Future, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use serde_json::Value;

pub use exchange::{HttpExchange, HttpResponse};

use crate::{
    clock::Clock, definition::TaskFailure, execution::ExecutionContext, machine::TaskId,
    objects::ObjectStore, payload::Payload, program::Resource, run::Inbox, time::Timestamp,
};

/// Answers the tasks of executions.
pub trait TaskRunner: Send + Sync {
    /// Makes the call.
    ///
    /// What it returns ends the task, except for a `.waitForTaskToken` task of which no first
    /// answer was [submitted](TaskControl::submitted): there a success is only the answer to the
    /// call, and the task goes on until somebody sends its token back.
    fn call(&self, request: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>>;

    /// The test cases that executions of a workflow can take part in.
    fn test_cases(&self, _workflow: &str) -> Vec<String> {
        Vec::new()
    }
}

impl<F> TaskRunner for F
where
    F: Fn(TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> + Send + Sync,
{
    fn call(&self, request: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> {
        self(request)
    }
}

/// One call of a task.
#[derive(Clone)]
pub struct TaskRequest {
    /// The name of the state.
    pub state: Arc<str>,
    /// What is called.
    pub resource: Resource,
    /// The evaluated `Arguments`.
    pub arguments: Payload,
    /// The evaluated `Credentials`.
    pub credentials: Option<Value>,
    /// The token that ends a `.waitForTaskToken`, `.sync` or activity task.
    pub token: Option<Arc<str>>,
    /// How often the state was tried before in this visit.
    pub retry_count: u32,
    /// The evaluated `TimeoutSeconds`.
    pub timeout_seconds: Option<u64>,
    /// The evaluated `HeartbeatSeconds`.
    pub heartbeat_seconds: Option<u64>,
    /// The Map states around it with the index of their item, from the outermost.
    pub iteration: Vec<(Arc<str>, usize)>,
    /// Whether a worker has taken the task of this activity: the execution goes on after a restart.
    pub is_taken: bool,
    /// What was [submitted](TaskControl::submitted) before the execution went on after a restart: the job runs already.
    pub submitted: Option<Payload>,
    /// The execution that calls.
    pub execution: Arc<ExecutionContext>,
    /// The way back to the execution.
    pub control: TaskControl,
}

/// What a call can do besides answering.
#[derive(Clone)]
pub struct TaskControl {
    pub(crate) task: TaskId,
    pub(crate) inbox: Arc<Inbox>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) objects: Arc<dyn ObjectStore>,
}

impl TaskControl {
    /// Reports a first answer: the job runs, or the message with the token is sent (`TaskSubmitted`).
    pub fn submitted(&self, output: Value) {
        self.inbox.submitted(self.task, Payload::new(output));
    }

    /// Reports that the task of an activity waits for a worker (`ActivityScheduled`).
    pub fn scheduled(&self) {
        self.inbox.scheduled(self.task);
    }

    /// Reports that a worker took the task of an activity (`ActivityStarted`); its time starts to count.
    pub fn started(&self, worker_name: Option<&str>) {
        self.inbox.started(self.task, worker_name.map(str::to_owned));
    }

    /// Reports the HTTP request that the call made, for [`ExecutionHandle::http_exchange`](crate::ExecutionHandle::http_exchange); it is
    /// put together only where somebody asks.
    pub fn exchanged(&self, exchange: impl FnOnce() -> HttpExchange) {
        self.inbox.exchanged(exchange);
    }

    /// The execution's time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The execution's clock, for what runs inside the call.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// The objects of the execution, for what runs inside the call.
    pub fn objects(&self) -> Arc<dyn ObjectStore> {
        Arc::clone(&self.objects)
    }

    /// Lets that much of the execution's time pass: none at all of ours, with a virtual clock.
    pub async fn sleep(&self, duration: Duration) {
        let until = self.clock.now() + duration;
        self.idle(crate::clock::sleep_until(self.clock.as_ref(), until)).await;
    }

    /// Never answers, so that the task runs into its timeout.
    pub async fn never(&self) {
        self.idle(std::future::pending::<()>()).await;
    }

    /// Waits for something that itself waits for the execution's clock. A virtual clock stands
    /// still while a call is at work, and moves on while all are idle.
    pub async fn idle<F: Future>(&self, waits: F) -> F::Output {
        let _idle = self.inbox.idle();
        waits.await
    }
}
