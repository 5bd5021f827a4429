//! Running a workflow function as plain Rust.
//!
//! A `#[workflow]` function is an ordinary `async fn`; what it awaits are [`TaskFuture`]s, [`WorkflowFuture`]s and the
//! functions of [`sfn`](crate::sfn). Those ask the environment of the run for answers, for time and for randomness.
//! The environment belongs to the thread and is there while the run is polled, so that the function's signature says
//! nothing about it. Time is virtual: it jumps to the next timer when nothing else can go on, so that three days of
//! waiting take no time in a test.

mod attempt;
mod clock;
mod environment;
mod failure;
mod handler;
mod limit;
mod random;
mod run;
mod task_future;
mod token_place;
mod workflow_future;

#[cfg(test)]
pub(crate) mod tests;

pub use crate::handler::lambda_failure;
pub use attempt::{Answer, Respond, TaskCall};
pub use clock::Sleep;
pub use environment::Environment;
pub use failure::{decoded_failure, error_of_failure};
pub use run::{Running, block_on, run};
pub use task_future::{Argument, TaskFuture};
#[doc(hidden)]
pub use token_place::TokenPlace;
pub use workflow_future::WorkflowFuture;

pub(crate) use attempt::nobody_answers;
pub(crate) use clock::{sleep, sleep_until};
pub(crate) use environment::{DEFAULT_EXECUTION_NAME, with_current};
pub(crate) use failure::{child_failure, is_beyond_all};
pub(crate) use limit::end_run;
pub(crate) use random::Random;
pub(crate) use workflow_future::{Ended, Execution};
