//! The driver: feeds a [`Machine`] with the answers of tasks, the time and what comes from outside.
//!
//! It needs no particular executor: it is a future that is woken by the futures of the tasks, by
//! the clock, and by the handle.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    future::poll_fn,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use futures_util::{
    FutureExt, Stream,
    future::{AbortHandle, Abortable, BoxFuture},
    stream::FuturesUnordered,
    task::AtomicWaker,
};
use serde_json::Value;

use crate::{
    clock::{Clock, Participant, VirtualClock},
    definition::TaskFailure,
    errors::StateError,
    execution::{ExecutionContext, Outcome, Status},
    history::{Event, HistoryReader},
    machine::{Command, Machine, TaskId, TaskStart},
    payload::Payload,
    program::Program,
    randomness::{Randomness, SeededRandomness},
    task_runner::{TaskControl, TaskRequest, TaskRunner},
    time::Timestamp,
};

/// Is told every event of an execution as it happens.
pub trait Observer: Send + Sync {
    /// An event happened.
    fn event(&self, reader: &HistoryReader, event: &Event);
}

impl<F: Fn(&HistoryReader, &Event) + Send + Sync> Observer for F {
    fn event(&self, reader: &HistoryReader, event: &Event) {
        self(reader, event);
    }
}

/// An execution about to start.
pub struct Run {
    program: Arc<Program>,
    input: Payload,
    context: ExecutionContext,
    tasks: Arc<dyn TaskRunner>,
    clock: Arc<dyn Clock>,
    randomness: Box<dyn Randomness>,
    observer: Option<Arc<dyn Observer>>,
}

impl Run {
    /// An execution of `program`, on a virtual clock and with fixed randomness, unless told otherwise.
    pub fn new(program: Arc<Program>, input: Value, tasks: Arc<dyn TaskRunner>) -> Self {
        Self {
            context: ExecutionContext::local(program.name(), "local"),
            program,
            input: Payload::new(input),
            tasks,
            clock: Arc::new(VirtualClock::default()),
            randomness: Box::new(SeededRandomness::new(0)),
            observer: None,
        }
    }

    /// Sets its names and ARNs.
    #[must_use]
    pub fn context(self, context: ExecutionContext) -> Self {
        Self { context, ..self }
    }

    /// Sets its clock.
    #[must_use]
    pub fn clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
    }

    /// Sets its randomness.
    #[must_use]
    pub fn randomness(self, randomness: Box<dyn Randomness>) -> Self {
        Self { randomness, ..self }
    }

    /// Has every event told to `observer`.
    #[must_use]
    pub fn observer(self, observer: Arc<dyn Observer>) -> Self {
        Self { observer: Some(observer), ..self }
    }

    /// Starts it: the handle, and the future that does the work.
    pub fn start(self) -> (ExecutionHandle, impl Future<Output = Outcome> + Send + 'static) {
        let reader =
            HistoryReader { program: Arc::clone(&self.program), context: Arc::new(self.context) };
        let started_at = self.clock.now();
        let shared = Arc::new(Shared {
            reader: reader.clone(),
            input: self.input.clone(),
            started_at,
            inbox: Arc::new(Inbox::default()),
            progress: Mutex::new(Progress::default()),
        });
        let handle = ExecutionHandle { shared: Arc::clone(&shared) };
        let mut machine =
            Machine::new(self.program, Arc::clone(&reader.context), self.input, self.randomness);
        machine.start(started_at);
        let mut driver = Driver {
            participant: Some(self.clock.join()),
            clock: self.clock,
            tasks: self.tasks,
            observer: self.observer,
            machine,
            shared,
            calls: FuturesUnordered::new(),
            cancel: BTreeMap::new(),
        };
        (handle, poll_fn(move |cx| driver.poll(cx)))
    }

    /// Runs it to its end.
    pub async fn run(self) -> Finished {
        let (handle, work) = self.start();
        let outcome = work.await;
        Finished { outcome, handle }
    }
}

/// An execution that ended.
#[derive(Clone, Debug)]
pub struct Finished {
    /// How.
    pub outcome: Outcome,
    /// Its history and all else.
    pub handle: ExecutionHandle,
}

/// Looks at a running or finished execution, and reaches into it from any thread.
#[derive(Clone, Debug)]
pub struct ExecutionHandle {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    reader: HistoryReader,
    input: Payload,
    started_at: Timestamp,
    inbox: Arc<Inbox>,
    progress: Mutex<Progress>,
}

#[derive(Debug, Default)]
struct Progress {
    events: Vec<Event>,
    outcome: Option<Outcome>,
    stopped_at: Option<Timestamp>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Nobody waits for this task token: it is wrong, or the task is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody waits for this task token")]
pub struct UnknownToken;

impl ExecutionHandle {
    /// Names and ARNs.
    pub fn context(&self) -> &ExecutionContext {
        &self.shared.reader.context
    }

