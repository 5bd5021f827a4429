//! Runs the child executions of a distributed Map. They are polled with their parent, so that a run stays a function of
//! its inputs; each takes part in the clock on its own.

mod handle;
mod results;

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    vec,
};

use futures_util::{
    FutureExt, Stream,
    future::{self, BoxFuture},
    stream::FuturesUnordered,
};
use sfn_asl::WorkflowType;

pub use self::handle::{ChildExecution, Counts, MapRunHandle, MapRunStatus};
use self::results::Export;
use super::{
    Run, World,
    driver::Driver,
    inbox::ReadItem,
    journal::{BadJournal, Entry, Log, Recorded},
};
use crate::{
    errors::{StateError, names},
    execution::{ExecutionContext, Outcome},
    machine::{MapItems, MapRunStart, SourcedItem, too_large},
    map_run::{Tolerance, batches},
    objects::{Item, ObjectError, ReadError},
    payload::Payload,
    randomness::{Randomness, SeededRandomness},
    time::Timestamp,
};

/// Child executions at once, at most and without a `MaxConcurrency` (Developer Guide, "Map state in Distributed mode").
const MAX_CONCURRENCY: u64 = 10_000;

/// A Map Run under way.
pub(super) struct MapRun {
    start: MapRunStart,
    /// The name of the state, for errors.
    state_name: String,
    parent: Arc<ExecutionContext>,
    world: World,
    handle: MapRunHandle,
    log: Option<Log>,
    /// What it goes on from, in the place of another process's: each redrive apart.
    recorded: Recorded,
    randomness: SeededRandomness,
    /// Inputs of children that have not started, with the number of their items.
    pending: vec::IntoIter<(Payload, u64)>,
    /// The places of children that are to run once more.
    again: VecDeque<usize>,
    running: FuturesUnordered<BoxFuture<'static, usize>>,
    phase: Phase,
    /// Whether another process aborted it, and has written what there was.
    is_written: bool,
}

