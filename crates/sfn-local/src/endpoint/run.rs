//! Executions under way: how one is started, found by its ARN or by a task token, stopped, and waited for.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;
use tokio::sync::watch;

use super::{config::TimeMode, error::ApiError, ops::Prepared, state::Instant};
use crate::{
    Clock, ExecutionContext, ExecutionHandle, Journal, Outcome, Program, RealClock, Run,
    SeededRandomness, StateError, TaskRunner, Timestamp, VirtualClock, objects::ObjectStore,
    task_runner::token,
};

/// What all executions are started with.
pub(super) struct Launcher {
    tasks: Arc<dyn TaskRunner>,
    objects: Arc<dyn ObjectStore>,
    time: TimeMode,
    real: RealClock,
}

/// The future that does the work of an execution.
pub(super) type Work = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// An execution that is to run once the call that started it is answered.
pub(super) struct Launch {
    pub(super) handle: ExecutionHandle,
    pub(super) work: Work,
}

impl std::fmt::Debug for Launch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Launch").field("handle", &self.handle).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Launcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Launcher").field("time", &self.time).finish_non_exhaustive()
    }
}

impl Launcher {
    pub(super) fn new(
        tasks: Arc<dyn TaskRunner>,
        objects: Arc<dyn ObjectStore>,
        time: TimeMode,
        start: Option<Timestamp>,
    ) -> Self {
        let real = RealClock::new(|duration| Box::pin(tokio::time::sleep(duration)));
        let real = match time {
            TimeMode::Scaled(scale) => real.scaled(scale),
            TimeMode::Real | TimeMode::Virtual => real,
        };
        let real = match start {
            Some(start) => real.starting_at(start),
            None => real,
        };
        Self { tasks, objects, time, real }
    }

    /// The test cases that the mocks of a state machine have.
    pub(super) fn test_cases(&self, machine: &str) -> Vec<String> {
        self.tasks.test_cases(machine)
    }

    /// The time of the service itself.
    pub(super) fn now(&self) -> Instant {
        Instant(self.real.now())
    }

    /// The clock of the service itself.
    pub(super) fn real_clock(&self) -> RealClock {
        self.real.clone()
    }

    /// A new execution, on `clock` or, without one, on a clock of its own.
    pub(super) fn start(
        &self,
        prepared: &Prepared,
        arn: &str,
        seed: u64,
        clock: Option<Arc<dyn Clock>>,
        journal: Option<Arc<dyn Journal>>,
    ) -> Launch {
        let context = ExecutionContext {
            execution_arn: arn.to_owned(),
            execution_name: prepared.name.clone(),
            role_arn: prepared.revision.role_arn.clone(),
            redrive_count: 0,
            state_machine_arn: prepared.machine_arn.clone(),
            state_machine_name: prepared.machine.clone(),
            test_case: prepared.test_case.clone(),
        };
        let program = prepared.revision.checked.program();
        let run = self.run(program, prepared.input.clone(), context, seed, clock);
        let run = match journal {
            Some(journal) => run.journal(journal),
            None => run,
        };
        let (handle, work) = run.start();
        Launch { handle, work: Box::pin(work) }
    }

    /// An execution of a program.
    pub(super) fn run(
        &self,
        program: Arc<Program>,
        input: Value,
        context: ExecutionContext,
        seed: u64,
        clock: Option<Arc<dyn Clock>>,
    ) -> Run {
        Run::new(program, input, Arc::clone(&self.tasks))
            .context(context)
            .clock(clock.unwrap_or_else(|| self.clock()))
            .objects(Arc::clone(&self.objects))
            .randomness(Box::new(SeededRandomness::new(seed)))
    }

    /// Virtual executions have a clock each: one that waits for three days takes no other along.
    fn clock(&self) -> Arc<dyn Clock> {
        match self.time {
            TimeMode::Virtual => Arc::new(VirtualClock::new(self.real.now())),
            TimeMode::Real | TimeMode::Scaled(_) => Arc::new(self.real.clone()),
        }
    }
}

/// The executions that run, Express ones too, by ARN.
#[derive(Debug, Default)]
pub(super) struct Running(Mutex<BTreeMap<String, Entry>>);