    /// What shows its events.
    pub fn reader(&self) -> &HistoryReader {
        &self.shared.reader
    }

    /// Its input.
    pub fn input(&self) -> &Payload {
        &self.shared.input
    }

    /// When it started.
    pub fn started_at(&self) -> Timestamp {
        self.shared.started_at
    }

    /// When it ended.
    pub fn stopped_at(&self) -> Option<Timestamp> {
        lock(&self.shared.progress).stopped_at
    }

    /// How it ended.
    pub fn outcome(&self) -> Option<Outcome> {
        lock(&self.shared.progress).outcome.clone()
    }

    /// Whether it runs, or how it ended.
    pub fn status(&self) -> Status {
        lock(&self.shared.progress).outcome.as_ref().map_or(Status::Running, Outcome::status)
    }

    /// How many events there are.
    pub fn event_count(&self) -> usize {
        lock(&self.shared.progress).events.len()
    }

    /// The events from `first` (from 0) on, at most `most` of them.
    pub fn events(&self, first: usize, most: usize) -> Vec<Event> {
        lock(&self.shared.progress).events.iter().skip(first).take(most).cloned().collect()
    }

    /// The whole history as `GetExecutionHistory` shows it.
    pub fn history(&self) -> Vec<Value> {
        self.events(0, usize::MAX)
            .iter()
            .map(|event| self.shared.reader.render(event, true))
            .collect()
    }

    /// Sends a task token back (`SendTaskSuccess`, `SendTaskFailure`).
    ///
    /// # Errors
    /// Where nobody waits for it.
    pub fn complete(
        &self,
        token: &str,
        result: Result<Value, TaskFailure>,
    ) -> Result<(), UnknownToken> {
        self.complete_with(token, result.map_err(StateError::from))
    }

    /// The same with an error whose name or cause may be missing.
    ///
    /// # Errors
    /// Where nobody waits for it.
    pub fn complete_with(
        &self,
        token: &str,
        result: Result<Value, StateError>,
    ) -> Result<(), UnknownToken> {
        // The token is taken at once, so that a second answer is refused.
        if !lock(&self.shared.inbox.tokens).remove(token) {
            return Err(UnknownToken);
        }
        self.shared
            .inbox
            .send(Message::Complete { token: token.into(), result: result.map(Payload::new) });
        Ok(())
    }

    /// A sign of life with a task token (`SendTaskHeartbeat`).
    ///
    /// # Errors
    /// Where nobody waits for it.
    pub fn heartbeat(&self, token: &str) -> Result<(), UnknownToken> {
        if !lock(&self.shared.inbox.tokens).contains(token) {
            return Err(UnknownToken);
        }
        self.shared.inbox.send(Message::Heartbeat { token: token.into() });
        Ok(())
    }

    /// The tokens that somebody waits for.
    pub fn open_tokens(&self) -> Vec<Arc<str>> {
        lock(&self.shared.inbox.tokens).iter().cloned().collect()
    }

    /// Stops it (`StopExecution`).
    pub fn stop(&self, error: Option<String>, cause: Option<String>) {
        let error = StateError {
            error: error.map(Into::into),
            cause: cause.map(Into::into),
            ..StateError::default()
        };
        self.shared.inbox.send(Message::Stop(error));
    }
}

/// Runs a future on this thread, which sleeps while there is nothing to do. Enough for executions
/// on a virtual clock whose tasks need no executor of their own.
pub fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut cx = Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut cx) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// What comes to an execution from outside.
enum Message {
    Complete { token: Arc<str>, result: Result<Payload, StateError> },
    Heartbeat { token: Arc<str> },
    Submitted { task: TaskId, output: Payload },
    Stop(StateError),
}

/// Where messages wait, and what calls tell about themselves.
#[derive(Default)]
pub(crate) struct Inbox {
    messages: Mutex<VecDeque<Message>>,
    tokens: Mutex<BTreeSet<Arc<str>>>,
    waker: AtomicWaker,
    idle: AtomicUsize,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}

impl Inbox {
    fn send(&self, message: Message) {
        lock(&self.messages).push_back(message);
        self.waker.wake();
    }

    pub(crate) fn submitted(&self, task: TaskId, output: Payload) {
        self.send(Message::Submitted { task, output });
    }

    /// Counts a call as idle while the guard lives.
    pub(crate) fn idle(self: &Arc<Self>) -> IdleGuard {
        self.idle.fetch_add(1, Ordering::AcqRel);
        IdleGuard(Arc::clone(self))
    }
}

pub(crate) struct IdleGuard(Arc<Inbox>);

impl Drop for IdleGuard {
    fn drop(&mut self) {
        self.0.idle.fetch_sub(1, Ordering::AcqRel);
    }
}

