//! The interpreter as a machine without I/O: events go in, commands come out, time is told to it.
//!
//! An execution is a set of frames, one for each running instance of a scope: the machine itself,
//! a Parallel branch, a Map iteration. [`Machine::run`] lets every frame that can move go on
//! until all wait for a task or a timer. What tasks answer and what the clock says come in through
//! methods, so that any driver (a test, an executor, a server) can run it, and a run is a function
//! of its inputs.

mod choice;
mod context;
mod distributed;
mod evaluate;
mod fail;
mod fire;
mod frame;
mod map;
mod parallel;
mod pass;
mod paths;
#[cfg(feature = "endpoint")]
pub(crate) mod probe;
mod recover;
mod redrive;
mod task;
mod timers;
mod wait;

use std::{
    collections::{BTreeMap, VecDeque},
    mem,
    sync::Arc,
    time::Duration,
};

use serde_json::Value;
use sfn_asl::WorkflowType;

use crate::{
    errors::{StateError, names},
    execution::{ExecutionContext, Outcome},
    history::{Event, EventKind},
    payload::Payload,
    program::{Program, ScopeIndex, StateIndex, StateProgram, Target},
    randomness::Randomness,
    time::Timestamp,
};

pub use distributed::{MapItems, MapRunId, MapRunStart, ResultDestination, SourcedItem};
use frame::{Frame, FrameId, Frames, Resume, Variables};
use recover::Origin;
pub use redrive::NotRedrivable;
use task::OpenTask;
pub use task::{TaskId, TaskStart};
use timers::{Timer, Timers};

/// The most events that a Standard execution may have; at one less, only its success may follow.
const MAX_EVENTS: u32 = 25_000;

/// How long AWS lets an execution run.
const fn longest(workflow_type: WorkflowType) -> Duration {
    match workflow_type {
        WorkflowType::Standard => Duration::from_hours(365 * 24),
        WorkflowType::Express => Duration::from_mins(5),
    }
}

/// What the driver has to do.
#[derive(Debug)]
pub enum Command {
    /// Call this task and tell the machine what it answers.
    Start(Box<TaskStart>),
    /// Nobody waits for this task any more.
    Cancel(TaskId),
    /// This token is of no use any more.
    CloseToken(Arc<str>),
    /// Run child executions and tell the machine how that ended.
    StartMapRun(Box<MapRunStart>),
    /// Run the child executions that did not succeed once more, and tell the machine how that ended.
    RedriveMapRun(MapRunId),
    /// Nobody waits for this Map Run any more.
    CancelMapRun(MapRunId),
}

/// A running execution.
pub struct Machine {
    program: Arc<Program>,
    context: Arc<ExecutionContext>,
    input: Payload,
    randomness: Box<dyn Randomness>,
    started_at: Timestamp,
    /// When it was last redriven.
    redriven_at: Option<Timestamp>,
    now: Timestamp,
    frames: Frames,
    ready: VecDeque<FrameId>,
    timers: Timers,
    tasks: BTreeMap<TaskId, OpenTask>,
    tokens: BTreeMap<Arc<str>, TaskId>,
    map_runs: BTreeMap<MapRunId, FrameId>,
    /// The number of the next task or Map Run.
    next: u64,
    commands: Vec<Command>,
    events: Vec<Event>,
    last_event: u32,
    /// Whether there was no room for an event.
    overflown: bool,
    outcome: Option<Outcome>,
    /// Where it ended without success: what a redrive goes on with.
    interrupted: Option<Box<Frame>>,
    /// What is kept where only one state is tested.
    probing: Option<Box<Probing>>,
}

/// What a machine that only tests a state keeps.
#[derive(Debug, Default)]
struct Probing {
    /// The context object.
    context: Value,
    /// The values on the way, as `InspectionData` names them.
    seen: BTreeMap<&'static str, Value>,
}

