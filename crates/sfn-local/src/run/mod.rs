//! Runs a [`Machine`] with a clock and a task runner.
//!
//! No particular executor is needed: the work is a future that is woken by the futures of the
//! tasks, by the clock, and through the handle.

mod driver;
mod handle;
mod inbox;
mod journal;
mod map_run;
mod redrive;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::Value;

use crate::{
    clock::{Clock, VirtualClock},
    execution::{ExecutionContext, Outcome},
    history::{Event, HistoryReader},
    machine::Machine,
    objects::{NoObjects, ObjectStore},
    payload::Payload,
    program::Program,
    randomness::{Randomness, SeededRandomness},
    task_runner::TaskRunner,
    time::Timestamp,
};

use driver::Driver;
pub use handle::{ExecutionHandle, UnknownToken};
use handle::{Progress, Shared};
pub(crate) use inbox::Inbox;
pub use journal::{BadJournal, Journal};
use journal::{Log, Recorded};
pub use map_run::{ChildExecution, Counts, MapRunHandle, MapRunStatus};

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
    world: World,
    randomness: Box<dyn Randomness>,
    observer: Option<Arc<dyn Observer>>,
    log: Option<Log>,
    keeps_exchange: bool,
}

/// What surrounds an execution, and those that its Maps start.
#[derive(Clone)]
struct World {
    tasks: Arc<dyn TaskRunner>,
    clock: Arc<dyn Clock>,
    objects: Arc<dyn ObjectStore>,
}

impl Run {
    /// An execution of `program`, on a virtual clock, with fixed randomness and without objects, unless told otherwise.
    pub fn new(program: Arc<Program>, input: Value, tasks: Arc<dyn TaskRunner>) -> Self {
        let clock = Arc::new(VirtualClock::default());
        let world = World { tasks, clock, objects: Arc::new(NoObjects) };
        Self::child(program, Payload::new(input), world)
    }

    fn child(program: Arc<Program>, input: Payload, world: World) -> Self {
        Self {
            context: ExecutionContext::local(program.name(), "local"),
            program,
            input,
            world,
            randomness: Box::new(SeededRandomness::new(0)),
            observer: None,
            log: None,
            keeps_exchange: false,
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
        Self { world: World { clock, ..self.world }, ..self }
    }

    /// Sets the objects that distributed Maps read and write.
    #[must_use]
    pub fn objects(self, objects: Arc<dyn ObjectStore>) -> Self {
        Self { world: World { objects, ..self.world }, ..self }
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

    /// Has the last HTTP request of its tasks kept, for [`ExecutionHandle::http_exchange`].
    #[must_use]
    pub fn keep_exchange(self) -> Self {
        Self { keeps_exchange: true, ..self }
    }

    /// Has what reaches it from outside kept in `journal`, so that it can go on in another process: see [`Run::resume`].
    #[must_use]
    pub fn journal(self, journal: Arc<dyn Journal>) -> Self {
        Self { log: Some(Log::new(journal)), ..self }
    }

    /// Starts it: the handle, and the future that does the work.
    pub fn start(self) -> (ExecutionHandle, impl Future<Output = Outcome> + Send + 'static) {
        let started_at = self.world.clock.now();
        let (handle, driver) = self.driver(started_at);
        (handle, driver.run())
    }

    /// Goes on with an execution that another process started at `started_at`, from what its journal has kept of it: the
    /// handle, and the future that does the rest of the work, unless the execution ended there.
    ///
    /// All else must be what it was: program, input, context and randomness. The history so far is the same. Calls that
    /// were under way are made again, waits and timeouts end when they would have ended, and task tokens stay what they are.
    ///
    /// # Errors
    /// If the entries are not those of this execution.
    pub fn resume<'a>(
        self,
        started_at: Timestamp,
        entries: impl IntoIterator<Item = &'a str>,
    ) -> Result<(ExecutionHandle, Option<BoxFuture<'static, Outcome>>), BadJournal> {
        self.restore(started_at, Recorded::read(entries.into_iter())?)
    }

    fn restore(
        self,
        started_at: Timestamp,
        recorded: Recorded,
    ) -> Result<(ExecutionHandle, Option<BoxFuture<'static, Outcome>>), BadJournal> {
        let (handle, driver) = self.driver(started_at);
        let driver = driver.restore(recorded)?;
        Ok((handle, driver.map(|driver| driver.run().boxed())))
    }

    fn driver(self, started_at: Timestamp) -> (ExecutionHandle, Driver) {
        let reader =
            HistoryReader { program: Arc::clone(&self.program), context: Arc::new(self.context) };
        let shared = Arc::new(Shared {
            reader: reader.clone(),
            input: self.input.clone(),
            started_at,
            inbox: Arc::new(Inbox::new(self.keeps_exchange)),
            progress: Mutex::new(Progress::default()),
        });
        let handle = ExecutionHandle { shared: Arc::clone(&shared) };
        let mut machine =
            Machine::new(self.program, Arc::clone(&reader.context), self.input, self.randomness);
        machine.start(started_at);
        let driver = Driver::new(machine, shared, self.world, self.observer, self.log, started_at);
        (handle, driver)
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

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
