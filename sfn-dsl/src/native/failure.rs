//! How a typed error travels as `Error` and `Cause`, and how it comes back.
//!
//! A Lambda function's error reaches a state as `Error`, its `errorType`, and as `Cause`, the JSON text of
//! `{"errorType", "errorMessage"}`. The fields of an error variant stand in `errorMessage` as JSON text once more.
//! A nested workflow's error is inside the `Cause` of `States.TaskFailed`.

use serde_json::{Value, json};
use sfn_local::TaskFailure;

use crate::error::{ErrorKind, ErrorType, ErrorVariant};

/// What a state sees when a workflow that it started and waits for has failed.
pub(crate) fn child_failure(failure: &TaskFailure) -> TaskFailure {
    let cause = json!({ "Error": failure.error, "Cause": failure.cause, "Status": "FAILED" });
    TaskFailure::new("States.TaskFailed", cause.to_string())
}

/// The failure as it was before a Lambda function or a nested execution wrapped it.
pub fn decoded_failure(failure: &TaskFailure) -> TaskFailure {
    let Ok(Value::Object(cause)) = serde_json::from_str(&failure.cause) else {
        return failure.clone();
    };
    let text = |key: &str| cause.get(key).and_then(Value::as_str);
    match (text("errorType"), text("errorMessage"), text("Error"), text("Status")) {
        (Some(kind), Some(message), ..) if kind == failure.error => {
            TaskFailure::new(&*failure.error, message)
        }
        (_, _, Some(error), Some(_)) if failure.error == "States.TaskFailed" => {
            decoded_failure(&TaskFailure::new(error, text("Cause").unwrap_or_default()))
        }
        _ => failure.clone(),
    }
}

/// The error value that stands for `failure`; `None` where no variant does.
///
/// A variant for every other error gets the cause as it came, since nothing is known about it.
pub fn error_of_failure<E: ErrorType>(failure: &TaskFailure) -> Option<E> {
    let decoded = decoded_failure(failure);
    if is_named(E::__variants(), &decoded.error) {
        E::__from_failure(&decoded)
    } else if is_beyond_all(&failure.error) {
        None
    } else {
        E::__from_failure(failure)
    }
}

/// What not even `States.ALL` matches. The Developer Guide has `States.DataLimitExceeded` beside it, which recordings of
/// the service show caught.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>
pub(crate) fn is_beyond_all(error: &str) -> bool {
    error == "States.Runtime"
}

fn is_named(variants: &[ErrorVariant], error: &str) -> bool {
    variants.iter().any(|variant| match variant.kind {
        ErrorKind::Named(name) => name == error,
        ErrorKind::Timeout => variant.names().contains(&error),
        ErrorKind::Other => false,
        ErrorKind::Transparent(variants) => is_named(variants, error),
    })
}
