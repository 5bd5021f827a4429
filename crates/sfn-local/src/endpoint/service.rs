//! The service: operations by name, in process.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use serde_json::Value;
use tokio::{runtime::Handle, sync::oneshot};

use super::{
    activities::Activities,
    activity_task,
    arn::Resource,
    config::{ServiceConfig, TimeMode},
    error::ApiError,
    ops::{self, Call, Form, Output},
    query,
    run::{End, Launch, Launcher, Running},
    shape,
    state::{Ids, State},
    state_file::{self, StateFileError, Writer},
    stop_execution, sync_execution,
    tasks::ServiceTasks,
    test_state,
};
use crate::{Clock, ExecutionHandle, TimeScale};

/// How long `StopExecution` waits for the execution's last event.
pub(super) const STOP_TIMEOUT: Duration = Duration::from_secs(5);

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
    /// Keeps what is to survive the process, where it does.
    writer: Option<Arc<Writer>>,
}

impl Service {
    /// A service that knows no state machines yet, and keeps everything in memory.
    pub fn new(config: ServiceConfig) -> Self {
        let state = State::new(config.scope(), Ids::new(config.seed));
        let inner = Arc::new_cyclic(|service| {
            let launcher = launcher(config, service);
            Inner::new(state, launcher, None)
        });
        Self { inner }
    }

    /// A service that goes on with what is in the file [`ServiceConfig::state`], and keeps there what it acknowledges. It
    /// begins the file where there is none. Without one it is a [`Service::new`].
    ///
    /// Executions that ran go on: calls that were under way are made again, waits and timeouts end when they would have
    /// ended, task tokens stay what they are. The service's time goes on, too, so [`ServiceConfig::start`] and
    /// [`ServiceConfig::seed`] are those of a new file.
    ///
    /// # Errors
    /// If the file cannot be used, or this is called outside a Tokio runtime; the file is left as it is.
    pub fn open(mut config: ServiceConfig) -> Result<Self, StateFileError> {
        let Some(path) = config.state.take() else { return Ok(Self::new(config)) };
        let scale = match config.time {
            TimeMode::Real => TimeScale::ONE,
            TimeMode::Scaled(scale) => scale,
            TimeMode::Virtual => return Err(StateFileError::VirtualTime),
        };
        let runtime = Handle::try_current()
            .map_err(|outside| StateFileError::Io(std::io::Error::other(outside)))?;
        let (database, contents) = state_file::open(&path, &config.scope())?;
        config.start = contents.now(scale)?.or(config.start);
        let ids = contents.ids()?.map_or_else(|| Ids::new(config.seed), Ids::at);
        let mut state = State::new(config.scope(), ids);
        let mut restored = Ok(Vec::new());
        let inner = Arc::new_cyclic(|service| {
            let launcher = launcher(config, service);
            let writer = Writer::start(database, launcher.real_clock());
            let writer = writer.map_err(|error| restored = Err(StateFileError::Io(error))).ok();
            if let Some(writer) = &writer {
                restored = state_file::restore(&contents, writer, &launcher, &mut state);
            }
            Inner::new(state, launcher, writer)
        });
        let service = Self { inner };
        let launches = restored?;
        for launch in &launches {
            service.inner.running.insert(launch.handle.clone());
        }
        service.delete_what_was_to_go();
        for launch in launches {
            service.spawn(&runtime, launch);
        }
        Ok(service)
    }

    /// Deletions of machines that another process did not finish.
    fn delete_what_was_to_go(&self) {
        let mut state = self.state();
        let deleting = state.machines.values().filter(|machine| machine.deleting);
        for name in deleting.map(|machine| machine.name.clone()).collect::<Vec<_>>() {
            for execution in state.executions.running(&name) {
                execution.handle.stop(None, None);
            }
            self.remove_if_idle(&mut state, &name);
        }
    }

    pub(super) fn from_inner(inner: Arc<Inner>) -> Self {
        Self { inner }
    }