/// How far a Map Run is.
enum Phase {
    /// Its items are being read.
    Reading(BoxFuture<'static, Result<Vec<Item>, ReadError>>),
    /// It could not begin.
    Failed(StateError),
    /// Its children run.
    Running,
    /// The children that ran end, before it does with this failure.
    Stopping(StateError),
    /// Its results are being written.
    Writing(BoxFuture<'static, Result<Payload, StateError>>),
    /// It ended, or has no items yet.
    Idle,
}

/// A child that runs once more.
enum Again {
    From(Box<Driver>),
    New(Box<Run>),
}

/// A place as a number in a journal.
fn number(index: usize) -> u64 {
    u64::try_from(index).unwrap_or(u64::MAX)
}

impl MapRun {
    pub(super) fn new(
        start: MapRunStart,
        state_name: &str,
        parent: Arc<ExecutionContext>,
        world: World,
        log: Option<Log>,
        recorded: Recorded,
        now: Timestamp,
    ) -> Self {
        Self {
            handle: MapRunHandle::new(&start, &parent, log.clone(), now),
            log,
            recorded,
            state_name: state_name.to_owned(),
            parent,
            world,
            randomness: SeededRandomness::new(start.seed),
            start,
            pending: Vec::new().into_iter(),
            again: VecDeque::new(),
            running: FuturesUnordered::new(),
            phase: Phase::Idle,
            is_written: false,
        }
    }

    pub(super) fn handle(&self) -> MapRunHandle {
        self.handle.clone()
    }

    /// The items, if they are at hand; else it reads them.
    pub(super) fn read(&mut self) -> Option<Vec<SourcedItem>> {
        let reader = match &mut self.start.items {
            MapItems::Given(items) => return Some(std::mem::take(items)),
            MapItems::Read(reader) => reader.clone(),
        };
        let objects = Arc::clone(&self.world.objects);
        self.phase = Phase::Reading(async move { reader.read(objects.as_ref()).await }.boxed());
        None
    }

    /// The items that it has read.
    pub(super) fn poll_reader(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Vec<ReadItem>, StateError>> {
        let Phase::Reading(reading) = &mut self.phase else { return Poll::Pending };
        let items = ready!(reading.as_mut().poll(cx));
        self.phase = Phase::Idle;
        let items = items.map(|items| items.into_iter().map(ReadItem::from).collect());
        Poll::Ready(
            items.map_err(|error| StateError::new(names::ITEM_READER_FAILED, error.to_string())),
        )
    }

    /// Whether it waits for something that has nothing to do with the clock.
    pub(super) fn is_working(&self) -> bool {
        matches!(self.phase, Phase::Reading(_) | Phase::Stopping(_) | Phase::Writing(_))
    }

    /// Where it writes: each redrive apart.
    fn log(&self) -> Option<Log> {
        self.log.as_ref().map(|log| log.inside(self.handle.redrive_count().into()))
    }

    /// That of a child.
    fn child_log(&self, index: usize) -> Option<Log> {
        self.log().map(|log| log.inside(number(index)))
    }

    /// Starts again the children that another process started since the start or the last redrive, each from what it left
    /// of it.
    pub(super) fn restore(&mut self) -> Result<(), BadJournal> {
        let mut recorded = self.recorded.take(self.handle.redrive_count().into());
        for entry in std::mem::take(&mut recorded.entries) {
            match entry {
                Entry::Limits { max_concurrency, tolerance } => {
                    self.handle.updated(max_concurrency, tolerance);
                }
                Entry::Child { at } => {
                    let (child, items) = self.next_child().ok_or(BadJournal::Diverged)?;
                    let recorded = recorded.take(number(self.handle.child_count()));
                    let (child, work) = child.restore(at, recorded)?;
                    let index = self.handle.child_started(child, items);
                    self.started(index, work);
                }
                Entry::Again { at } => {
                    let (index, again) = self.next_again(Some(at)).ok_or(BadJournal::Diverged)?;
                    let recorded = recorded.take(number(index));
                    let work = match again {
                        Again::From(driver) => {
                            driver.restore(recorded)?.map(|driver| driver.run().boxed())
                        }
                        Again::New(child) => {
                            let (child, work) = child.restore(at, recorded)?;
                            self.handle.replace(index, child);
                            work
                        }
                    };
                    self.started(index, work);
                }
                Entry::Written => self.is_written = true,
                Entry::Turn { .. } => return Err(BadJournal::Diverged),
            }
        }
        Ok(())
    }

    /// What the children are given of the items, or why that cannot be said.
    pub(super) fn begin(&mut self, inputs: Result<Vec<Payload>, StateError>) {
        let inputs = match inputs {
            Ok(inputs) => inputs,
            Err(failure) => {
                self.phase = Phase::Failed(failure);
                return;
            }
        };
        let inputs: Vec<_> = match &self.start.batcher {
            None => inputs.into_iter().map(|input| (input, 1)).collect(),
            Some((limits, batch_input)) => {
                let items = inputs.into_iter().map(Payload::into_value).collect();
                batches(items, *limits, batch_input.as_ref())
                    .into_iter()
                    .map(|(batch, size)| {
                        (Payload::new(batch), u64::try_from(size).unwrap_or(u64::MAX))
                    })
                    .collect()
            }
        };
        self.handle.begin(inputs.iter().map(|(_, items)| *items));
        self.pending = inputs.into_iter();
        self.phase = Phase::Running;
    }

    /// Goes on until all children that may run wait for something, or the Map Run is over.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Payload, StateError>> {
        loop {
            match &mut self.phase {
                Phase::Reading(_) | Phase::Idle => return Poll::Pending,
                Phase::Failed(failure) => {
                    let failure = failure.clone();
                    self.phase = Phase::Idle;
                    return Poll::Ready(Err(failure));
                }
                Phase::Running => match ready!(self.poll_children(cx)) {
                    Ok(()) => self.phase = Phase::Writing(self.succeeded()),
                    Err(failure) => self.stop(failure),
                },
                Phase::Stopping(failure) => {
                    let failure = failure.clone();
                    ready!(self.poll_stopped(cx));
                    self.phase = Phase::Writing(self.failed(failure));
                }
                Phase::Writing(writing) => {
                    let result = ready!(writing.as_mut().poll(cx));
                    self.phase = Phase::Idle;
                    return Poll::Ready(result);
                }
            }
        }
    }

    /// Ready when all children ended, or too many of them badly.
    fn poll_children(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), StateError>> {
        self.handle.register(cx.waker());
        loop {
            if self.handle.is_exceeded() {
                let name = names::EXCEED_TOLERATED_FAILURE_THRESHOLD;
                return Poll::Ready(Err(StateError::new(name, Tolerance::CAUSE)));
            }
            // Each goes as far as it can before the next one starts: most need no place beside others. So do those that
            // another process started.
            let polled = Pin::new(&mut self.running).poll_next(cx);
            if let Poll::Ready(Some(index)) = polled {
                self.handle.child_ended(index);
            } else if !self.start_child() {
                return polled.map(|_| Ok(()));
            }
        }
    }

    /// Starts the next child, if there is one and it may run.
    fn start_child(&mut self) -> bool {
        let most = match self.handle.max_concurrency() {
            0 => MAX_CONCURRENCY,
            most => most.min(MAX_CONCURRENCY),
        };
        if u64::try_from(self.running.len()).is_ok_and(|running| running >= most) {
            return false;
        }
        let (index, work) = match self.next_again(None) {
            Some((index, Again::From(driver))) => (index, driver.run().boxed()),
            Some((index, Again::New(child))) => {
                let at = self.world.clock.now();
                if let Some(log) = self.log() {
                    log.write(&Entry::Again { at });
                }
                let (child, driver) = child.driver(at);
                self.handle.replace(index, child);
                (index, driver.run().boxed())
            }
            None => {
                let Some((child, items)) = self.next_child() else { return false };
                let at = self.world.clock.now();
                if let Some(log) = self.log() {
                    log.write(&Entry::Child { at });
                }
                let (child, driver) = child.driver(at);
                (self.handle.child_started(child, items), driver.run().boxed())
            }
        };
        self.started(index, Some(work));
        true
    }

    /// The next child that has not started, with the number of its items.
    fn next_child(&mut self) -> Option<(Run, u64)> {
        let (input, items) = self.pending.next()?;
        let (name, id) = (self.uuid(), self.uuid());
        let labelled = self.parent.labelled(&self.start.label);
        let context = labelled.child(self.start.program.workflow_type, name, &id);
        let log = self.child_log(self.handle.child_count());
        Some((self.child(context, input, log), items))
    }

    fn child(&mut self, context: ExecutionContext, input: Payload, log: Option<Log>) -> Run {
        let seed = self.randomness.next_u64();
        let run = Run::child(Arc::clone(&self.start.program), input, self.world.clone())
            .context(context)
            .randomness(Box::new(SeededRandomness::new(seed)));
        Run { log, ..run }
    }

    /// The next child that runs once more: a Standard one from where it failed, an Express one from its start. `at`: when,
    /// if another process did it.
    fn next_again(&mut self, at: Option<Timestamp>) -> Option<(usize, Again)> {
        while let Some(index) = self.again.pop_front() {
            let Some(child) = self.handle.execution(index) else { continue };
            self.handle.child_started_again(index);
            let child_log = self.child_log(index);
            if self.start.program.workflow_type == WorkflowType::Express {
                let (context, input) = (child.context().clone(), child.input().clone());
                return Some((index, Again::New(Box::new(self.child(context, input, child_log)))));
            }
            let log = self.log().filter(|_| at.is_none());
            let driver = child.go_on(at, |interrupted, at| {
                interrupted.log = child_log;
                if let Some(log) = log {
                    log.write(&Entry::Again { at });
                }
            });
            match driver {
                Ok(driver) => return Some((index, Again::From(Box::new(driver)))),
                // What cannot go on has failed for good.
                Err(_) => self.handle.child_ended(index),
            }
        }
        None
    }

    /// Goes on after an end without success: with the children that did not succeed, and those that did not start.
    pub(super) fn redrive(&mut self, at: Timestamp) -> Result<(), BadJournal> {
        self.again = self.handle.redrive(at).into();
        self.phase = Phase::Running;
        self.is_written = false;
        self.restore()
    }

    /// A child started; without `work` it has ended.
    fn started(&mut self, index: usize, work: Option<BoxFuture<'static, Outcome>>) {
        match work {
            Some(work) => self.running.push(work.map(move |_| index).boxed()),
            None => self.handle.child_ended(index),
        }
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.randomness.next_u64(), self.randomness.next_u64());
        let bits = u128::from(high) << 64 | u128::from(low);
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string()
    }

    /// The children that were stopped have ended.
    fn poll_stopped(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while let Some(index) = ready!(Pin::new(&mut self.running).poll_next(cx)) {
            self.handle.child_ended(index);
        }
        Poll::Ready(())
    }

    /// All children ended, and not too many badly.
    fn succeeded(&self) -> BoxFuture<'static, Result<Payload, StateError>> {
        let state_name = self.state_name.clone();
        let checked = move |result: Payload| {
            if result.is_too_large() { Err(too_large(&state_name)) } else { Ok(result) }
        };
        let Some(export) = Export::new(&self.start, &self.handle, std::iter::empty()) else {
            return future::ready(checked(results::result(&self.start, &self.handle))).boxed();
        };
        let written = export.write(Arc::clone(&self.world.objects));
        let failed =
            |error: ObjectError| StateError::new(names::RESULT_WRITER_FAILED, error.to_string());
        written.map(move |result| result.map_err(failed).and_then(checked)).boxed()
    }

