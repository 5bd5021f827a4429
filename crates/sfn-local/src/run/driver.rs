//! Feeds a [`Machine`] with the answers of tasks, the time and what comes from outside.

use std::{
    collections::BTreeMap,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, atomic::Ordering},
    task::{Context, Poll, Waker},
};

use futures_util::{
    FutureExt, Stream,
    future::{AbortHandle, Abortable, BoxFuture},
    stream::FuturesUnordered,
};
use serde_json::Value;

use super::{
    Observer, World,
    handle::Shared,
    inbox::{Input, Message},
    journal::{BadJournal, Entry, Log, Recorded},
    lock,
    map_run::MapRun,
    redrive::Interrupted,
};
use crate::{
    clock::Participant,
    definition::TaskFailure,
    errors::StateError,
    execution::Outcome,
    machine::{
        Command, Machine, MapRunId, MapRunStart, NotRedrivable, SourcedItem, TaskId, TaskStart,
    },
    payload::Payload,
    program::ResourceKind,
    task_runner::{TaskControl, TaskRequest},
    time::Timestamp,
};

type Call = Abortable<BoxFuture<'static, (TaskId, Result<Value, TaskFailure>)>>;

pub(super) struct Driver {
    machine: Machine,
    shared: Arc<Shared>,
    world: World,
    participant: Box<dyn Participant>,
    observer: Option<Arc<dyn Observer>>,
    log: Option<Log>,
    /// When something last reached the machine.
    at: Timestamp,
    calls: FuturesUnordered<Call>,
    cancel: BTreeMap<TaskId, AbortHandle>,
    map_runs: BTreeMap<MapRunId, MapRun>,
    /// Those that did not succeed.
    ended_map_runs: BTreeMap<MapRunId, MapRun>,
    /// What it goes on from, in the place of another process's.
    recorded: Recorded,
    /// While it is only told again what it was told before: the calls that are under way at the end of that.
    held: Option<BTreeMap<TaskId, TaskStart>>,
}

impl Driver {
    /// `at`: when the machine was started, or redriven.
    pub(super) fn new(
        machine: Machine,
        shared: Arc<Shared>,
        world: World,
        observer: Option<Arc<dyn Observer>>,
        log: Option<Log>,
        at: Timestamp,
    ) -> Self {
        Self {
            participant: world.clock.join(),
            world,
            observer,
            machine,
            shared,
            log,
            at,
            calls: FuturesUnordered::new(),
            cancel: BTreeMap::new(),
            map_runs: BTreeMap::new(),
            ended_map_runs: BTreeMap::new(),
            recorded: Recorded::default(),
            held: None,
        }
    }

    /// For a redrive: the Map Runs that it can go on with.
    pub(super) fn after(self, ended_map_runs: BTreeMap<MapRunId, MapRun>) -> Self {
        Self { ended_map_runs, ..self }
    }

