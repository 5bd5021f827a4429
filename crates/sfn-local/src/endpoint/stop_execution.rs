//! `StopExecution`, which waits for the last event of the execution.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    error::ApiError,
    model,
    ops::{self, Call},
    service::{STOP_TIMEOUT, Service},
    shape,
    state::Instant,
};
use crate::ExecutionHandle;

pub(super) const NAME: &str = "StopExecution";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    execution_arn: String,
    error: Option<String>,
    cause: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Stopped {
    stop_date: Instant,
}

/// Stops the execution; of one that has ended, this is the date of that end.
pub(super) async fn call(service: &Service, input: Value) -> Result<Value, ApiError> {
    shape::check(model::STOP_EXECUTION, &input)?;
    let input: Input = ops::read(shape::without_nulls(input))?;
    let ((handle, now), end) = service.answer(None, |call| begin(call, input))?;
    if let Some(end) = end {
        // The state is right either way; what could be missing is the last event.
        tokio::time::timeout(STOP_TIMEOUT, end.wait()).await.ok();
    }
    ops::answer(&Stopped { stop_date: handle.stopped_at().map_or(now, Instant) })
}

fn begin(call: &mut Call<'_>, input: Input) -> Result<(ExecutionHandle, Instant), ApiError> {
    let execution = ops::find_execution(call.state, &input.execution_arn)?;
    let handle = execution.handle.clone();
    if execution.is_running() {
        handle.stop(input.error, input.cause);
        call.wait_for = Some(input.execution_arn);
    }
    Ok((handle, call.now))
}
