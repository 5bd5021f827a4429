//! A task in its Lambda function's own binary, where calling it runs its body.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use super::Task;

/// A call of the task `M`, to be awaited; what a `#[task]` function returns.
#[must_use = "a task runs when it is awaited"]
pub struct TaskFuture<M: Task> {
    body: Pin<Box<dyn Future<Output = Outcome<M>> + Send>>,
}

type Outcome<M> = Result<<M as Task>::Output, <M as Task>::Error>;

impl<M: Task> TaskFuture<M> {
    /// Called by `#[task]`.
    #[doc(hidden)]
    pub fn __of(body: impl Future<Output = Outcome<M>> + Send + 'static) -> Self {
        Self { body: Box::pin(body) }
    }
}

impl<M: Task> Future for TaskFuture<M> {
    type Output = Outcome<M>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.body.as_mut().poll(context)
    }
}