    /// Tells the machine again what it was told before. `None` where that brings it to its end.
    pub(super) fn restore(mut self, recorded: Recorded) -> Result<Option<Self>, BadJournal> {
        self.held = Some(BTreeMap::new());
        self.recorded = recorded;
        // Who observes it heard of this from the other process.
        let observer = self.observer.take();
        loop {
            self.machine.run(self.at);
            self.obey()?;
            let Some(entry) = self.recorded.entries.pop_front() else { break };
            match entry {
                Entry::Turn { at, after, inputs } if after == self.machine.last_event() => {
                    self.tell(at, inputs)?;
                }
                _ => return Err(BadJournal::Diverged),
            }
        }
        let outcome = self.machine.outcome().cloned();
        self.publish();
        self.observer = observer;
        match outcome {
            // It ended, and the other process was done with all.
            Some(outcome) if self.close(&mut Context::from_waker(Waker::noop())).is_ready() => {
                self.end(outcome);
                Ok(None)
            }
            _ => Ok(Some(self)),
        }
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
        let Self { machine, shared, world, observer, log, at, ended_map_runs: map_runs, .. } = self;
        let mut progress = lock(&shared.progress);
        progress.stopped_at = Some(at);
        progress.outcome = Some(outcome);
        if machine.check_redrive() != Err(NotRedrivable::NotEligible) {
            progress.interrupted = Some(Interrupted { machine, world, observer, log, map_runs });
        }
        drop(progress);
        // What was sent too late is for nobody.
        lock(&shared.inbox.messages).clear();
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Outcome> {
        self.shared.inbox.waker.register(cx.waker());
        self.participant.resume();
        loop {
            self.machine.run(self.at);
            // Only what is recorded can be bad, and that was read before.
            self.obey().ok();
            let is_closed = self.close(cx);
            if let Some(outcome) = self.machine.outcome() {
                return is_closed.map(|()| outcome.clone());
            }
            self.publish();
            // Dropped when the inputs before them are written.
            let mut marks = Vec::new();
            let mut inputs = Vec::new();
            if self.held.is_some() {
                // Nothing is called that ends before it is.
                inputs = self.messages(&mut marks);
                if inputs.is_empty() {
                    self.make_held_calls();
                }
            }
            if self.held.is_none() && inputs.is_empty() {
                inputs = self.gather(&mut marks, cx);
            }
            if inputs.is_empty() {
                let calls = self.cancel.len() > self.shared.inbox.idle.load(Ordering::Acquire);
                let working = calls || self.map_runs().any(MapRun::is_working);
                let until = self.machine.next_timer();
                match self.participant.poll_until(until, working, cx) {
                    Poll::Ready(()) => inputs.push(Input::Fire),
                    Poll::Pending => return Poll::Pending,
                }
            }
            let (at, after) = (self.world.clock.now(), self.machine.last_event());
            let inputs = self.write(at, after, inputs);
            self.tell(at, inputs).ok();
        }
    }

    /// What there is to tell the machine. The calls first: what they report must be heard before the clock moves on.
    fn gather(&mut self, marks: &mut Vec<Message>, cx: &mut Context<'_>) -> Vec<Input> {
        let mut inputs = self.poll_readers(cx);
        if !inputs.is_empty() {
            // Children start before anything else happens.
            return inputs;
        }
        if let Some((task, result)) = self.poll_calls(cx) {
            // What the call reported before it returned comes first.
            inputs.extend(self.messages(marks));
            let result = result.map(Payload::new).map_err(StateError::from);
            inputs.push(Input::Finished { task, result });
        }
        inputs.extend(self.poll_map_runs(cx));
        inputs.extend(self.messages(marks));
        inputs
    }

    fn write(&self, at: Timestamp, after: u32, inputs: Vec<Input>) -> Vec<Input> {
        let Some(log) = &self.log else { return inputs };
        let turn = Entry::Turn { at, after, inputs };
        log.write(&turn);
        match turn {
            Entry::Turn { inputs, .. } => inputs,
            _ => Vec::new(),
        }
    }

    fn tell(&mut self, at: Timestamp, inputs: Vec<Input>) -> Result<(), BadJournal> {
        self.at = at;
        inputs.into_iter().try_for_each(|input| self.tell_one(at, input))
    }

    fn tell_one(&mut self, at: Timestamp, input: Input) -> Result<(), BadJournal> {
        let machine = &mut self.machine;
        match input {
            Input::Complete { token, result } => {
                lock(&self.shared.inbox.tokens).remove(token.as_str());
                machine.complete(&token, result, at);
            }
            Input::Heartbeat { token } => {
                machine.heartbeat(&token, at);
            }
            Input::Submitted { task, output } => machine.task_submitted(task, output, at),
            Input::Scheduled { task } => machine.task_scheduled(task, at),
            Input::Started { task, worker_name } => {
                machine.task_started(task, worker_name.map(Into::into), at);
            }
            Input::Finished { task, result } => {
                self.held.as_mut().and_then(|held| held.remove(&task));
                machine.task_finished(task, result, at);
            }
            Input::Items { map_run, items } => {
                let items = items.map(|items| items.into_iter().map(SourcedItem::from).collect());
                return self.begin_map_run(map_run, items);
            }
            Input::MapRunFinished { map_run, result } => {
                if let Some(run) = self.map_runs.remove(&map_run) {
                    run.finish(result.is_ok(), at);
                    self.ended_map_runs.extend(result.is_err().then_some((map_run, run)));
                }
                machine.map_run_finished(map_run, result, at);
            }
            Input::Fire => machine.fire(at),
            Input::Stop(error) => machine.abort(error, at),
            Input::Redrive => {
                machine.redrive(at);
                lock(&self.shared.progress).redriven(machine.context().redrive_count, at);
            }
        }
        Ok(())
    }

    /// Does what the machine wants.
    fn obey(&mut self) -> Result<(), BadJournal> {
        for command in self.machine.take_commands() {
            match command {
                Command::Start(start) => self.start_task(*start),
                Command::StartMapRun(start) => self.start_map_run(*start)?,
                Command::RedriveMapRun(id) => {
                    if let Some(mut run) = self.ended_map_runs.remove(&id) {
                        run.redrive(self.at)?;
                        self.map_runs.insert(id, run);
                    }
                }
                Command::CancelMapRun(id) => {
                    if let Some(mut run) = self.map_runs.remove(&id) {
                        run.abort(self.at);
                        self.ended_map_runs.insert(id, run);
                    }
                }
                Command::CloseToken(token) => {
                    lock(&self.shared.inbox.tokens).remove(&token);
                }
                Command::Cancel(task) => {
                    self.held.as_mut().and_then(|held| held.remove(&task));
                    if let Some(handle) = self.cancel.remove(&task) {
                        handle.abort();
                    }
                }
            }
        }
        Ok(())
    }

    fn start_task(&mut self, start: TaskStart) {
        if let Some(token) = &start.token {
            lock(&self.shared.inbox.tokens).insert(Arc::clone(token));
        }
        match &mut self.held {
            Some(held) => drop(held.insert(start.id, start)),
            None => self.call(start),
        }
    }

    fn call(&mut self, start: TaskStart) {
        let id = start.id;
        let (handle, registration) = AbortHandle::new_pair();
        let request = self.request(start);
        let call = match &self.log {
            None => self.world.tasks.call(request),
            // Nothing goes out that follows from what may be lost.
            Some(log) => {
                let (lasts, tasks) = (log.lasts(), Arc::clone(&self.world.tasks));
                lasts.then(move |()| tasks.call(request)).boxed()
            }
        };
        self.cancel.insert(id, handle);
        self.calls.push(Abortable::new(call.map(move |result| (id, result)).boxed(), registration));
    }

    /// Calls again what another process called, and did not hear an answer of.
    fn make_held_calls(&mut self) {
        for start in self.held.take().into_iter().flatten().map(|(_, start)| start) {
            self.call(start);
        }
    }

    fn start_map_run(&mut self, start: MapRunStart) -> Result<(), BadJournal> {
        let id = start.id;
        let reader = &self.shared.reader;
        let state_name = reader.program.state_name(start.state);
        let log = self.log.as_ref().map(|log| log.inside(id.0));
        let recorded = self.recorded.take(id.0);
        let context = Arc::clone(&reader.context);
        let world = self.world.clone();
        let mut run = MapRun::new(start, state_name, context, world, log, recorded, self.at);
        lock(&self.shared.progress).map_runs.push(run.handle());
        let given = run.read();
        self.map_runs.insert(id, run);
        given.map_or(Ok(()), |items| self.begin_map_run(id, Ok(items)))
    }

    /// A Map Run has its items.
    fn begin_map_run(
        &mut self,
        id: MapRunId,
        items: Result<Vec<SourcedItem>, StateError>,
    ) -> Result<(), BadJournal> {
        let Some(run) = self.map_runs.get_mut(&id) else { return Ok(()) };
        let handle = run.handle();
        let select = |items| self.machine.select_items(id, handle.arn(), items, self.at);
        run.begin(items.and_then(select));
        run.restore()
    }

    fn map_runs(&self) -> impl Iterator<Item = &MapRun> {
        self.map_runs.values().chain(self.ended_map_runs.values())
    }

    /// The Map Runs that have read their items.
    fn poll_readers(&mut self, cx: &mut Context<'_>) -> Vec<Input> {
        let read = self.map_runs.iter_mut().filter_map(|(id, run)| match run.poll_reader(cx) {
            Poll::Ready(items) => Some(Input::Items { map_run: *id, items }),
            Poll::Pending => None,
        });
        read.collect()
    }

    /// Lets the Map Runs that were aborted write what there is.
    fn close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let aborted = self.ended_map_runs.values_mut();
        let open =
            aborted.filter_map(|run| run.poll_aborted(cx).is_pending().then_some(())).count();
        if open == 0 { Poll::Ready(()) } else { Poll::Pending }
    }

