//! What Step Functions makes of the answer of `Invoke`, where it calls Lambda itself: by `lambda:invoke`, or by the ARN of
//! a function. An SDK integration gives the answer as it is, that of a function which failed, too.
//!
//! Source: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>

use serde_json::{Map, Value, json};
use sfn_local::{ResourceKind, TaskFailure, TaskRequest};

/// Whether the state names nothing but a function, which gets the input and gives the result.
pub(super) fn is_bare(request: &TaskRequest) -> bool {
    request.resource.kind == ResourceKind::LambdaFunction
}

/// The arguments of the call of a function that is named by its ARN.
pub(super) fn arguments(request: &TaskRequest) -> Value {
    // As text, which is sent as it is: in `Payload` a string would stand for the JSON in it.
    json!({ "FunctionName": &*request.resource.arn, "Payload": request.arguments.to_string() })
}

/// The result of the task for an answer.
pub(super) fn result(
    request: &TaskRequest,
    mut answer: Map<String, Value>,
) -> Result<Value, TaskFailure> {
    let text = match answer.remove("Payload") {
        Some(Value::String(text)) => text,
        _ => String::new(),
    };
    let payload = serde_json::from_str(&text).unwrap_or_else(|_| Value::from(text.as_str()));
    if answer.contains_key("FunctionError") {
        return Err(failure(&payload, text));
    }
    if is_bare(request) {
        return Ok(payload);
    }
    answer.insert("Payload".to_owned(), payload);
    answer.sort_keys();
    Ok(answer.into())
}

/// The failure of a function: by the name that it gives its error.
fn failure(payload: &Value, text: String) -> TaskFailure {
    if let Some(error) = payload.get("errorType").and_then(Value::as_str) {
        return TaskFailure::new(error, text);
    }
    let unknown = "The cause could not be determined because Lambda did not return an error type.";
    TaskFailure::new("Lambda.Unknown", format!("{unknown} Returned payload: {text}"))
}
