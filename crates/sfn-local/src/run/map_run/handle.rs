//! What others hold of a Map Run while it runs and after.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard},
    task::Waker,
};

use futures_util::task::AtomicWaker;

use super::super::{
    ExecutionHandle,
    journal::{Entry, Log},
    lock,
};
use crate::{
    execution::{ExecutionContext, Status},
    machine::MapRunStart,
    map_run::Tolerance,
    time::Timestamp,
};

/// Looks at a Map Run, and changes its limits from any thread.
#[derive(Clone, Debug)]
pub struct MapRunHandle(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    arn: String,
    execution_arn: String,
    state_machine_arn: String,
    started_at: Timestamp,
    log: Option<Log>,
    progress: Mutex<Progress>,
    waker: AtomicWaker,
}

#[derive(Debug)]
struct Progress {
    status: MapRunStatus,
    stopped_at: Option<Timestamp>,
    redrive_count: u32,
    redriven_at: Option<Timestamp>,
    max_concurrency: u64,
    tolerance: Tolerance,
    items: Counts,
    executions: Counts,
    children: Vec<Child>,
    /// The places in `children`, by ARN, as far as somebody asked.
    by_arn: HashMap<String, usize>,
}

impl Progress {
    fn limit(&mut self, max_concurrency: u64, tolerance: Tolerance) {
        self.max_concurrency = max_concurrency;
        self.tolerance = tolerance;
    }

    fn child(&mut self, arn: &str) -> Option<&Child> {
        for (place, child) in self.children.iter().enumerate().skip(self.by_arn.len()) {
            self.by_arn.insert(child.handle.context().execution_arn.clone(), place);
        }
        self.by_arn.get(arn).and_then(|&place| self.children.get(place))
    }
}

#[derive(Debug)]
struct Child {
    handle: ExecutionHandle,
    items: u64,
    /// It did not succeed, and waits to run once more.
    awaits_redrive: bool,
}

/// A child execution that has started.
#[derive(Clone, Debug)]
pub struct ChildExecution {
    /// The execution.
    pub handle: ExecutionHandle,
    /// The Map Run that started it.
    pub map_run: MapRunHandle,
    /// How many items it has.
    pub item_count: u64,
    awaits_redrive: bool,
}

impl ChildExecution {
    /// The API's word for how it stands.
    pub fn status(&self) -> &'static str {
        if self.awaits_redrive { "PENDING_REDRIVE" } else { self.handle.status().as_str() }
    }
}

/// How a Map Run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapRunStatus {
    /// `RUNNING`
    Running,
    /// `SUCCEEDED`
    Succeeded,
    /// `FAILED`
    Failed,
    /// `ABORTED`
    Aborted,
}

impl MapRunStatus {
    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Aborted => "ABORTED",
        }
    }
}

/// How many items or child executions of a Map Run stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the API's members")]
pub struct Counts {
    pub pending: u64,
    pub running: u64,
    pub succeeded: u64,
    pub failed: u64,
    pub timed_out: u64,
    pub aborted: u64,
    pub total: u64,
    pub results_written: u64,
    pub pending_redrive: u64,
}

impl Counts {
    fn add(&mut self, count: u64) {
        self.total += count;
        self.pending += count;
    }

    fn start(&mut self, count: u64) {
        self.pending = self.pending.saturating_sub(count);
        self.running += count;
    }

    fn start_again(&mut self, count: u64) {
        self.pending_redrive = self.pending_redrive.saturating_sub(count);
        self.running += count;
    }

    /// What ended without success waits again.
    fn await_redrive(&mut self, status: Status, count: u64) {
        let ended = self.ended(status);
        *ended = ended.saturating_sub(count);
        self.pending_redrive += count;
    }

    /// It waited in vain.
    fn stay(&mut self, status: Status, count: u64) {
        self.pending_redrive = self.pending_redrive.saturating_sub(count);
        *self.ended(status) += count;
    }

    fn end(&mut self, status: Status, count: u64) {
        self.running = self.running.saturating_sub(count);
        *self.ended(status) += count;
    }