#[derive(Debug)]
struct Entry {
    handle: ExecutionHandle,
    /// Which of its redrives runs.
    redrive: u32,
    /// Dropped when the execution has ended and everyone can see it.
    ended: watch::Sender<()>,
}

/// Waits for the end of an execution.
#[derive(Debug)]
pub(super) struct End(watch::Receiver<()>);

impl End {
    pub(super) async fn wait(mut self) {
        // An error means that the sender is gone, which is what we wait for.
        while self.0.changed().await.is_ok() {}
    }
}

impl Running {
    fn entries(&self) -> MutexGuard<'_, BTreeMap<String, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn insert(&self, handle: ExecutionHandle) {
        let arn = handle.context().execution_arn.clone();
        let redrive = handle.redrive_count();
        self.entries().insert(arn, Entry { handle, redrive, ended: watch::Sender::default() });
    }

    /// Removes an execution that ended, unless it was redriven meanwhile.
    pub(super) fn remove(&self, arn: &str, redrive: u32) {
        let mut entries = self.entries();
        if entries.get(arn).is_some_and(|entry| entry.redrive == redrive) {
            entries.remove(arn);
        }
    }

    /// The end of the execution, if it has not ended.
    pub(super) fn end(&self, arn: &str) -> Option<End> {
        self.entries().get(arn).map(|entry| End(entry.ended.subscribe()))
    }

    /// Stops the executions of which this holds.
    pub(super) fn stop(&self, is_meant: impl Fn(&ExecutionHandle) -> bool) {
        for entry in self.entries().values().filter(|entry| is_meant(&entry.handle)) {
            entry.handle.stop(None, None);
        }
    }

    /// Answers a task token; the execution that it is of.
    pub(super) fn complete(
        &self,
        task_token: &str,
        result: Result<Value, StateError>,
        finished: impl FnOnce(&str) -> bool,
    ) -> Result<ExecutionHandle, ApiError> {
        let handle = self.by_token(task_token, finished)?;
        handle.complete_with(task_token, result).map_err(|_| timed_out())?;
        Ok(handle)
    }

    /// A sign of life of a task.
    pub(super) fn heartbeat(
        &self,
        task_token: &str,
        finished: impl FnOnce(&str) -> bool,
    ) -> Result<ExecutionHandle, ApiError> {
        let handle = self.by_token(task_token, finished)?;
        handle.heartbeat(task_token).map_err(|_| timed_out())?;
        Ok(handle)
    }

    /// The execution that a token belongs to; `finished` knows those that have ended.
    fn by_token(
        &self,
        task_token: &str,
        finished: impl FnOnce(&str) -> bool,
    ) -> Result<ExecutionHandle, ApiError> {
        let arn = token::execution_arn(task_token).ok_or_else(ApiError::invalid_token)?;
        self.handle(&arn).ok_or_else(|| {
            if finished(&arn) {
                return timed_out();
            }
            ApiError::new(
                "TaskDoesNotExist",
                "Task does not exist: 'no execution has handed out this task token'",
            )
        })
    }

    /// The execution, also where it is the child of one.
    fn handle(&self, arn: &str) -> Option<ExecutionHandle> {
        let entries = self.entries();
        if let Some(entry) = entries.get(arn) {
            return Some(entry.handle.clone());
        }
        // The label in a child's ARN tells that it is one.
        let is_child = arn.contains('/');
        let mut parents = entries.values().filter(|_| is_child);
        parents.find_map(|parent| parent.handle.child_execution(arn)).map(|child| child.handle)
    }
}

fn timed_out() -> ApiError {
    ApiError::new("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
}

/// The error of an execution, as Describe shows it: a timeout has neither name nor cause there.
pub(super) fn shown_error(outcome: &Outcome) -> (Option<String>, Option<String>) {
    match outcome {
        Outcome::Failed(error) | Outcome::Aborted(error) => {
            (error.error.as_deref().map(str::to_owned), error.cause.as_deref().map(str::to_owned))
        }
        Outcome::Succeeded(_) | Outcome::TimedOut(_) => (None, None),
    }
}