type Call = Abortable<BoxFuture<'static, (TaskId, Result<Value, TaskFailure>)>>;

struct Driver {
    machine: Machine,
    shared: Arc<Shared>,
    tasks: Arc<dyn TaskRunner>,
    clock: Arc<dyn Clock>,
    /// `None` once the execution is over, so that it holds no clock up.
    participant: Option<Box<dyn Participant>>,
    observer: Option<Arc<dyn Observer>>,
    calls: FuturesUnordered<Call>,
    cancel: BTreeMap<TaskId, AbortHandle>,
}

impl Driver {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Outcome> {
        self.shared.inbox.waker.register(cx.waker());
        if let Some(participant) = &mut self.participant {
            participant.resume();
        }
        loop {
            self.machine.run(self.clock.now());
            self.obey();
            self.publish();
            if let Some(outcome) = self.machine.outcome() {
                self.participant = None;
                self.calls.clear();
                return Poll::Ready(outcome.clone());
            }
            // The calls first: what they report must be heard before the clock moves on.
            let answered = self.poll_calls(cx);
            if self.read_messages() || answered {
                continue;
            }
            let working = self.cancel.len() > self.shared.inbox.idle.load(Ordering::Acquire);
            let until = self.machine.next_timer();
            let Some(participant) = &mut self.participant else { return Poll::Pending };
            match participant.poll_until(until, working, cx) {
                Poll::Ready(()) => self.machine.fire(self.clock.now()),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// Does what the machine wants.
    fn obey(&mut self) {
        for command in self.machine.take_commands() {
            match command {
                Command::Start(start) => self.call(*start),
                Command::CloseToken(token) => {
                    lock(&self.shared.inbox.tokens).remove(&token);
                }
                Command::Cancel(task) => {
                    if let Some(handle) = self.cancel.remove(&task) {
                        handle.abort();
                    }
                }
            }
        }
    }

    fn call(&mut self, start: TaskStart) {
        let id = start.id;
        if let Some(token) = &start.token {
            lock(&self.shared.inbox.tokens).insert(Arc::clone(token));
        }
        let (handle, registration) = AbortHandle::new_pair();
        let call = self.tasks.call(self.request(start)).map(move |result| (id, result)).boxed();
        self.cancel.insert(id, handle);
        self.calls.push(Abortable::new(call, registration));
    }

    fn request(&self, start: TaskStart) -> TaskRequest {
        let reader = &self.shared.reader;
        let name = |state| Arc::from(reader.program.state_name(state));
        TaskRequest {
            state: name(start.state),
            resource: start.resource,
            arguments: start.arguments,
            credentials: start.credentials,
            token: start.token,
            retry_count: start.retry_count,
            timeout_seconds: start.timeout_seconds,
            heartbeat_seconds: start.heartbeat_seconds,
            iteration: start
                .iteration
                .into_iter()
                .map(|(state, index)| (name(state), index))
                .collect(),
            execution: Arc::clone(&reader.context),
            control: TaskControl {
                task: start.id,
                inbox: Arc::clone(&self.shared.inbox),
                clock: Arc::clone(&self.clock),
            },
        }
    }

    /// Makes events and tokens visible outside.
    fn publish(&mut self) {
        let events = self.machine.take_events();
        if let Some(observer) = &self.observer {
            for event in &events {
                observer.event(&self.shared.reader, event);
            }
        }
        let mut progress = lock(&self.shared.progress);
        if progress.events.is_empty() {
            progress.events = events;
        } else {
            progress.events.extend(events);
        }
        if let Some(outcome) = self.machine.outcome() {
            progress.outcome = Some(outcome.clone());
            progress.stopped_at = Some(self.clock.now());
        }
    }

    fn read_messages(&mut self) -> bool {
        let messages = std::mem::take(&mut *lock(&self.shared.inbox.messages));
        let any = !messages.is_empty();
        let now = self.clock.now();
        for message in messages {
            match message {
                Message::Complete { token, result } => {
                    self.machine.complete(&token, result, now);
                }
                Message::Heartbeat { token } => {
                    self.machine.heartbeat(&token, now);
                }
                Message::Submitted { task, output } => {
                    self.machine.task_submitted(task, output, now);
                }
                Message::Stop(error) => self.machine.abort(error, now),
            }
        }
        any
    }

    fn poll_calls(&mut self, cx: &mut Context<'_>) -> bool {
        match std::pin::Pin::new(&mut self.calls).poll_next(cx) {
            Poll::Ready(Some(Ok((task, result)))) => {
                self.cancel.remove(&task);
                // What the call reported before it returned comes first.
                self.read_messages();
                let result = result.map(Payload::new).map_err(StateError::from);
                self.machine.task_finished(task, result, self.clock.now());
                true
            }
            Poll::Ready(Some(Err(_))) => true,
            Poll::Ready(None) | Poll::Pending => false,
        }
    }
}