    fn ended(&mut self, status: Status) -> &mut u64 {
        match status {
            Status::Running | Status::Succeeded => &mut self.succeeded,
            Status::Failed => &mut self.failed,
            Status::TimedOut => &mut self.timed_out,
            Status::Aborted => &mut self.aborted,
        }
    }
}

impl MapRunHandle {
    pub(super) fn new(
        start: &MapRunStart,
        parent: &ExecutionContext,
        log: Option<Log>,
        now: Timestamp,
    ) -> Self {
        let labelled = parent.labelled(&start.label);
        Self(Arc::new(Shared {
            arn: labelled.map_run(&start.uuid),
            execution_arn: parent.execution_arn.clone(),
            state_machine_arn: labelled.state_machine(),
            started_at: now,
            log,
            progress: Mutex::new(Progress {
                status: MapRunStatus::Running,
                stopped_at: None,
                redrive_count: 0,
                redriven_at: None,
                max_concurrency: start.max_concurrency,
                tolerance: start.tolerance,
                items: Counts::default(),
                executions: Counts::default(),
                children: Vec::new(),
                by_arn: HashMap::new(),
            }),
            waker: AtomicWaker::new(),
        }))
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        lock(&self.0.progress)
    }

    pub(super) fn register(&self, waker: &Waker) {
        self.0.waker.register(waker);
    }

    /// The children are known, each by the number of its items.
    pub(super) fn begin(&self, children: impl Iterator<Item = u64>) {
        let mut progress = self.progress();
        for items in children {
            progress.items.add(items);
            progress.executions.add(1);
        }
    }

    /// The place of the new child.
    pub(super) fn child_started(&self, handle: ExecutionHandle, items: u64) -> usize {
        let mut progress = self.progress();
        progress.items.start(items);
        progress.executions.start(1);
        let index = progress.children.len();
        progress.children.push(Child { handle, items, awaits_redrive: false });
        index
    }

    /// The Map Run goes on: the places of the children that did not succeed, which wait to run once more.
    pub(super) fn redrive(&self, now: Timestamp) -> Vec<usize> {
        let mut progress = self.progress();
        progress.status = MapRunStatus::Running;
        progress.stopped_at = None;
        progress.redrive_count += 1;
        progress.redriven_at = Some(now);
        let Progress { items, executions, children, .. } = &mut *progress;
        for counts in [&mut *items, &mut *executions] {
            counts.results_written = 0;
        }
        let mut again = Vec::new();
        for (index, child) in children.iter_mut().enumerate() {
            let status = child.handle.status();
            if status == Status::Succeeded {
                continue;
            }
            again.push(index);
            if status != Status::Running {
                child.awaits_redrive = true;
                items.await_redrive(status, child.items);
                executions.await_redrive(status, 1);
            }
        }
        again
    }

    /// How many children have started.
    pub(super) fn child_count(&self) -> usize {
        self.progress().children.len()
    }

    /// A child that runs once more.
    pub(super) fn child_started_again(&self, index: usize) {
        let mut progress = self.progress();
        let Some(child) = progress.children.get_mut(index) else { return };
        let items = child.items;
        let start =
            if mem::take(&mut child.awaits_redrive) { Counts::start_again } else { Counts::start };
        start(&mut progress.items, items);
        start(&mut progress.executions, 1);
    }

    /// Puts another execution of the same ARN in the place of a child.
    pub(super) fn replace(&self, index: usize, handle: ExecutionHandle) {
        if let Some(child) = self.progress().children.get_mut(index) {
            child.handle = handle;
        }
    }

    pub(super) fn execution(&self, index: usize) -> Option<ExecutionHandle> {
        self.progress().children.get(index).map(|child| child.handle.clone())
    }

    pub(super) fn child_ended(&self, index: usize) {
        let mut progress = self.progress();
        let Some(child) = progress.children.get(index) else { return };
        let (status, items) = (child.handle.status(), child.items);
        progress.items.end(status, items);
        progress.executions.end(status, 1);
    }

    pub(super) fn stop_children(&self) {
        for child in &self.progress().children {
            if child.handle.status() == Status::Running {
                child.handle.stop(None, None);
            }
        }
    }

    pub(super) fn is_exceeded(&self) -> bool {
        let Progress { tolerance, items, .. } = *self.progress();
        tolerance.is_exceeded(items.failed + items.timed_out, items.total)
    }

