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
use super::{Run, World};
use crate::{
    errors::{StateError, names},
    execution::ExecutionContext,
    machine::{MapItems, MapRunStart, SourcedItem, too_large},
    map_run::{Tolerance, batches},
    payload::Payload,
    randomness::{Randomness, SeededRandomness},
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
    randomness: SeededRandomness,
    /// Inputs of children that have not started, with the number of their items.
    pending: vec::IntoIter<(Payload, u64)>,
    /// The places of children that are to run once more.
    again: VecDeque<usize>,
    running: FuturesUnordered<BoxFuture<'static, usize>>,
    /// What ended it before any child ran.
    failure: Option<StateError>,
}

impl MapRun {
    pub(super) fn new(
        start: MapRunStart,
        state_name: &str,
        parent: Arc<ExecutionContext>,
        world: World,
    ) -> Self {
        Self {
            handle: MapRunHandle::new(&start, &parent, world.clock.now()),
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

    /// The items, given or read.
    pub(super) fn items(&mut self) -> Result<Vec<SourcedItem>, StateError> {
        let reader = match &mut self.start.items {
            MapItems::Given(items) => return Ok(std::mem::take(items)),
            MapItems::Read(reader) => reader,
        };
        let items = reader.read(self.world.objects.as_ref());
        let items =
            items.map_err(|error| StateError::new(names::ITEM_READER_FAILED, error.to_string()))?;
        Ok(items.into_iter().map(SourcedItem::from).collect())
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
            self.handle.finish(MapRunStatus::Failed, self.world.clock.now());
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
        while let Some(index) = self.again.pop_front() {
            if self.start_again(index) {
                return true;
            }
        }
        let Some((input, items)) = self.pending.next() else { return false };
        let (name, id) = (self.uuid(), self.uuid());
        let labelled = self.parent.labelled(&self.start.label);
        let context = labelled.child(self.start.program.workflow_type, name, &id);
        let (child, work) = self.child(context, input).start();
        let index = self.handle.child_started(child, items);
        self.running.push(work.map(move |_| index).boxed());
        true
    }

    fn child(&mut self, context: ExecutionContext, input: Payload) -> Run {
        let seed = self.randomness.next_u64();
        Run::child(Arc::clone(&self.start.program), input, self.world.clone())
            .context(context)
            .randomness(Box::new(SeededRandomness::new(seed)))
    }

    /// Lets the child at this place run once more, if it can: a Standard one from where it failed, an Express one from
    /// its start.
    fn start_again(&mut self, index: usize) -> bool {
        let Some(child) = self.handle.execution(index) else { return false };
        self.handle.child_started_again(index);
        let work = if self.start.program.workflow_type == WorkflowType::Standard {
            match child.go_on() {
                Ok(work) => work.boxed(),
                // What cannot go on has failed for good.
                Err(_) => {
                    self.handle.child_ended(index);
                    return false;
                }
            }
        } else {
            let (context, input) = (child.context().clone(), child.input().clone());
            let (child, work) = self.child(context, input).start();
            self.handle.replace(index, child);
            work.boxed()
        };
        self.running.push(work.map(move |_| index).boxed());
        true
    }

    /// Goes on after an end without success: with the children that did not succeed, and those that did not start.
    pub(super) fn redrive(&mut self) {
        self.again = self.handle.redrive(self.world.clock.now()).into();
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.randomness.next_u64(), self.randomness.next_u64());
        let bits = u128::from(high) << 64 | u128::from(low);
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string()
    }

    /// All children ended, and not too many badly.
    fn succeeded(&mut self) -> Result<Payload, StateError> {
        let result = results::result(&self.start, &self.handle, self.world.objects.as_ref());
        let result = result.and_then(|result| {
            if result.is_too_large() { Err(too_large(&self.state_name)) } else { Ok(result) }
        });
        let status = if result.is_ok() { MapRunStatus::Succeeded } else { MapRunStatus::Failed };
        self.handle.finish(status, self.world.clock.now());
        result
    }

    fn exceeded(&mut self) -> StateError {
        self.stop(MapRunStatus::Failed);
        StateError::new(names::EXCEED_TOLERATED_FAILURE_THRESHOLD, Tolerance::CAUSE)
    }

    /// The execution goes on without it.
    pub(super) fn abort(&mut self) {
        self.stop(MapRunStatus::Aborted);
    }

    /// Takes down all children that run, and writes down how far each came.
    fn stop(&mut self, status: MapRunStatus) {
        self.handle.stop_children();
        // A child that is stopped ends when it is polled.
        let mut cx = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(index)) = Pin::new(&mut self.running).poll_next(&mut cx) {
            self.handle.child_ended(index);
        }
        let pending = self.pending.clone().map(|(input, _)| input);
        // The Map Run fails in any case; that its results could not be written does not change how.
        drop(results::export(&self.start, &self.handle, pending, self.world.objects.as_ref()));
        self.handle.finish(status, self.world.clock.now());
    }
}
