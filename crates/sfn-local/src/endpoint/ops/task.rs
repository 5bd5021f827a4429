//! Answers to task tokens.

use serde::Deserialize;

use super::{
    super::{definition::json_fault, error::ApiError},
    Call, Nothing,
};
use crate::StateError;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Success {
    task_token: String,
    output: String,
}

/// `SendTaskSuccess`.
pub(super) fn success(call: &mut Call<'_>, input: Success) -> Result<Nothing, ApiError> {
    let output = serde_json::from_str(&input.output).map_err(|error| {
        let message = format!("Invalid Output: '{}'", json_fault(&input.output, &error));
        ApiError::new("InvalidOutput", message)
    })?;
    let known = |arn: &str| call.state.executions.find(arn).is_some();
    call.heard_by = Some(call.running.complete(&input.task_token, Ok(output), known)?);
    Ok(Nothing {})
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Failure {
    task_token: String,
    error: Option<String>,
    cause: Option<String>,
}

/// `SendTaskFailure`.
pub(super) fn failure(call: &mut Call<'_>, input: Failure) -> Result<Nothing, ApiError> {
    let error = StateError {
        error: input.error.map(Into::into),
        cause: input.cause.map(Into::into),
        ..StateError::default()
    };
    let known = |arn: &str| call.state.executions.find(arn).is_some();
    call.heard_by = Some(call.running.complete(&input.task_token, Err(error), known)?);
    Ok(Nothing {})
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Heartbeat {
    task_token: String,
}

/// `SendTaskHeartbeat`.
pub(super) fn heartbeat(call: &mut Call<'_>, input: Heartbeat) -> Result<Nothing, ApiError> {
    let known = |arn: &str| call.state.executions.find(arn).is_some();
    call.heard_by = Some(call.running.heartbeat(&input.task_token, known)?);
    Ok(Nothing {})
}
