//! Jobs that a task waits for: they are started, asked about until they end, and ended with the execution.

use std::time::Duration;

use serde_json::Value;
use sfn_catalog::optimized::{Job, JobStatus};
use sfn_local::{TaskFailure, TaskRequest, error_names};
use tokio::{runtime::Handle, sync::oneshot, time::sleep};

use super::call::{CallFailure, Called};

/// How long the first wait between two looks at a job is; each is twice as long as the one before.
const FIRST_WAIT: Duration = Duration::from_millis(50);

/// How long a wait is at most.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How often a service may not know a job: a new one can take a moment to be seen.
const MOST_UNKNOWN: usize = 5;

/// A job that runs. Where nobody waits for it any longer, since the execution has ended or the task has run out of its
/// time, it is stopped. Where the whole program ends, it goes on, as does the execution after the next start.
pub(super) struct RunningJob {
    called: Called,
    job: &'static Job,
    request: TaskRequest,
    endpoint: String,
    arguments: Value,
    /// What its start was answered with.
    started: Value,
    is_over: bool,
}

impl RunningJob {
    /// Starts the job of a task, unless it was started before a restart. What was asked for is seen through, also where
    /// the task ends meanwhile: a job that nobody knows of could not be stopped.
    pub(super) async fn start(
        called: Called,
        job: &'static Job,
        request: &TaskRequest,
        endpoint: &str,
        arguments: &Value,
    ) -> Result<Self, TaskFailure> {
        let mut running = Self {
            called,
            job,
            request: request.clone(),
            endpoint: endpoint.to_owned(),
            arguments: arguments.clone(),
            started: Value::Null,
            is_over: true,
        };
        if let Some(submitted) = &request.submitted {
            running.started = submitted.value().clone();
            running.is_over = false;
            return Ok(running);
        }
        let (sender, receiver) = oneshot::channel();
        tokio::spawn(async move {
            let Self { request, endpoint, arguments, .. } = &running;
            let started = called.start(request, endpoint, arguments).await;
            let running = started.map(|started| {
                running.started = started;
                running.is_over = false;
                running
            });
            // Where nobody takes it, it is dropped, and so stopped.
            drop(sender.send(running));
        });
        let lost = |_| Err(TaskFailure::new(error_names::RUNTIME, "the call was given up"));
        let running = receiver.await.unwrap_or_else(lost)?;
        request.control.submitted(running.started.clone());
        Ok(running)
    }

    /// Asks about the job until it has ended. It takes time of the world's: a virtual clock stands still meanwhile.
    pub(super) async fn end(mut self) -> Result<Value, TaskFailure> {
        let job = self.job;
        let Some(ask) = self.called.other(&job.ask.operation) else {
            let cause = format!("the catalogue has no `{}`", job.ask.operation);
            return Err(TaskFailure::new(error_names::RUNTIME, cause));
        };
        let arguments = job.ask.arguments(&self.known());
        let mut last = self.started.clone();
        let mut unknown = 0;
        let mut wait = FIRST_WAIT;
        loop {
            let ended = match ask.send(&self.request, &self.endpoint, &arguments).await {
                Ok(answer) => match job.status(&answer, &self.known()) {
                    JobStatus::Succeeded(given) => Some(Ok(given)),
                    JobStatus::Failed(given) => Some(Err(given.to_string())),
                    JobStatus::Unknown => {
                        unknown += 1;
                        let operation = &job.ask.operation;
                        let cause = || format!("`{operation}` does not know the job: {answer}");
                        (unknown > MOST_UNKNOWN).then(|| Err(cause()))
                    }
                    JobStatus::Running => {
                        (last, unknown) = (answer, 0);
                        None
                    }
                },
                Err(CallFailure { failure, .. }) if is_gone(job, &failure) => {
                    Some(Ok(std::mem::take(&mut last)))
                }
                // Not the job has failed, but a look at it.
                Err(CallFailure { may_pass: true, .. }) => None,
                Err(CallFailure { failure, .. }) => return Err(failure),
            };
            if let Some(ended) = ended {
                self.is_over = true;
                return ended.map_err(|cause| TaskFailure::new(error_names::TASK_FAILED, cause));
            }
            sleep(wait).await;
            wait = LONGEST_WAIT.min(wait * 2);
        }
    }

    fn known(&self) -> [&Value; 2] {
        [&self.started, &self.arguments]
    }
}

impl Drop for RunningJob {
    fn drop(&mut self) {
        let stop = self.job.stop.as_ref().filter(|_| !self.is_over);
        let Some((stop, runtime)) = stop.zip(Handle::try_current().ok()) else { return };
        let Some(called) = self.called.other(&stop.operation) else { return };
        let arguments = stop.arguments(&self.known());
        let (request, endpoint) = (self.request.clone(), std::mem::take(&mut self.endpoint));
        runtime.spawn(async move {
            // Nobody is left who could be told that it did not work.
            drop(called.send(&request, &endpoint, &arguments).await);
        });
    }
}

/// Whether what the job does away with is no longer there.
fn is_gone(job: &Job, failure: &TaskFailure) -> bool {
    let code = failure.error.split_once('.').map(|(_, code)| code);
    job.gone.is_some() && job.gone.as_deref() == code
}