    /// Lets the child executions go on; the Map Runs that came to an end.
    fn poll_map_runs(&mut self, cx: &mut Context<'_>) -> Vec<Input> {
        let ended = self.map_runs.iter_mut().filter_map(|(id, run)| match run.poll(cx) {
            Poll::Ready(result) => Some(Input::MapRunFinished { map_run: *id, result }),
            Poll::Pending => None,
        });
        ended.collect()
    }

    fn request(&self, start: TaskStart) -> TaskRequest {
        let reader = &self.shared.reader;
        let name = |state| Arc::from(reader.program.state_name(state));
        let is_activity = start.resource.kind == ResourceKind::Activity;
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
            is_taken: is_activity && self.machine.is_started(start.id),
            submitted: self.machine.submitted(start.id).cloned(),
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

    /// What came from outside. The marks among it are kept until that is written.
    fn messages(&self, marks: &mut Vec<Message>) -> Vec<Input> {
        let messages = std::mem::take(&mut *lock(&self.shared.inbox.messages));
        let mut inputs = Vec::new();
        for message in messages {
            match message {
                Message::Input(input) => inputs.push(input),
                mark @ Message::Mark { .. } => marks.push(mark),
            }
        }
        inputs
    }

    /// A call that returned.
    fn poll_calls(&mut self, cx: &mut Context<'_>) -> Option<(TaskId, Result<Value, TaskFailure>)> {
        loop {
            match Pin::new(&mut self.calls).poll_next(cx) {
                Poll::Ready(Some(Ok((task, result)))) => {
                    self.cancel.remove(&task);
                    return Some((task, result));
                }
                // One that was cancelled.
                Poll::Ready(Some(Err(_))) => {}
                Poll::Ready(None) | Poll::Pending => return None,
            }
        }
    }
}