/// What a frame does after a step.
enum Flow {
    /// It goes on with its state.
    Continue,
    /// It waits for a task, a timer or its children.
    Blocked,
    /// Its scope ended with this output.
    Ended(Payload),
    /// Its scope failed.
    Failed(StateError),
}

/// How a state's work came out.
enum Step {
    Exit(Exit),
    Blocked,
    /// An error that Retry and Catch may handle.
    Error(StateError),
    /// A Fail state: nothing in this scope handles it.
    Fail(StateError),
}

/// What a state leaves with.
struct Exit {
    output: Payload,
    assigned: Vec<(Arc<str>, Payload)>,
    target: Target,
}

impl Machine {
    /// An execution that has not started.
    pub fn new(
        program: Arc<Program>,
        context: Arc<ExecutionContext>,
        input: Payload,
        randomness: Box<dyn Randomness>,
    ) -> Self {
        Self {
            program,
            context,
            input,
            randomness,
            started_at: Timestamp::default(),
            redriven_at: None,
            now: Timestamp::default(),
            frames: Frames::default(),
            ready: VecDeque::new(),
            timers: Timers::default(),
            tasks: BTreeMap::new(),
            tokens: BTreeMap::new(),
            map_runs: BTreeMap::new(),
            next: 0,
            commands: Vec::new(),
            events: Vec::new(),
            last_event: 0,
            overflown: false,
            outcome: None,
            interrupted: None,
            probing: None,
        }
    }

    /// Starts the execution. Nothing moves before [`Machine::run`].
    pub fn start(&mut self, now: Timestamp) {
        self.started_at = now;
        self.now = now;
        self.push(0, EventKind::ExecutionStarted { input: self.input.clone() });
        self.enter_first(0);
    }

    /// Enters the first state; `previous` is the event that led to it.
    fn enter_first(&mut self, previous: u32) {
        self.set_time_limit();
        if self.input.is_too_large() {
            let error = StateError::new(
                names::DATA_LIMIT_EXCEEDED,
                "the input is larger than 262144 bytes",
            );
            return self.finish(Outcome::Failed(error), 0);
        }
        if let Some(failure) = self.program.failure.clone() {
            return self.finish(Outcome::Failed(failure), 0);
        }
        let scope = Arc::new(Variables::default());
        self.spawn(ScopeIndex(0), self.input.clone(), previous, |frame| frame.variables = scope);
    }

    fn set_time_limit(&mut self) {
        let longest = longest(self.program.workflow_type);
        let limit = self
            .program
            .timeout_seconds
            .map_or(longest, |seconds| longest.min(Duration::from_secs(seconds)));
        self.timers.set(self.now + limit, Timer::Execution);
    }

    /// Lets every frame go on until all are blocked.
    pub fn run(&mut self, now: Timestamp) {
        self.now = now;
        while self.outcome.is_none()
            && let Some(id) = self.ready.pop_front()
        {
            if let Some(frame) = self.frames.take(id) {
                self.drive(id, frame, Flow::Continue);
            }
        }
        if self.overflown && self.outcome.is_none() {
            self.finish(Outcome::Failed(too_many_events()), 0);
        }
    }

    /// Stops the execution (`StopExecution`).
    pub fn abort(&mut self, error: StateError, now: Timestamp) {
        self.now = now;
        if self.outcome.is_none() {
            self.finish(Outcome::Aborted(error), 0);
        }
    }

    /// What the driver has to do since it last asked.
    pub fn take_commands(&mut self) -> Vec<Command> {
        mem::take(&mut self.commands)
    }

