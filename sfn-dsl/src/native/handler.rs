//! A function's own body while it runs.
//!
//! A body may do real I/O. Then time stands still until it is back: a call takes no virtual time unless the body
//! itself sleeps in virtual time.

use std::{
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicU64, Ordering},
    task::{Context, Poll},
};

use serde_json::Value;
use sfn_local::{HandlerFuture, TaskFailure};

use super::environment::with_current;

/// One call of a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HandlerId(u64);

/// A handler's future that tells the environment when it waits.
pub(crate) struct Handling {
    id: HandlerId,
    future: HandlerFuture,
}

impl Handling {
    pub(crate) fn new(future: HandlerFuture) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { id: HandlerId(NEXT.fetch_add(1, Ordering::Relaxed)), future }
    }
}

impl Future for Handling {
    type Output = Result<Value, TaskFailure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let id = self.id;
        let outer = with_current(|environment| environment.enter_handler(Some(id)));
        let poll = self.future.as_mut().poll(context);
        with_current(|environment| {
            environment.enter_handler(outer);
            environment.set_waiting(id, poll.is_pending());
        });
        poll
    }
}

impl Drop for Handling {
    fn drop(&mut self) {
        with_current(|environment| environment.set_waiting(self.id, false));
    }
}
