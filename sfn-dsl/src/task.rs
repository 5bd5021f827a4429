//! What a task is: to its own Lambda function, and to workflows.

use serde::de::DeserializeOwned;
use sfn_task::Handler;

use crate::error::ErrorType;

#[cfg(not(feature = "definitions"))]
mod direct;
mod retry_count;
#[cfg(feature = "definitions")]
mod staged;
mod token;

#[cfg(not(feature = "definitions"))]
pub use direct::TaskFuture;
pub use retry_count::RetryCount;
#[cfg(feature = "definitions")]
pub use staged::{
    AnyPattern, Awaitable, Callback, CallsTask, ChildExecutions, Express, Integration, Kind,
    NoPattern, OwnState, Pattern, RequestResponse, RunAJob, Standard, Supports,
};
pub use token::TaskToken;

/// A task that a workflow can call: implemented by the type that `#[task]` makes under the function's name.
pub trait Task: 'static {
    /// What it gives.
    type Output: DeserializeOwned + 'static;
    /// How it fails.
    type Error: ErrorType;
    /// How the state waits for it.
    #[cfg(feature = "definitions")]
    type Pattern: Pattern;
    /// The function's name.
    const NAME: &'static str;
    /// The function's path, where it is in a module of [`integration`](crate::integration).
    #[doc(hidden)]
    #[cfg(feature = "definitions")]
    const PATH: &'static str = Self::NAME;

    /// How the call is written in a Task state.
    #[cfg(feature = "definitions")]
    fn integration() -> Integration;

    /// The function itself, where it has a body.
    fn handler() -> Option<Handler>;

    /// The Lambda function's name, ARN or placeholder, where it is one.
    #[cfg(feature = "definitions")]
    fn lambda_function() -> Option<&'static str>;

    /// The definition of the workflow, where it is one.
    #[cfg(feature = "definitions")]
    fn definition() -> Option<fn() -> sfn_local::Definition> {
        None
    }
}
