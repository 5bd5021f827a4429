//! The service: operations by name, in process.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::Value;
use tokio::runtime::Handle;

use super::{
    activities::Activities,
    activity_task,
    arn::Scope,
    config::ServiceConfig,
    error::ApiError,
    ops::{self, Call},
    query,
    run::{End, Launch, Launcher, Running},
    shape,
    state::{Ids, State},
    sync_execution,
    tasks::ServiceTasks,
    test_state,
};
use crate::{Clock, ExecutionHandle};

/// How long `StopExecution` waits for the execution's last event.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// Step Functions, without HTTP around it. Clones share what they know.
///
/// Executions are tasks of the Tokio runtime in which they are started.
///
/// # Example
/// ```
/// use std::sync::Arc;
///
/// use serde_json::json;
/// use sfn_local::{TaskFailure, TaskRequest, endpoint::{ApiError, Service, ServiceConfig, TimeMode}};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), ApiError> {
/// let no_tasks = |_: TaskRequest| -> futures_util::future::BoxFuture<'static, _> {
///     Box::pin(async { Err(TaskFailure::new("Example.NoTasks", "this service has no tasks")) })
/// };
/// let config = ServiceConfig { time: TimeMode::Virtual, ..ServiceConfig::new(Arc::new(no_tasks)) };
/// let service = Service::new(config);
/// let definition = r#"{
///     "QueryLanguage": "JSONata", "StartAt": "Wait",
///     "States": { "Wait": { "Type": "Wait", "Seconds": 200, "Output": "{% $states.input.n + 1 %}", "End": true } }
/// }"#;
/// let machine = service
///     .call("CreateStateMachine", json!({
///         "name": "patient", "type": "EXPRESS", "definition": definition,
///         "roleArn": "arn:aws:iam::000000000000:role/example"
///     }))
///     .await?;
/// let ended = service
///     .call("StartSyncExecution", json!({
///         "stateMachineArn": machine["stateMachineArn"], "input": "{\"n\":41}"
///     }))
///     .await?;
/// // The 200 seconds took no time.
/// assert_eq!(ended["output"], "42");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Service {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(super) struct Inner {
    state: Mutex<State>,
    running: Running,
    launcher: Launcher,
    activities: Arc<Activities>,
}

impl Service {
    /// A service that knows no state machines yet.
    pub fn new(config: ServiceConfig) -> Self {
        let ServiceConfig { account, region, partition, seed, tasks, objects, time, start, .. } =
            config;
        let inner = Arc::new_cyclic(|service| Inner {
            state: Mutex::new(State::new(Scope { partition, region, account }, Ids::new(seed))),
            running: Running::default(),
            activities: Arc::default(),
            launcher: Launcher::new(
                Arc::new(ServiceTasks::new(service.clone(), tasks)),
                objects,
                time,
                start,
            ),
        });
        Self { inner }
    }

    pub(super) fn from_inner(inner: Arc<Inner>) -> Self {
        Self { inner }
    }

    /// Calls `operation` with its input, both as the API model names them.
    ///
    /// # Errors
    /// As the service answers: an unknown operation, an input that breaks its rules, a state that forbids it.
    pub async fn call(&self, operation: &str, input: Value) -> Result<Value, ApiError> {
        match operation {
            sync_execution::NAME => return sync_execution::call(self, input).await,
            activity_task::NAME => return activity_task::call(self, input).await,
            test_state::NAME => return test_state::call(self, input).await,
            _ => {}
        }
        let found = ops::find(operation).ok_or_else(|| ApiError::unknown_operation(operation))?;
        shape::check(found.input, &input)?;
        let (output, end) =
            self.answer(None, |call| (found.run)(call, shape::without_nulls(input)))?;
        if let Some(end) = end {
            // The state is right either way; what could be missing is the last event.
            tokio::time::timeout(STOP_TIMEOUT, end.wait()).await.ok();
        }
        Ok(output)
    }

    /// Lets `operate` work on the state, and starts what it launched.
    pub(super) fn answer<T>(
        &self,
        clock: Option<Arc<dyn Clock>>,
        operate: impl FnOnce(&mut Call<'_>) -> Result<T, ApiError>,
    ) -> Result<(T, Option<End>), ApiError> {
        let Inner { running, launcher, .. } = &*self.inner;
        let runtime = Handle::try_current().map_err(|_| no_runtime())?;
        let mut state = self.state();
        let mut call = Call {
            state: &mut state,
            running,
            launcher,
            now: launcher.now(),
            clock,
            launch: None,
            wait_for: None,
        };
        let output = operate(&mut call)?;
        let Call { launch, wait_for, .. } = call;
        if let Some(launch) = &launch {
            // Before the lock goes, so that nobody sees an execution that cannot be found.
            running.insert(launch.handle.clone());
        }
        let end = wait_for.and_then(|arn| running.end(&arn));
        // After it is gone, since a runtime that shuts down drops the task at once, and that wants the lock.
        drop(state);
        if let Some(Launch { handle, work }) = launch {
            let redrive = handle.redrive_count();
            let at_end = AtEnd { service: self.clone(), handle, redrive };
            runtime.spawn(async move {
                let _at_end = at_end;
                work.await;
            });
        }
        Ok((output, end))
    }

    /// An execution has ended: a machine that was to be deleted may go now.
    fn ended(&self, arn: &str, machine: &str, redrive: u32) {
        let mut state = self.state();
        let deleting = state.machines.get(machine).is_some_and(|machine| machine.deleting);
        if deleting && state.executions.running(machine).next().is_none() {
            state.machines.remove(machine);
        }
        drop(state);
        self.inner.running.remove(arn, redrive);
    }

    /// The tasks that wait for workers.
    pub(super) fn activities(&self) -> Arc<Activities> {
        Arc::clone(&self.inner.activities)
    }

    /// Whether there is an activity of this ARN.
    pub(super) fn has_activity(&self, arn: &str) -> bool {
        self.state().activity(arn).is_ok()
    }

    /// The end of an execution that runs.
    pub(super) fn end_of(&self, arn: &str) -> Option<End> {
        self.inner.running.end(arn)
    }

    /// Answers a form of the AWS Query protocol.
    pub(super) fn query(&self, form: &[u8], request_id: &str) -> query::Answer {
        let now = self.inner.launcher.now();
        query::call(&mut self.state(), now, &query::Form::parse(form), request_id)
    }

    pub(super) fn region(&self) -> String {
        self.state().scope.region.clone()
    }

    pub(super) fn request_id(&self) -> String {
        self.state().ids.uuid()
    }

    /// Aborts every execution that runs, and answers the workers that wait for a task.
    pub fn stop_all(&self) {
        self.inner.running.stop_all();
        self.inner.activities.dismiss();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No operation leaves the state half changed, not even one that panics.
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn no_runtime() -> ApiError {
    ApiError {
        http_status: 500,
        ..ApiError::new("InternalFailure", "the service was called outside a Tokio runtime")
    }
}

/// Tells the service that an execution is over, also where the runtime drops its task.
struct AtEnd {
    service: Service,
    handle: ExecutionHandle,
    redrive: u32,
}

impl Drop for AtEnd {
    fn drop(&mut self) {
        let context = self.handle.context();
        let (arn, machine) = (&context.execution_arn, &context.state_machine_name);
        self.service.ended(arn, machine, self.redrive);
    }
}