    /// The events since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        mem::take(&mut self.events)
    }

    /// How many events there were so far.
    pub const fn last_event(&self) -> u32 {
        self.last_event
    }

    /// Its names and ARNs, and how often it was redriven.
    pub const fn context(&self) -> &Arc<ExecutionContext> {
        &self.context
    }

    /// How the execution ended, if it did.
    pub const fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// Keeps a value on the way of a state that is tested.
    fn note(&mut self, name: &'static str, value: &Payload) {
        if let Some(probing) = &mut self.probing {
            probing.seen.insert(name, value.value().clone());
        }
    }

    /// Keeps what `ResultSelector` and `ResultPath` made of a state's result.
    fn note_result(&mut self, selected: &Payload, output: &Payload) {
        self.note("afterResultSelector", selected);
        self.note("afterResultPath", output);
    }

    /// Adds an event, if there is room for one and for the failure that would follow.
    fn push(&mut self, previous: u32, kind: EventKind) -> u32 {
        if self.last_event >= MAX_EVENTS - 1 && self.program.workflow_type == WorkflowType::Standard
        {
            self.overflown = true;
            return self.last_event;
        }
        self.append(previous, kind)
    }

    fn append(&mut self, previous: u32, kind: EventKind) -> u32 {
        self.last_event += 1;
        self.events.push(Event { id: self.last_event, previous, at: self.now, kind });
        self.last_event
    }

    /// Adds an event of a frame, which becomes the one before its next.
    fn record(&mut self, frame: &mut Frame, kind: EventKind) -> u32 {
        frame.previous = self.push(frame.previous, kind);
        frame.fresh = false;
        frame.previous
    }

    fn finish(&mut self, outcome: Outcome, previous: u32) {
        if self.interrupted.is_none() {
            self.interrupted = self.interrupt(Frames::ROOT);
        }
        self.commands.extend(mem::take(&mut self.tasks).into_keys().map(Command::Cancel));
        self.commands.extend(mem::take(&mut self.tokens).into_keys().map(Command::CloseToken));
        self.commands.extend(mem::take(&mut self.map_runs).into_keys().map(Command::CancelMapRun));
        self.ready.clear();
        let outcome = if self.overflown { Outcome::Failed(too_many_events()) } else { outcome };
        let event = match &outcome {
            Outcome::Succeeded(output) => EventKind::ExecutionSucceeded { output: output.clone() },
            Outcome::Failed(error) => EventKind::ExecutionFailed { error: Arc::new(error.clone()) },
            Outcome::TimedOut(error) => {
                EventKind::ExecutionTimedOut { error: Arc::new(error.clone()) }
            }
            Outcome::Aborted(error) => {
                EventKind::ExecutionAborted { error: Arc::new(error.clone()) }
            }
        };
        self.append(previous, event);
        self.outcome = Some(outcome);
    }

    /// A new frame that starts a scope; it runs when its turn comes.
    fn spawn(
        &mut self,
        scope: ScopeIndex,
        input: Payload,
        previous: u32,
        set: impl FnOnce(&mut Frame),
    ) -> FrameId {
        let mut frame =
            Frame::new(self.program.start_of(scope).unwrap_or(StateIndex(0)), input, previous);
        set(&mut frame);
        let id = self.frames.add(frame);
        self.ready.push_back(id);
        id
    }

    /// Moves a frame on until it is blocked or its scope is over.
    fn drive(&mut self, id: FrameId, mut frame: Box<Frame>, mut flow: Flow) {
        let program = Arc::clone(&self.program);
        loop {
            match flow {
                Flow::Continue => {}
                Flow::Blocked => return self.frames.put(id, frame),
                Flow::Ended(output) => {
                    self.frames.remove(id);
                    return self.scope_ended(&frame, output);
                }
                Flow::Failed(error) => {
                    self.frames.remove(id);
                    return self.scope_failed(frame, error);
                }
            }
            if self.overflown {
                return self.finish(Outcome::Failed(too_many_events()), frame.previous);
            }
            let Some(state) = program.state(frame.state) else { return };
            flow = self.perform(id, &mut frame, state);
        }
    }

    fn perform(&mut self, id: FrameId, frame: &mut Frame, state: &StateProgram) -> Flow {
        let selected = match frame.resume {
            Resume::Enter => {
                self.enter(frame);
                self.select_input(frame, state)
            }
            Resume::Redrive => {
                frame.resume = Resume::Retry;
                self.select_input(frame, state)
            }
            Resume::Retry | Resume::Waited => Ok(()),
        };
        let step = match selected {
            Ok(()) => self.act(id, frame, state),
            Err(error) => Step::Error(error),
        };
        self.settle(id, frame, state, step)
    }

    /// What follows from a step.
    fn settle(&mut self, id: FrameId, frame: &mut Frame, state: &StateProgram, step: Step) -> Flow {
        match step {
            Step::Exit(exit) => self.leave(id, frame, state, exit),
            Step::Blocked => Flow::Blocked,
            Step::Error(error) => self.recover(id, frame, state, error, Origin::State),
            Step::Fail(error) => Flow::Failed(error),
        }
    }

    fn enter(&mut self, frame: &mut Frame) {
        let before = frame.previous;
        let entered = self.record(
            frame,
            EventKind::StateEntered { state: frame.state, input: frame.input.clone() },
        );
        frame.entered(before, entered, self.now);
    }

    fn leave(&mut self, id: FrameId, frame: &mut Frame, state: &StateProgram, exit: Exit) -> Flow {
        let Exit { output, assigned, target } = exit;
        let refused = (!output.is_same(&frame.input)).then(|| beyond_limits(&state.name, &output));
        if let Some(error) = refused.flatten() {
            return if frame.recovering {
                Flow::Failed(error)
            } else {
                self.recover(id, frame, state, error, Origin::State)
            };
        }
        let assigned = (!assigned.is_empty()).then(|| Arc::new(assigned));
        self.record(
            frame,
            EventKind::StateExited {
                state: frame.state,
                output: output.clone(),
                assigned: assigned.clone(),
            },
        );
        if let Some(assigned) = assigned {
            Arc::make_mut(&mut frame.variables).assign(&assigned);
        }
        match target {
            Target::Next(next) => {
                frame.go_to(next, output);
                Flow::Continue
            }
            Target::End => Flow::Ended(output),
        }
    }

    fn scope_ended(&mut self, frame: &Frame, output: Payload) {
        match frame.parent {
            None => self.finish(Outcome::Succeeded(output), frame.previous),
            Some((parent, slot)) => self.child_ended(parent, slot, output, frame.previous),
        }
    }

    fn scope_failed(&mut self, frame: Box<Frame>, error: StateError) {
        match frame.parent {
            None => {
                let previous = frame.previous;
                self.interrupted = Some(frame);
                self.finish(Outcome::Failed(error), previous);
            }
            Some((parent, slot)) => self.child_failed(parent, slot, frame, error),
        }
    }
}

fn too_many_events() -> StateError {
    let cause =
        format!("The execution reached the maximum number of history events ({MAX_EVENTS}).");
    StateError::new(names::RUNTIME, cause)
}

/// A payload of a state or task that AWS would not carry.
/// What AWS says of this is not recorded; it bounds values by their bytes.
fn too_deep(name: &str) -> StateError {
    let cause = format!(
        "The state/task '{name}' returned a result that is nested more than {} levels deep.",
        crate::payload::MAX_DEPTH
    );
    StateError::new(names::DATA_LIMIT_EXCEEDED, cause)
}

/// Why a state cannot hand on this output.
fn beyond_limits(name: &str, output: &Payload) -> Option<StateError> {
    if output.is_too_large() {
        return Some(too_large(name));
    }
    // A loop that wraps a value in itself would else end the stack.
    crate::payload::is_too_deep(output).then(|| too_deep(name))
}

pub(crate) fn too_large(name: &str) -> StateError {
    let cause = format!(
        "The state/task '{name}' returned a result with a size exceeding the maximum number of bytes service limit."
    );
    StateError::new(names::DATA_LIMIT_EXCEEDED, cause)
}
