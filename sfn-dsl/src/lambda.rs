//! A task as its Lambda function: `fn main()` in one line.
//!
//! What the handler reports is what workflows catch: `errorType` is the name of the error's variant and `errorMessage` the
//! JSON text of its fields, from the same enum.
//!
//! # Example
//! ```no_run
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Debug, TaskError)]
//! pub enum PaymentError {
//!     Declined { code: String },
//! }
//!
//! #[task(lambda = "${ChargePaymentFunction}")]
//! pub async fn charge_payment(order_id: String, amount: f64) -> Result<String, PaymentError> {
//!     if amount > 10_000.0 {
//!         return Err(PaymentError::Declined { code: "limit_exceeded".to_owned() });
//!     }
//!     Ok(format!("pay-{order_id}"))
//! }
//!
//! fn main() -> Result<(), sfn_dsl::lambda::Error> {
//!     sfn_dsl::lambda::run(charge_payment)
//! }
//! ```
//!
//! # What it sends
//! | The body | Answer |
//! |---|---|
//! | gives `Ok(value)` | the JSON of the value |
//! | gives `Err(error)` | `{"errorType": "Declined", "errorMessage": "{\"code\":\"limit_exceeded\"}"}` |
//! | panics | `errorType` of `lambda_runtime`, with the panic's message |
//! | cannot read the payload | `errorType` `Runtime.UnmarshalError`, which says which member does not fit |
//!
//! # Build
//! `sfn-dsl = { version = "0.1", default-features = false, features = ["lambda"] }` leaves out definitions, the
//! interpreter and all that belongs to workflows: there `#[workflow]` is empty and `#[task]` is the handler alone.
//!
//! # Source
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use lambda_runtime::{Diagnostic, LambdaEvent, service_fn};
use serde_json::Value;
use sfn_task::TaskFailure;

use crate::task::Task;

#[cfg(feature = "definitions")]
use crate::native::TaskFuture;
#[cfg(not(feature = "definitions"))]
use crate::task::TaskFuture;

/// Why the function stopped: the Runtime API was not there, or refused an answer.
pub use lambda_runtime::Error;

/// The function of a `#[task]` with a body.
#[diagnostic::on_unimplemented(
    message = "this is no task",
    label = "expected the name of a `#[task]` function with at most 8 parameters"
)]
pub trait TaskFunction<A> {
    /// The task.
    type Task: Task;
}

macro_rules! arities {
    ($($first:ident $($parameter:ident)*)?) => {
        impl<F, M: Task, $($first, $($parameter,)*)?> TaskFunction<($($first, $($parameter,)*)?)> for F
        where
            F: Fn($($first, $($parameter,)*)?) -> TaskFuture<M>,
        {
            type Task = M;
        }
        $(arities!($($parameter)*);)?
    };
}

arities!(A B C D E G H I);

/// Serves the Lambda function's invocations with the task's body, until the environment is shut down.
///
/// # Errors
/// There is no Runtime API, or the task has no body.
#[expect(clippy::needless_pass_by_value, reason = "the name of the function is all that is given")]
pub fn run<F: TaskFunction<A>, A>(task: F) -> Result<(), Error> {
    let _ = &task;
    let Some(handler) = F::Task::handler() else {
        return Err(format!("`{}` has no body to run", F::Task::NAME).into());
    };
    let serve = service_fn(move |event: LambdaEvent<Value>| {
        let answer = handler(event.payload);
        async move { answer.await.map_err(Reported) }
    });
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(lambda_runtime::run(serve))
}

/// A failure on its way to the Runtime API.
#[derive(Debug)]
struct Reported(TaskFailure);

impl From<Reported> for Diagnostic {
    fn from(Reported(failure): Reported) -> Self {
        // The cause of a typed error is what AWS makes of this very answer.
        let message = serde_json::from_str::<Value>(&failure.cause)
            .ok()
            .and_then(|cause| Some(cause.get("errorMessage")?.as_str()?.to_owned()));
        Self { error_type: failure.error, error_message: message.unwrap_or(failure.cause) }
    }
}