    /// Writes down how far each child came. That this could not be done does not change how the Map Run fails.
    fn failed(&self, failure: StateError) -> BoxFuture<'static, Result<Payload, StateError>> {
        let pending = self.pending.clone().map(|(input, _)| input);
        match Export::new(&self.start, &self.handle, pending) {
            Some(export) => {
                export.write(Arc::clone(&self.world.objects)).map(|_| Err(failure)).boxed()
            }
            None => future::ready(Err(failure)).boxed(),
        }
    }

    /// Takes down all children that run.
    fn stop(&mut self, failure: StateError) {
        self.handle.stop_children();
        self.phase = Phase::Stopping(failure);
    }

    /// The execution heard how it ended.
    pub(super) fn finish(&self, succeeded: bool, at: Timestamp) {
        let status = if succeeded { MapRunStatus::Succeeded } else { MapRunStatus::Failed };
        self.handle.finish(status, at);
    }

    /// The execution goes on without it.
    pub(super) fn abort(&mut self, at: Timestamp) {
        match self.phase {
            Phase::Running | Phase::Stopping(_) | Phase::Writing(_) if !self.is_written => {
                // Nobody hears with what it fails.
                self.stop(StateError::default());
            }
            _ => self.phase = Phase::Idle,
        }
        self.handle.finish(MapRunStatus::Aborted, at);
    }

    /// Ready once an aborted one has nothing left to do.
    pub(super) fn poll_aborted(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_working() {
            drop(ready!(self.poll(cx)));
            if let Some(log) = self.log() {
                log.write(&Entry::Written);
            }
        }
        Poll::Ready(())
    }
}
