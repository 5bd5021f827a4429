//! Jobs that a task waits for: they are started, asked about until they end, and ended with the execution.

use std::time::Duration;

use serde_json::Value;
use sfn_catalog::optimized::{Call, Job, JobStatus};
use sfn_local::{TaskFailure, TaskRequest, error_names};
use tokio::{runtime::Handle, time::sleep};

use super::call::Called;

/// How long the first wait between two looks at a job is; each is twice as long as the one before.
const FIRST_WAIT: Duration = Duration::from_millis(50);

/// How long a wait is at most.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Starts a job, unless it ran before a restart already, and waits for its end.
///
/// A job takes time of the world's: a virtual clock stands still meanwhile.
pub(super) async fn run(
    called: &Called,
    job: &'static Job,
    request: &TaskRequest,
    endpoint: &str,
    arguments: &Value,
) -> Result<Value, TaskFailure> {
    let started = match &request.submitted {
        Some(submitted) => submitted.value().clone(),
        None => called.start(request, endpoint, arguments).await?,
    };
    let known = [&started, arguments];
    let mut stop = StopOnDrop::new(called, job, request, endpoint, &known);
    if request.submitted.is_none() {
        request.control.submitted(started.clone());
    }
    let ended = end(called, job, request, endpoint, &known).await;
    stop.0 = None;
    ended
}

/// Asks about a job until it has ended.
async fn end(
    called: &Called,
    job: &'static Job,
    request: &TaskRequest,
    endpoint: &str,
    known: &[&Value],
) -> Result<Value, TaskFailure> {
    let Some(ask) = called.other(&job.ask.operation) else {
        let cause = format!("the catalogue has no `{}`", job.ask.operation);
        return Err(TaskFailure::new(error_names::RUNTIME, cause));
    };
    let arguments = job.ask.arguments(known);
    let mut last = known.first().map(|started| (*started).clone());
    let mut wait = FIRST_WAIT;
    loop {
        match ask.send(request, endpoint, &arguments).await {
            Ok(answer) => match job.status(&answer, known) {
                JobStatus::Succeeded(given) => return Ok(given),
                JobStatus::Failed(given) => {
                    return Err(TaskFailure::new(error_names::TASK_FAILED, given.to_string()));
                }
                JobStatus::Running => last = Some(answer),
            },
            Err(failure) if is_gone(job, &failure) => return Ok(last.unwrap_or_default()),
            Err(failure) => return Err(failure),
        }
        sleep(wait).await;
        wait = LONGEST_WAIT.min(wait * 2);
    }
}

/// Whether what the job does away with is no longer there.
fn is_gone(job: &Job, failure: &TaskFailure) -> bool {
    let code = failure.error.split_once('.').map(|(_, code)| code);
    job.gone.is_some() && job.gone.as_deref() == code
}

/// Ends a job that nobody waits for any longer: the execution has ended, or the task has run out of its time. Where the
/// whole program ends, the job goes on, as does the execution after the next start.
struct StopOnDrop(Option<Stop>);

struct Stop {
    called: Called,
    request: TaskRequest,
    endpoint: String,
    arguments: Value,
}

impl StopOnDrop {
    fn new(
        called: &Called,
        job: &'static Job,
        request: &TaskRequest,
        endpoint: &str,
        known: &[&Value],
    ) -> Self {
        let stop = |call: &Call| {
            Some(Stop {
                called: called.other(&call.operation)?,
                request: request.clone(),
                endpoint: endpoint.to_owned(),
                arguments: call.arguments(known),
            })
        };
        Self(job.stop.as_ref().and_then(stop))
    }
}

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        if let (Some(stop), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(async move {
                let Stop { called, request, endpoint, arguments } = stop;
                // Nobody is left who could be told that it did not work.
                let _ = called.send(&request, &endpoint, &arguments).await;
            });
        }
    }
}
