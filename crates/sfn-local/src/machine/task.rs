//! Task: schedules a call, and goes on with what it answers.

mod parameters;

use std::{fmt, sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Command, Flow, Machine, Step,
    context::Extra,
    evaluate::ExitFields,
    frame::{Frame, FrameId, Waiting},
    paths::runtime_error,
    timers::Timer,
};
use crate::{
    errors::{StateError, names},
    history::{Call, EventKind},
    payload::Payload,
    program::{IntegrationPattern, Resource, ResourceKind, StateIndex, StateProgram, TaskProgram},
    task_runner::token,
    time::Timestamp,
};

/// Names one call of a task in an execution.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TaskId(pub(crate) u64);

impl fmt::Debug for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "task {}", self.0)
    }
}

/// A call that the driver has to make.
#[derive(Clone, Debug)]
pub struct TaskStart {
    /// Its name in the answers.
    pub id: TaskId,
    /// The state.
    pub state: StateIndex,
    /// What is called.
    pub resource: Resource,
    /// The evaluated `Arguments`.
    pub arguments: Payload,
    /// The evaluated `Credentials`.
    pub credentials: Option<Value>,
    /// The token that goes with the call.
    pub token: Option<Arc<str>>,
    /// How often the state was tried before.
    pub retry_count: u32,
    /// The evaluated `TimeoutSeconds`.
    pub timeout_seconds: Option<u64>,
    /// The evaluated `HeartbeatSeconds`.
    pub heartbeat_seconds: Option<u64>,
    /// The Map states around it with the index of their item, from the outermost.
    pub iteration: Vec<(StateIndex, usize)>,
}

/// A task that somebody waits for.
#[derive(Debug)]
pub(super) struct OpenTask {
    pub(super) frame: FrameId,
    token: Option<Arc<str>>,
    pattern: IntegrationPattern,
    /// What the call has returned, so that only the end of the job, or the token, is missing.
    submitted: Option<Payload>,
    /// What came with the token before the call returned.
    early: Option<Result<Payload, StateError>>,
    timeout_seconds: Option<u64>,
    heartbeat_seconds: Option<u64>,
    pub(super) heartbeat_at: Option<Timestamp>,
    progress: Progress,
}

/// How far the history has got with a task. What is not an activity has started when it is called.
#[derive(Debug)]
enum Progress {
    /// An activity, of which nobody has heard yet.
    Called(Arc<Call>),
    Scheduled,
    Started,
}

/// The evaluated fields of a Task.
struct Evaluated {
    arguments: Payload,
    credentials: Option<Value>,
    timeout_seconds: Option<u64>,
    heartbeat_seconds: Option<u64>,
}

impl Machine {
    pub(super) fn start_task(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        task: &TaskProgram,
    ) -> Step {
        let token = task.resource.has_token().then(|| self.new_token());
        let start = match self.task_start(frame, state, task, token) {
            Ok(start) => start,
            Err(error) => return Step::Error(error),
        };
        let task_id = start.id;
        self.open(id, &start);
        if task.resource.kind != ResourceKind::Activity {
            self.begin(task_id, frame, None);
        }
        self.commands.push(Command::Start(Box::new(start)));
        frame.waiting = Waiting::Task(task_id);
        Step::Blocked
    }

    /// The call that a Task makes.
    pub(super) fn task_start(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        task: &TaskProgram,
        token: Option<Arc<str>>,
    ) -> Result<TaskStart, StateError> {
        let fields = self.task_fields(frame, state, task, token.as_deref())?;
        if fields.arguments.is_too_large() {
            return Err(super::too_large(task_name(&task.resource)));
        }
        let id = TaskId(self.next);
        self.next += 1;
        Ok(TaskStart {
            id,
            state: frame.state,
            resource: task.resource.clone(),
            arguments: fields.arguments,
            credentials: fields.credentials,
            token,
            retry_count: frame.retry_count,
            timeout_seconds: fields.timeout_seconds,
            heartbeat_seconds: fields.heartbeat_seconds,
            iteration: self.iteration(frame),
        })
    }

    pub(super) fn new_token(&mut self) -> Arc<str> {
        let bits = [self.randomness.next_u64(), self.randomness.next_u64()];
        token::encode(&self.context.execution_arn, bits).into()
    }

    fn task_fields(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        task: &TaskProgram,
        token: Option<&str>,
    ) -> Result<Evaluated, StateError> {
        let extra = Extra { token, ..Extra::default() };
        let arguments = match &task.arguments {
            Some(arguments) => self.template(frame, state, arguments, &extra)?,
            None => frame.effective_input.clone(),
        };
        let credentials = match &task.credentials {
            Some(credentials) => {
                Some(self.template(frame, state, credentials, &extra)?.into_value())
            }
            None => None,
        };
        let arguments = parameters::prepare(&task.resource, arguments)
            .map_err(|message| runtime_error(frame, state, &message))?;
        Ok(Evaluated {
            arguments,
            credentials,
            timeout_seconds: self.optional_number(frame, state, task.timeout_seconds.as_ref())?,
            heartbeat_seconds: self.optional_number(
                frame,
                state,
                task.heartbeat_seconds.as_ref(),
            )?,
        })
    }

