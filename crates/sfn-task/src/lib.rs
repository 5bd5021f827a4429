//! What a task is while it runs: a payload in, a result or a failure out.
//!
//! The interpreter calls tasks in this form, and so does a Lambda function's own binary, which needs nothing else of the
//! interpreter.

use std::{future::Future, pin::Pin, sync::Arc};

use serde_json::Value;

/// A function from payload to result.
pub type Handler = Arc<dyn Fn(Value) -> HandlerFuture + Send + Sync>;

/// What a [`Handler`] returns.
pub type HandlerFuture = Pin<Box<dyn Future<Output = Result<Value, TaskFailure>> + Send>>;

/// An error as a state sees it: `Error` and `Cause`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{error}: {cause}")]
pub struct TaskFailure {
    /// The error name that `Retry` and `Catch` compare.
    pub error: String,
    /// The details; for Lambda functions a JSON text with `errorType` and `errorMessage`.
    pub cause: String,
}

impl TaskFailure {
    /// An error with its cause.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { error: error.into(), cause: cause.into() }
    }
}
