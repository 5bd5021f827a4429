//! `StopExecution`.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        super::{error::ApiError, state::Instant},
        Call,
    },
    find,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Stop {
    execution_arn: String,
    error: Option<String>,
    cause: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Stopped {
    stop_date: Instant,
}

/// `StopExecution`; of an execution that has ended, the date of that end.
pub(in crate::endpoint) fn stop(call: &mut Call<'_>, input: Stop) -> Result<Stopped, ApiError> {
    let execution = find(call.state, &input.execution_arn)?;
    let stop_date = execution.stop().unwrap_or(call.now);
    if execution.is_running() {
        execution.handle.stop(input.error, input.cause);
        call.wait_for = Some(input.execution_arn);
    }
    Ok(Stopped { stop_date })
}