    fn open(&mut self, frame: FrameId, start: &TaskStart) {
        let call = Call {
            parameters: start.arguments.clone(),
            timeout_seconds: start.timeout_seconds,
            heartbeat_seconds: start.heartbeat_seconds,
            credentials: start.credentials.clone(),
        };
        if let Some(token) = &start.token {
            self.tokens.insert(Arc::clone(token), start.id);
        }
        let open = OpenTask {
            frame,
            token: start.token.clone(),
            pattern: start.resource.integration,
            submitted: None,
            early: None,
            timeout_seconds: start.timeout_seconds,
            heartbeat_seconds: start.heartbeat_seconds,
            heartbeat_at: None,
            progress: Progress::Called(Arc::new(call)),
        };
        self.tasks.insert(start.id, open);
    }

    /// The task waits for whoever does it.
    fn schedule(&mut self, id: TaskId, frame: &mut Frame) {
        let Some(open) = self.tasks.get_mut(&id) else { return };
        let Progress::Called(call) = &open.progress else { return };
        let call = Arc::clone(call);
        open.progress = Progress::Scheduled;
        self.record(frame, EventKind::TaskScheduled { state: frame.state, call });
    }

    /// Somebody does the task. From here on its time counts.
    fn begin(&mut self, id: TaskId, frame: &mut Frame, worker_name: Option<Arc<str>>) {
        self.schedule(id, frame);
        let Some(open) = self.tasks.get_mut(&id) else { return };
        if matches!(open.progress, Progress::Started) {
            return;
        }
        open.progress = Progress::Started;
        if let Some(seconds) = open.timeout_seconds {
            self.timers.set(self.now + Duration::from_secs(seconds), Timer::TaskTimeout(id));
        }
        self.expect_heartbeat(id);
        self.record(frame, EventKind::TaskStarted { state: frame.state, worker_name });
    }

    /// Lets something happen to an open task and its frame.
    fn with_frame(&mut self, id: TaskId, happen: impl FnOnce(&mut Self, &mut Frame)) {
        let Some(frame_id) = self.tasks.get(&id).map(|open| open.frame) else { return };
        if let Some(mut frame) = self.frames.take(frame_id) {
            happen(self, &mut frame);
            self.frames.put(frame_id, frame);
        }
    }

    /// The task of an activity waits for a worker.
    pub fn task_scheduled(&mut self, id: TaskId, now: Timestamp) {
        self.now = now;
        self.with_frame(id, |this, frame| this.schedule(id, frame));
    }

    /// A worker took the task of an activity.
    pub fn task_started(&mut self, id: TaskId, worker_name: Option<Arc<str>>, now: Timestamp) {
        self.now = now;
        self.with_frame(id, |this, frame| this.begin(id, frame, worker_name));
    }

    /// Whether somebody does the task: of an activity, whether a worker took it.
    pub fn is_started(&self, id: TaskId) -> bool {
        let open = self.tasks.get(&id);
        open.is_some_and(|open| matches!(open.progress, Progress::Started))
    }

    /// What was submitted of an open task.
    pub fn submitted(&self, id: TaskId) -> Option<&Payload> {
        self.tasks.get(&id)?.submitted.as_ref()
    }

    fn expect_heartbeat(&mut self, id: TaskId) {
        if let Some(open) = self.tasks.get_mut(&id)
            && let Some(seconds) = open.heartbeat_seconds
        {
            let deadline = self.now + Duration::from_secs(seconds);
            open.heartbeat_at = Some(deadline);
            self.timers.set(deadline, Timer::Heartbeat(id, deadline));
        }
    }

    fn iteration(&self, frame: &Frame) -> Vec<(StateIndex, usize)> {
        let mut path: Vec<_> = frame.item.iter().map(|item| (item.state, item.index)).collect();
        let mut parent = frame.parent;
        while let Some((id, _)) = parent
            && let Some(frame) = self.frames.get(id)
        {
            path.extend(frame.item.iter().map(|item| (item.state, item.index)));
            parent = frame.parent;
        }
        path.dedup();
        path.reverse();
        path
    }

    /// The call returned something before the end of the task (`.sync`, `.waitForTaskToken`).
    pub fn task_submitted(&mut self, id: TaskId, output: Payload, now: Timestamp) {
        self.now = now;
        let Some(open) = self.tasks.get_mut(&id).filter(|open| open.submitted.is_none()) else {
            return;
        };
        open.submitted = Some(output.clone());
        let early = open.early.take();
        self.with_frame(id, |this, frame| {
            let state = frame.state;
            this.record(frame, EventKind::TaskSubmitted { state, output });
        });
        if let Some(result) = early {
            self.task_done(id, result);
        }
    }

