//! A task's body as what a Lambda function is: a payload in, a result or an error out.

use std::{future::Future, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sfn_task::{Handler, HandlerFuture};

use crate::error::{ErrorType, TaskFailure};

/// A typed function as a Lambda handler.
pub fn handler<A, R, E, F>(function: impl Fn(A) -> F + Send + Sync + 'static) -> Handler
where
    A: DeserializeOwned + 'static,
    R: Serialize + 'static,
    E: ErrorType,
    F: Future<Output = Result<R, E>> + Send + 'static,
{
    Arc::new(move |payload: Value| -> HandlerFuture {
        match serde_path_to_error::deserialize::<_, A>(payload) {
            Ok(arguments) => {
                let future = function(arguments);
                Box::pin(async move {
                    let result = future.await.map_err(|error| lambda_failure(&error))?;
                    serde_json::to_value(result).map_err(|error| unserializable(&error.to_string()))
                })
            }
            Err(error) => {
                let failure = TaskFailure::new(
                    "Runtime.UnmarshalError",
                    format!("the payload does not fit the parameters: {error}"),
                );
                Box::pin(async move { Err(failure) })
            }
        }
    })
}

fn unserializable(message: &str) -> TaskFailure {
    TaskFailure::new("Runtime.MarshalError", format!("the result has no JSON: {message}"))
}

/// What a state sees when a Lambda function fails with `error`.
///
/// # Source
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>, "Function error".
pub fn lambda_failure<E: ErrorType>(error: &E) -> TaskFailure {
    let TaskFailure { error: name, cause: fields } = error.__to_failure();
    let cause = json!({ "errorType": name, "errorMessage": fields }).to_string();
    TaskFailure { error: name, cause }
}