    pub(super) fn finish(&self, status: MapRunStatus, now: Timestamp) {
        let mut progress = self.progress();
        progress.status = status;
        progress.stopped_at = Some(now);
        let Progress { items, executions, children, .. } = &mut *progress;
        for child in children.iter_mut().filter(|child| child.awaits_redrive) {
            child.awaits_redrive = false;
            let status = child.handle.status();
            items.stay(status, child.items);
            executions.stay(status, 1);
        }
        for counts in [items, executions] {
            counts.results_written = counts.total - counts.pending;
        }
    }

    /// Its ARN.
    pub fn arn(&self) -> &str {
        &self.0.arn
    }

    /// The ARN of the execution whose Map it is.
    pub fn execution_arn(&self) -> &str {
        &self.0.execution_arn
    }

    /// The ARN that its children have as that of their state machine: `…:stateMachine:<machine>/<label>`.
    pub fn state_machine_arn(&self) -> &str {
        &self.0.state_machine_arn
    }

    /// When it started.
    pub fn started_at(&self) -> Timestamp {
        self.0.started_at
    }

    /// When it ended.
    pub fn stopped_at(&self) -> Option<Timestamp> {
        self.progress().stopped_at
    }

    /// Whether it runs, or how it ended.
    pub fn status(&self) -> MapRunStatus {
        self.progress().status
    }

    /// How often it was redriven.
    pub fn redrive_count(&self) -> u32 {
        self.progress().redrive_count
    }

    /// When it was last redriven.
    pub fn redriven_at(&self) -> Option<Timestamp> {
        self.progress().redriven_at
    }

    /// How the items stand.
    pub fn item_counts(&self) -> Counts {
        self.progress().items
    }

    /// How the child executions stand.
    pub fn execution_counts(&self) -> Counts {
        self.progress().executions
    }

    /// `MaxConcurrency`, or what it was changed to.
    pub fn max_concurrency(&self) -> u64 {
        self.progress().max_concurrency
    }

    /// The tolerated failure, or what it was changed to.
    pub fn tolerance(&self) -> Tolerance {
        self.progress().tolerance
    }

    /// Changes the limits of a Map Run that runs (`UpdateMapRun`).
    pub fn update(&self, max_concurrency: Option<u64>, tolerance: Tolerance) {
        let mut progress = self.progress();
        let max_concurrency = max_concurrency.unwrap_or(progress.max_concurrency);
        if let Some(log) = &self.0.log {
            let log = log.inside(progress.redrive_count.into());
            log.write(&Entry::Limits { max_concurrency, tolerance });
        }
        progress.limit(max_concurrency, tolerance);
        drop(progress);
        self.0.waker.wake();
    }

    /// The same in another process.
    pub(super) fn updated(&self, max_concurrency: u64, tolerance: Tolerance) {
        self.progress().limit(max_concurrency, tolerance);
    }

    /// The child executions that have started, in the order of their items.
    pub fn executions(&self) -> Vec<ExecutionHandle> {
        self.progress().children.iter().map(|child| child.handle.clone()).collect()
    }

    /// The same, with what the Map Run knows about them.
    pub fn children(&self) -> Vec<ChildExecution> {
        self.progress().children.iter().map(|child| self.child(child)).collect()
    }

    fn child(&self, child: &Child) -> ChildExecution {
        ChildExecution {
            handle: child.handle.clone(),
            map_run: self.clone(),
            item_count: child.items,
            awaits_redrive: child.awaits_redrive,
        }
    }

    /// The child execution of that ARN, here or in a Map Run of a child.
    pub(crate) fn find_child(&self, arn: &str) -> Option<ChildExecution> {
        let mut progress = self.progress();
        if let Some(child) = progress.child(arn) {
            return Some(self.child(child));
        }
        progress.children.iter().find_map(|child| child.handle.child_execution(arn))
    }

    /// The Map Run of that ARN: this one, or one of a child.
    pub(crate) fn find_map_run(&self, arn: &str) -> Option<Self> {
        if self.arn() == arn {
            return Some(self.clone());
        }
        self.progress().children.iter().find_map(|child| child.handle.map_run(arn))
    }
}
