//! Runs the child executions of a distributed Map. They are polled with their parent, so that a run stays a function of
//! its inputs; each takes part in the clock on its own.

mod handle;
mod results;

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    vec,
};

use futures_util::{FutureExt, Stream, future::BoxFuture, stream::FuturesUnordered};
use sfn_asl::WorkflowType;

pub use self::handle::{ChildExecution, Counts, MapRunHandle, MapRunStatus};
use super::{
    Run, World,
    driver::Driver,
    journal::{BadJournal, Entry, Log, ReadItem, Recorded},
};
use crate::{
    errors::{StateError, names},
    execution::{ExecutionContext, Outcome},
    machine::{MapItems, MapRunStart, SourcedItem, too_large},
    map_run::{Tolerance, batches},
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
    /// What ended it before any child ran.
    failure: Option<StateError>,
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
            failure: None,
        }
    }

    pub(super) fn handle(&self) -> MapRunHandle {
        self.handle.clone()
    }

    /// The items: given, read, or as another process read them.
    pub(super) fn items(&mut self) -> Result<Result<Vec<SourcedItem>, StateError>, BadJournal> {
        let reader = match &mut self.start.items {
            MapItems::Given(items) => return Ok(Ok(std::mem::take(items))),
            MapItems::Read(reader) => reader,
        };
        match self.recorded.inside(0).entries.pop_front() {
            Some(Entry::Items(items)) => {
                return Ok(items.map(|items| items.into_iter().map(SourcedItem::from).collect()));
            }
            Some(_) => return Err(BadJournal::Diverged),
            None => {}
        }
        let items = reader.read(self.world.objects.as_ref());
        let items =
            items.map_err(|error| StateError::new(names::ITEM_READER_FAILED, error.to_string()));
        let items = items.map(|items| items.into_iter().map(SourcedItem::from).collect());
        if let Some(log) = self.log() {
            let read = |items: &Vec<SourcedItem>| items.iter().map(ReadItem::from).collect();
            log.write(&Entry::Items(items.as_ref().map(read).map_err(Clone::clone)));
        }
        Ok(items)
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
                _ => return Err(BadJournal::Diverged),
            }
        }
        Ok(())
    }

    /// What the children are given of the items, or why that cannot be said.
    pub(super) fn begin(&mut self, inputs: Result<Vec<Payload>, StateError>) {
        let inputs = match inputs {
            Ok(inputs) => inputs,
            Err(failure) => {
                self.failure = Some(failure);
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
    }

    /// Goes on until all children that may run wait for something, or the Map Run is over.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Payload, StateError>> {
        if let Some(failure) = self.failure.take() {
            return Poll::Ready(Err(failure));
        }
        self.handle.register(cx.waker());
        loop {
            if self.handle.is_exceeded() {
                return Poll::Ready(Err(self.exceeded()));
            }
            // Each goes as far as it can before the next one starts: most need no place beside others.
            let started = self.start_child();
            match Pin::new(&mut self.running).poll_next(cx) {
                Poll::Ready(Some(index)) => self.handle.child_ended(index),
                Poll::Ready(None) => return Poll::Ready(self.succeeded()),
                Poll::Pending if started => {}
                Poll::Pending => return Poll::Pending,
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

    /// All children ended, and not too many badly.
    fn succeeded(&mut self) -> Result<Payload, StateError> {
        let result = results::result(&self.start, &self.handle, self.world.objects.as_ref());
        result.and_then(|result| {
            if result.is_too_large() { Err(too_large(&self.state_name)) } else { Ok(result) }
        })
    }

    fn exceeded(&mut self) -> StateError {
        self.stop();
        StateError::new(names::EXCEED_TOLERATED_FAILURE_THRESHOLD, Tolerance::CAUSE)
    }

    /// The execution heard how it ended.
    pub(super) fn finish(&self, succeeded: bool, at: Timestamp) {
        let status = if succeeded { MapRunStatus::Succeeded } else { MapRunStatus::Failed };
        self.handle.finish(status, at);
    }

    /// The execution goes on without it.
    pub(super) fn abort(&mut self, at: Timestamp) {
        self.stop();
        self.handle.finish(MapRunStatus::Aborted, at);
    }

    /// Takes down all children that run, and writes down how far each came.
    fn stop(&mut self) {
        self.handle.stop_children();
        // A child that is stopped ends when it is polled.
        let mut cx = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(index)) = Pin::new(&mut self.running).poll_next(&mut cx) {
            self.handle.child_ended(index);
        }
        let pending = self.pending.clone().map(|(input, _)| input);
        // The Map Run fails in any case; that its results could not be written does not change how.
        drop(results::export(&self.start, &self.handle, pending, self.world.objects.as_ref()));
    }
}
