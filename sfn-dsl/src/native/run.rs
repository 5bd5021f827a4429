//! The executor: polls a run, and moves virtual time when nothing else can go on.

use std::{
    future::{Future, IntoFuture},
    pin::{Pin, pin},
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

use sfn_local::TaskFailure;

use super::{environment::Environment, limit::Scope};

/// Runs `future` to its end; task calls are answered by the tasks' own bodies.
///
/// # Errors
/// The failure that ended the run: one that no variant of the error type stands for, a task without a body, or an
/// answer that is not of the task's type.
///
/// # Example
/// ```
/// let slept = sfn_dsl::native::run(async {
///     sfn_dsl::sfn::sleep(sfn_dsl::sfn::days(3)).await;
///     "three days later"
/// });
/// assert_eq!(slept, Ok("three days later"));
/// ```
pub fn run<F: IntoFuture>(future: F) -> Result<F::Output, TaskFailure> {
    Environment::new().run(future)
}

impl Environment {
    /// Runs `future` to its end in this environment and blocks the thread meanwhile.
    ///
    /// # Errors
    /// The failure that ended the run; see [`run`].
    pub fn run<F: IntoFuture>(self, future: F) -> Result<F::Output, TaskFailure> {
        block_on(Rc::new(self).running(future))
    }

    /// The run as a future of its own, for bodies that need the reactor of another executor.
    pub fn running<F: IntoFuture>(self: Rc<Self>, future: F) -> Running<F::IntoFuture> {
        let root = Rc::new(Scope::default());
        self.scopes().push(Rc::clone(&root));
        Running { future: Some(Box::pin(future.into_future())), environment: self, root }
    }
}

/// A run that is awaited: gives what the workflow gives, or the failure that ended it.
#[must_use = "futures do nothing unless awaited"]
pub struct Running<F> {
    /// `None` once it has ended.
    future: Option<Pin<Box<F>>>,
    environment: Rc<Environment>,
    root: Rc<Scope>,
}

impl<F: Future> Future for Running<F> {
    type Output = Result<F::Output, TaskFailure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let environment = Rc::clone(&self.environment);
        let _entered = environment.enter();
        let notice = Arc::new(Notice::new(context.waker()));
        let waker = Waker::from(Arc::clone(&notice));
        loop {
            let Some(future) = &mut self.future else { return Poll::Pending };
            let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
            let ended = match (poll, self.root.take_failure()) {
                (Poll::Pending, None) => None,
                (_, Some(failure)) => Some(Err(failure)),
                (Poll::Ready(output), None) => Some(Ok(output)),
            };
            if let Some(result) = ended {
                // Dropped while the environment is there: timers and handlers sign off.
                self.future = None;
                return Poll::Ready(result);
            }
            // Woken: the outer executor polls again, which also lets others go on.
            if notice.has_come() || environment.waits_for_the_world() {
                return Poll::Pending;
            }
            if !environment.may_move_on() {
                self.root.end(TaskFailure::new("States.Runtime", "the run goes on for long"));
                continue;
            }
            let sleepers = environment.clock_mut().advance();
            if sleepers.is_empty() {
                return Poll::Pending;
            }
            sleepers.into_iter().for_each(Waker::wake);
            notice.forget();
        }
    }
}

impl<F> Drop for Running<F> {
    fn drop(&mut self) {
        let _entered = self.environment.enter();
        self.future = None;
    }
}

/// Hands wake-ups on and remembers that there was one.
struct Notice {
    came: AtomicBool,
    outer: Waker,
}

impl Notice {
    fn new(outer: &Waker) -> Self {
        Self { came: AtomicBool::new(false), outer: outer.clone() }
    }

    fn has_come(&self) -> bool {
        self.came.load(Ordering::Acquire)
    }

    fn forget(&self) {
        self.came.store(false, Ordering::Release);
    }
}

impl Wake for Notice {
    fn wake(self: Arc<Self>) {
        self.came.store(true, Ordering::Release);
        self.outer.wake_by_ref();
    }
}

/// Polls `future` on this thread until it is ready; between two polls the thread sleeps.
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