    /// The call returned. For a task that waits for its token this is only the beginning, unless
    /// the call had reported a first answer before.
    pub fn task_finished(
        &mut self,
        id: TaskId,
        result: Result<Payload, StateError>,
        now: Timestamp,
    ) {
        self.now = now;
        let waits = self.tasks.get(&id).is_some_and(|open| {
            open.pattern == IntegrationPattern::WaitForTaskToken && open.submitted.is_none()
        });
        match result {
            Ok(output) if waits => self.task_submitted(id, output, now),
            Err(error) if error.is(names::RUNTIME) && self.is_unheard_of(id) => {
                self.refused(id, &error);
            }
            result => {
                self.with_frame(id, |this, frame| this.begin(id, frame, None));
                self.task_done(id, result);
            }
        }
    }

    fn is_unheard_of(&self, id: TaskId) -> bool {
        let open = self.tasks.get(&id);
        open.is_some_and(|open| matches!(open.progress, Progress::Called(_)))
    }

    /// There is no such activity.
    fn refused(&mut self, id: TaskId, error: &StateError) {
        let message = error.cause.clone().unwrap_or_default();
        self.close(id, |this, frame| {
            let program = Arc::clone(&this.program);
            Err(match program.state(frame.state) {
                Some(state) => runtime_error(frame, state, &message),
                None => StateError::new(names::RUNTIME, message),
            })
        });
    }

    /// Somebody sent a task token back. False where nobody waits for it (any more).
    pub fn complete(
        &mut self,
        token: &str,
        result: Result<Payload, StateError>,
        now: Timestamp,
    ) -> bool {
        self.now = now;
        let Some(&id) = self.tokens.get(token) else { return false };
        let Some(open) = self.tasks.get_mut(&id) else { return false };
        if open.pattern == IntegrationPattern::WaitForTaskToken && open.submitted.is_none() {
            open.early.get_or_insert(result);
        } else {
            self.task_done(id, result);
        }
        true
    }

    /// A sign of life with a task token. False where nobody waits for it (any more).
    pub fn heartbeat(&mut self, token: &str, now: Timestamp) -> bool {
        self.now = now;
        let Some(&id) = self.tokens.get(token) else { return false };
        self.expect_heartbeat(id);
        true
    }

    pub(super) fn task_timed_out(&mut self, id: TaskId, heartbeat: bool) {
        self.close(id, |this, frame| {
            let error = StateError::timeout(heartbeat);
            let state = frame.state;
            this.record(frame, EventKind::TaskTimedOut { state, error: Arc::new(error.clone()) });
            Err(error)
        });
    }

    fn task_done(&mut self, id: TaskId, result: Result<Payload, StateError>) {
        self.close(id, |this, frame| {
            let name = this.program.resource(frame.state).map_or("", task_name);
            let result = match result {
                Ok(output) if output.is_too_large() => Err(super::too_large(name)),
                other => other,
            };
            let state = frame.state;
            let event = match &result {
                Ok(output) => EventKind::TaskSucceeded { state, output: output.clone() },
                Err(error) => EventKind::TaskFailed { state, error: Arc::new(error.clone()) },
            };
            this.record(frame, event);
            result
        });
    }

    /// Ends a task and moves its frame on.
    fn close(
        &mut self,
        id: TaskId,
        event: impl FnOnce(&mut Self, &mut Frame) -> Result<Payload, StateError>,
    ) {
        if self.outcome.is_some() {
            return;
        }
        let Some(open) = self.forget(id) else { return };
        let Some(mut frame) = self.frames.take(open.frame) else { return };
        let program = Arc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        frame.waiting = Waiting::Timer;
        let step = match event(self, &mut frame) {
            Ok(result) => self.exit_with_result(&mut frame, state, &result),
            Err(error) => Step::Error(error),
        };
        let flow: Flow = self.settle(open.frame, &mut frame, state, step);
        self.drive(open.frame, frame, flow);
    }

    /// Leaves a Task, Parallel or Map with its result.
    pub(super) fn exit_with_result(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        result: &Payload,
    ) -> Step {
        let extra = Extra { document: Some(result), result: Some(result), ..Extra::default() };
        self.exit(frame, state, &ExitFields::of(state), result.clone(), &extra)
    }

    fn forget(&mut self, id: TaskId) -> Option<OpenTask> {
        let open = self.tasks.remove(&id)?;
        // Also where it came to its end: a call may still run when its token is sent back.
        self.commands.push(Command::Cancel(id));
        if let Some(token) = &open.token {
            self.tokens.remove(token);
            self.commands.push(Command::CloseToken(Arc::clone(token)));
        }
        Some(open)
    }

    /// Nobody waits for this task any more.
    pub(super) fn cancel(&mut self, id: TaskId) {
        self.forget(id);
    }
}

/// How AWS names the task in errors about its size.
pub(super) fn task_name(resource: &Resource) -> &str {
    match &resource.kind {
        ResourceKind::Service { resource_type, .. } => resource_type,
        ResourceKind::LambdaFunction | ResourceKind::Activity => &resource.arn,
    }
}