    /// The operations that it answers, as the API model names them.
    ///
    /// # Example
    /// ```
    /// use sfn_local::endpoint::Service;
    ///
    /// assert!(Service::operations().any(|operation| operation == "RedriveExecution"));
    /// assert_eq!(Service::operations().count(), 37);
    /// ```
    pub fn operations() -> impl Iterator<Item = &'static str> {
        let waiting =
            [stop_execution::NAME, sync_execution::NAME, activity_task::NAME, test_state::NAME];
        ops::names().chain(waiting)
    }

    /// Calls `operation` with its input, both as the API model names them.
    ///
    /// # Errors
    /// As the service answers: an unknown operation, an input that breaks its rules, a state that forbids it.
    pub async fn call(&self, operation: &str, input: Value) -> Result<Value, ApiError> {
        self.call_for(operation, input, Form::Value).await?.into_value()
    }

    /// The same; the answer as JSON text.
    pub(super) async fn call_for_text(
        &self,
        operation: &str,
        input: Value,
    ) -> Result<String, ApiError> {
        self.call_for(operation, input, Form::Text).await.map(Output::into_text)
    }

    async fn call_for(
        &self,
        operation: &str,
        input: Value,
        form: Form,
    ) -> Result<Output, ApiError> {
        let answer = match operation {
            stop_execution::NAME => stop_execution::call(self, input).await.map(Output::Value),
            sync_execution::NAME => sync_execution::call(self, input, form).await,
            activity_task::NAME => activity_task::call(self, input).await.map(Output::Value),
            test_state::NAME => test_state::call(self, input).await.map(Output::Value),
            _ => self.answer_to(operation, input, form).await,
        };
        self.lasts().await?;
        answer
    }

    async fn answer_to(
        &self,
        operation: &str,
        input: Value,
        form: Form,
    ) -> Result<Output, ApiError> {
        let found = ops::find(operation).ok_or_else(|| ApiError::unknown_operation(operation))?;
        shape::check(found.input, &input)?;
        let mut heard_by = None;
        let (output, _) = self.answer(None, |call| {
            let output = (found.run)(call, shape::without_nulls(input), form);
            heard_by = call.heard_by.take();
            output
        })?;
        if let Some(handle) = heard_by {
            self.heard(|mark| handle.mark(mark)).await;
        }
        Ok(output)
    }

    /// Waits until an execution has heard what it was sent before `mark` is put in its way, if that is to survive.
    pub(super) async fn heard(&self, put: impl FnOnce(oneshot::Sender<()>)) {
        if self.inner.writer.is_some() {
            let (mark, heard) = oneshot::channel();
            put(mark);
            // An error means that the mark was dropped, which is what we wait for.
            tokio::time::timeout(STOP_TIMEOUT, heard).await.ok();
        }
    }

    /// Waits until all that happened so far will survive the process, where it is to.
    pub(super) async fn lasts(&self) -> Result<(), ApiError> {
        let Some(writer) = &self.inner.writer else { return Ok(()) };
        writer.lasts().await.map_err(|error| ApiError {
            http_status: 500,
            ..ApiError::new("InternalFailure", error.to_string())
        })
    }

    /// Lets `operate` work on the state, and starts what it launched.
    pub(super) fn answer<T>(
        &self,
        clock: Option<Arc<dyn Clock>>,
        operate: impl FnOnce(&mut Call<'_>) -> Result<T, ApiError>,
    ) -> Result<(T, Option<End>), ApiError> {
        let Inner { running, launcher, writer, .. } = &*self.inner;
        let runtime = Handle::try_current().map_err(|_| no_runtime())?;
        let mut state = self.state();
        let mut call = Call {
            state: &mut state,
            running,
            launcher,
            now: launcher.now(),
            clock,
            launch: None,
            writer: writer.as_ref(),
            heard_by: None,
            wait_for: None,
        };
        let output = operate(&mut call);
        let Call { launch, wait_for, .. } = call;
        self.save(&mut state);
        let output = output?;
        if let Some(launch) = &launch {
            // Before the lock goes, so that nobody sees an execution that cannot be found.
            running.insert(launch.handle.clone());
        }
        let end = wait_for.and_then(|arn| running.end(&arn));
        // After it is gone, since a runtime that shuts down drops the task at once, and that wants the lock.
        drop(state);
        if let Some(launch) = launch {
            self.spawn(&runtime, launch);
        }
        Ok((output, end))
    }

    fn spawn(&self, runtime: &Handle, Launch { handle, work }: Launch) {
        let redrive = handle.redrive_count();
        let at_end = AtEnd { service: self.clone(), handle, redrive };
        runtime.spawn(async move {
            let _at_end = at_end;
            work.await;
        });
    }

    /// Leaves what changed to be written, where it is to survive. Under the lock, so that it is written in this order.
    fn save(&self, state: &mut State) {
        match &self.inner.writer {
            Some(writer) => state_file::save(state, writer),
            None => state.forget_changes(),
        }
    }

    /// An execution has ended: a machine that was to be deleted may go now.
    fn ended(&self, arn: &str, machine: &str, redrive: u32) {
        self.remove_if_idle(&mut self.state(), machine);
        self.inner.running.remove(arn, redrive);
    }

    fn remove_if_idle(&self, state: &mut State, machine: &str) {
        let deleting = state.machines.get(machine).is_some_and(|machine| machine.deleting);
        if deleting && state.executions.running(machine).next().is_none() {
            state.remove_machine(machine);
            self.save(state);
        }
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
    pub(super) async fn query(
        &self,
        form: &[u8],
        request_id: &str,
    ) -> Result<query::Answer, ApiError> {
        let now = self.inner.launcher.now();
        let answer = {
            let mut state = self.state();
            let answer = query::call(&mut state, now, &query::Form::parse(form), request_id);
            self.save(&mut state);
            answer
        };
        self.lasts().await?;
        Ok(answer)
    }

    pub(super) fn region(&self) -> String {
        self.state().scope.region.clone()
    }

    pub(super) fn request_id(&self) -> String {
        self.state().ids.uuid()
    }

    /// Aborts every execution that would not survive the process, and answers the workers that wait for a task.
    pub fn stop_all(&self) {
        let survives = self.inner.writer.is_some();
        self.inner.running.stop(|handle| !survives || is_express(&handle.context().execution_arn));
        self.inner.activities.dismiss();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No operation leaves the state half changed, not even one that panics.
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn new(state: State, launcher: Launcher, writer: Option<Arc<Writer>>) -> Self {
        Self {
            state: Mutex::new(state),
            running: Running::default(),
            launcher,
            activities: Arc::default(),
            writer,
        }
    }
}

fn launcher(config: ServiceConfig, service: &Weak<Inner>) -> Launcher {
    let tasks = Arc::new(ServiceTasks::new(service.clone(), config.tasks));
    Launcher::new(tasks, config.objects, config.time, config.start)
}

fn is_express(arn: &str) -> bool {
    matches!(Resource::parse(arn), Ok(Resource::Express))
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
