//! Feeds a [`Machine`] with the answers of tasks, the time and what comes from outside.

use std::{
    collections::BTreeMap,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, atomic::Ordering},
    task::{Context, Poll},
};

use futures_util::{
    FutureExt, Stream,
    future::{AbortHandle, Abortable, BoxFuture},
    stream::FuturesUnordered,
};
use serde_json::Value;

use super::{
    Observer, World, handle::Shared, inbox::Message, lock, map_run::MapRun, redrive::Interrupted,
};
use crate::{
    clock::Participant,
    definition::TaskFailure,
    errors::StateError,
    execution::Outcome,
    machine::{Command, Machine, MapRunId, MapRunStart, NotRedrivable, TaskId, TaskStart},
    payload::Payload,
    task_runner::{TaskControl, TaskRequest},
};

type Call = Abortable<BoxFuture<'static, (TaskId, Result<Value, TaskFailure>)>>;

pub(super) struct Driver {
    machine: Machine,
    shared: Arc<Shared>,
    world: World,
    participant: Box<dyn Participant>,
    observer: Option<Arc<dyn Observer>>,
    calls: FuturesUnordered<Call>,
    cancel: BTreeMap<TaskId, AbortHandle>,
    map_runs: BTreeMap<MapRunId, MapRun>,
    /// Those that did not succeed.
    ended_map_runs: BTreeMap<MapRunId, MapRun>,
}

impl Driver {
    pub(super) fn new(
        machine: Machine,
        shared: Arc<Shared>,
        world: World,
        observer: Option<Arc<dyn Observer>>,
    ) -> Self {
        Self {
            participant: world.clock.join(),
            world,
            observer,
            machine,
            shared,
            calls: FuturesUnordered::new(),
            cancel: BTreeMap::new(),
            map_runs: BTreeMap::new(),
            ended_map_runs: BTreeMap::new(),
        }
    }

    /// For a redrive: the Map Runs that it can go on with.
    pub(super) fn after(self, ended_map_runs: BTreeMap<MapRunId, MapRun>) -> Self {
        Self { ended_map_runs, ..self }
    }

    /// Does the work.
    pub(super) async fn run(mut self) -> Outcome {
        let outcome = poll_fn(|cx| self.poll(cx)).await;
        self.end(outcome.clone());
        outcome
    }

    /// Makes the end visible. What a redrive needs is there at the same time.
    fn end(mut self, outcome: Outcome) {
        self.publish();
        let Self { machine, shared, world, observer, ended_map_runs: map_runs, .. } = self;
        let mut progress = lock(&shared.progress);
        progress.stopped_at = Some(world.clock.now());
        progress.outcome = Some(outcome);
        if machine.check_redrive() != Err(NotRedrivable::NotEligible) {
            progress.interrupted = Some(Interrupted { machine, world, observer, map_runs });
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Outcome> {
        self.shared.inbox.waker.register(cx.waker());
        self.participant.resume();
        loop {
            self.machine.run(self.world.clock.now());
            self.obey();
            if let Some(outcome) = self.machine.outcome() {
                return Poll::Ready(outcome.clone());
            }
            self.publish();
            // The calls first: what they report must be heard before the clock moves on.
            let answered = self.poll_calls(cx);
            let ended = self.poll_map_runs(cx);
            if self.read_messages() || answered || ended {
                continue;
            }
            let working = self.cancel.len() > self.shared.inbox.idle.load(Ordering::Acquire);
            let until = self.machine.next_timer();
            match self.participant.poll_until(until, working, cx) {
                Poll::Ready(()) => self.machine.fire(self.world.clock.now()),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// Does what the machine wants.
    fn obey(&mut self) {
        for command in self.machine.take_commands() {
            match command {
                Command::Start(start) => self.call(*start),
                Command::StartMapRun(start) => self.start_map_run(*start),
                Command::RedriveMapRun(id) => {
                    if let Some(mut run) = self.ended_map_runs.remove(&id) {
                        run.redrive();
                        self.map_runs.insert(id, run);
                    }
                }
                Command::CancelMapRun(id) => {
                    if let Some(mut run) = self.map_runs.remove(&id) {
                        run.abort();
                        self.ended_map_runs.insert(id, run);
                    }
                }
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
        let call =
            self.world.tasks.call(self.request(start)).map(move |result| (id, result)).boxed();
        self.cancel.insert(id, handle);
        self.calls.push(Abortable::new(call, registration));
    }

    fn start_map_run(&mut self, start: MapRunStart) {
        let id = start.id;
        let reader = &self.shared.reader;
        let state_name = reader.program.state_name(start.state);
        let mut run =
            MapRun::new(start, state_name, Arc::clone(&reader.context), self.world.clone());
        let handle = run.handle();
        let inputs =
            run.items().and_then(|items| self.machine.select_items(id, handle.arn(), items));
        lock(&self.shared.progress).map_runs.push(handle);
        run.begin(inputs);
        self.map_runs.insert(id, run);
    }

    /// Lets the child executions go on; whether a Map Run ended.
    fn poll_map_runs(&mut self, cx: &mut Context<'_>) -> bool {
        let mut ended = Vec::new();
        for (id, run) in &mut self.map_runs {
            if let Poll::Ready(result) = run.poll(cx) {
                ended.push((*id, result));
            }
        }
        let any = !ended.is_empty();
        for (id, result) in ended {
            let run = self.map_runs.remove(&id).filter(|_| result.is_err());
            self.ended_map_runs.extend(run.map(|run| (id, run)));
            self.machine.map_run_finished(id, result, self.world.clock.now());
        }
        any
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
            execution: Arc::clone(self.machine.context()),
            control: TaskControl {
                task: start.id,
                inbox: Arc::clone(&self.shared.inbox),
                clock: Arc::clone(&self.world.clock),
                objects: Arc::clone(&self.world.objects),
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
    }

    fn read_messages(&mut self) -> bool {
        let messages = std::mem::take(&mut *lock(&self.shared.inbox.messages));
        let any = !messages.is_empty();
        let now = self.world.clock.now();
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
                Message::Scheduled { task } => self.machine.task_scheduled(task, now),
                Message::Started { task, worker_name } => {
                    self.machine.task_started(task, worker_name, now);
                }
                Message::Stop(error) => self.machine.abort(error, now),
            }
        }
        any
    }

    fn poll_calls(&mut self, cx: &mut Context<'_>) -> bool {
        match Pin::new(&mut self.calls).poll_next(cx) {
            Poll::Ready(Some(Ok((task, result)))) => {
                self.cancel.remove(&task);
                // What the call reported before it returned comes first.
                self.read_messages();
                let result = result.map(Payload::new).map_err(StateError::from);
                self.machine.task_finished(task, result, self.world.clock.now());
                true
            }
            Poll::Ready(Some(Err(_))) => true,
            Poll::Ready(None) | Poll::Pending => false,
        }
    }
}
