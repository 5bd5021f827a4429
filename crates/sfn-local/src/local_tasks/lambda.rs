//! Lambda functions as Rust functions, with the answer that the service would give.

use serde_json::{Value, json};
use sfn_asl::{State, StateKind};

use crate::{
    definition::{Handler, TaskFailure},
    errors::names,
    program::{IntegrationPattern, Resource, ResourceKind},
    task_runner::TaskRequest,
};

/// Whether the call goes to Lambda's `Invoke`.
pub(super) fn is_invoke(request: &TaskRequest) -> bool {
    request.resource.service_api() == Some(("lambda", "invoke"))
}

/// The function that is called, as the definition names it.
pub(super) fn function_of(request: &TaskRequest) -> Option<String> {
    if request.resource.kind == ResourceKind::LambdaFunction {
        return Some(request.resource.arn.to_string());
    }
    let arguments = is_invoke(request).then(|| request.arguments.value())?;
    arguments.get("FunctionName").and_then(Value::as_str).map(str::to_owned)
}

/// The function that a state calls, where the definition names it.
pub(super) fn function_in(state: &State) -> Option<&str> {
    let StateKind::Task(task) = &state.kind else { return None };
    let resource = Resource::parse(&task.resource)?;
    if resource.kind == ResourceKind::LambdaFunction {
        return Some(&task.resource);
    }
    let is_invoke = resource.service_api() == Some(("lambda", "invoke"));
    is_invoke.then(|| task.arguments.as_ref()?.get("FunctionName")?.as_str()).flatten()
}

/// The bare name in a function's name, ARN or partial ARN, without version or alias.
pub(super) fn function_name(function: &str) -> &str {
    if function.starts_with("${") {
        return function;
    }
    let name = function.rsplit_once("function:").map_or(function, |(_, name)| name);
    name.split(':').next().unwrap_or(name)
}

/// Calls the handler and answers as the service would.
pub(super) async fn invoke(request: TaskRequest, handler: Handler) -> Result<Value, TaskFailure> {
    if request.resource.kind == ResourceKind::LambdaFunction {
        let result = handler(request.arguments.value().clone()).await;
        return in_time(&request, result).await;
    }
    let result = handler(payload(request.arguments.value())).await;
    if request.resource.integration == IntegrationPattern::WaitForTaskToken {
        // A native function plays both parts: it takes the token, and its result is the callback.
        request.control.submitted(response(&request, json!({})));
        return in_time(&request, result).await;
    }
    let result = in_time(&request, result).await;
    if request.arguments.value().get("InvocationType").and_then(Value::as_str) == Some("Event") {
        return Ok(response(&request, json!("")));
    }
    Ok(response(&request, result?))
}

/// The result, unless it is `States.Timeout`: no function can say that, it is what a state makes of no answer. Where
/// time is virtual, the state is left to make it, after the time that it gives the task.
async fn in_time(
    request: &TaskRequest,
    result: Result<Value, TaskFailure>,
) -> Result<Value, TaskFailure> {
    let is_limited = request.timeout_seconds.is_some() || request.heartbeat_seconds.is_some();
    let is_timeout = result.as_ref().is_err_and(|failure| failure.error == names::TIMEOUT);
    if is_timeout && is_limited && request.control.clock().is_virtual() {
        request.control.never().await;
    }
    result
}

/// What the function gets. A text is sent as it is, so a text that holds JSON arrives as that.
pub(super) fn payload(arguments: &Value) -> Value {
    match arguments.get("Payload") {
        None => json!({}),
        Some(Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str()))
        }
        Some(payload) => payload.clone(),
    }
}

/// The answer of `Invoke`, member for member as recorded.
pub(super) fn response(request: &TaskRequest, payload: Value) -> Value {
    let length = payload.to_string().len().to_string();
    let mut answer = super::nested::sdk_answer(
        request,
        json!({ "X-Amz-Executed-Version": "$LATEST", "x-amzn-Remapped-Content-Length": "0", "Content-Length": length, "Content-Type": "application/json" }),
    );
    answer.insert("ExecutedVersion".to_owned(), json!("$LATEST"));
    answer.insert("Payload".to_owned(), payload);
    answer.insert("StatusCode".to_owned(), json!(200));
    answer.sort_keys();
    Value::Object(answer)
}

#[cfg(test)]
mod tests {
    use super::function_name;

    #[test]
    fn a_function_is_known_by_its_name() {
        for function in [
            "charge",
            "charge:live",
            "function:charge",
            "111111111111:function:charge:3",
            "arn:aws:lambda:us-east-1:111111111111:function:charge",
            "arn:aws:lambda:us-east-1:111111111111:function:charge:$LATEST",
        ] {
            assert_eq!(function_name(function), "charge", "{function}");
        }
        assert_eq!(function_name("${ChargeFunction}"), "${ChargeFunction}");
    }
}
