//! Where a run ends early: a failure that nobody catches, and a time limit.

use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    rc::Rc,
    task::Poll,
    time::Duration,
};

use jiff::Timestamp;
use sfn_local::{Definition, TaskFailure};

use super::{
    clock::sleep,
    environment::{is_inside_a_run, with_current},
};

/// One execution: the run itself, or a workflow that it calls.
///
/// A failure that the error type of a call has no variant for cannot become a Rust value, just as no Catch can
/// mention it; it ends the execution. So the future that met it is never resumed, and the failure waits here.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    failure: RefCell<Option<TaskFailure>>,
    workflow: Option<Workflow>,
}

/// What is known of a workflow that runs.
#[derive(Debug)]
pub(crate) struct Workflow {
    definition: Option<fn() -> Definition>,
    pub(crate) started: Timestamp,
}

impl Workflow {
    pub(crate) fn name(&self) -> Option<String> {
        self.definition.map(|definition| definition().name)
    }
}

impl Scope {
    pub(crate) fn of_workflow(definition: Option<fn() -> Definition>) -> Rc<Self> {
        let started = with_current(|environment| environment.now());
        Rc::new(Self { workflow: Some(Workflow { definition, started }), ..Self::default() })
    }

    pub(crate) const fn is_workflow(&self) -> bool {
        self.workflow.is_some()
    }

    /// The workflow that this is a run of; none for the iterations of a distributed Map.
    pub(crate) fn workflow(&self) -> Option<&Workflow> {
        self.workflow.as_ref().filter(|workflow| workflow.definition.is_some())
    }

    /// Ends the execution; the first failure counts.
    pub(crate) fn end(&self, failure: TaskFailure) {
        self.failure.borrow_mut().get_or_insert(failure);
    }

    pub(crate) fn take_failure(&self) -> Option<TaskFailure> {
        self.failure.take()
    }
}

/// Ends the innermost execution with `failure`; never gives control back.
///
/// # Panics
/// Outside a run, where there is nobody to give the failure to.
pub(crate) async fn end_run<T>(failure: TaskFailure) -> T {
    end_innermost(failure);
    std::future::pending().await
}

/// Apart from the waiting, so that the future holds nothing of the run and can be sent between threads.
fn end_innermost(failure: TaskFailure) {
    let scope = with_current(|environment| environment.scopes().last().cloned());
    match scope {
        Some(scope) => scope.end(failure),
        None => end_thread(&failure),
    }
}

#[expect(clippy::panic, reason = "outside a run there is no other way to end the execution")]
fn end_thread(failure: &TaskFailure) -> ! {
    panic!("the execution failed: {failure} (`sfn_dsl::native::run` gives this as a value)")
}

/// Whether the innermost execution has ended, so that nothing in it may go on.
pub(crate) fn has_ended() -> bool {
    is_inside_a_run()
        && with_current(|environment| {
            environment.scopes().last().is_some_and(|scope| scope.failure.borrow().is_some())
        })
}

/// What `future` gives, or `None` where it takes longer than `limit`.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    let Some(limit) = limit else { return Some(future.await) };
    let mut alarm = sleep(limit);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => Pin::new(&mut alarm).poll(context).map(|()| None),
    })
    .await
}
