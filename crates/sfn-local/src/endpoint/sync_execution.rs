//! `StartSyncExecution`: the one operation that waits for an execution.

use serde::Serialize;
use serde_json::Value;

use super::{
    error::ApiError,
    model,
    ops::{self, Call, DataDetails, Form, IncludedData, Output, StartExecution},
    run::{End, shown_error},
    service::Service,
    shape,
    state::{Instant, WorkflowKind},
};
use crate::{ExecutionHandle, Outcome};

pub(super) const NAME: &str = "StartSyncExecution";

/// Memory is billed in steps of 64 MB (Step Functions pricing); no local execution takes more than one.
const BILLED_MEMORY_MB: u64 = 64;
/// Duration is billed in steps of this many milliseconds (Step Functions pricing).
const BILLED_STEP_MS: u64 = 100;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Ended {
    execution_arn: String,
    state_machine_arn: String,
    name: String,
    start_date: Instant,
    stop_date: Instant,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    input_details: DataDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
    output_details: DataDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_header: Option<String>,
    billing_details: Billing,
}

#[derive(Debug, Serialize)]
struct Billing {
    #[serde(rename = "billedMemoryUsedInMB")]
    billed_memory_used_in_mb: u64,
    #[serde(rename = "billedDurationInMilliseconds")]
    billed_duration_in_milliseconds: u64,
}

/// Starts an Express execution, waits for its end and describes it. A failed execution is a successful call.
pub(super) async fn call(service: &Service, input: Value, form: Form) -> Result<Output, ApiError> {
    shape::check(model::START_SYNC_EXECUTION, &input)?;
    let start: StartExecution = ops::read(shape::without_nulls(input))?;
    let ((handle, input), end) = service.answer(None, |call| begin(call, &start))?;
    if let Some(end) = end {
        End::wait(end).await;
    }
    form.of(&ended(&handle, start, input))
}

fn begin(
    call: &mut Call<'_>,
    start: &StartExecution,
) -> Result<(ExecutionHandle, String), ApiError> {
    let prepared = ops::prepare(call, start)?;
    if prepared.kind == WorkflowKind::Standard {
        return Err(ApiError::type_not_supported());
    }
    let id = call.state.ids.uuid();
    let arn = call.state.scope.express(&prepared.machine, &prepared.name, &id);
    let handle = ops::launch(call, &prepared, &arn);
    call.wait_for = Some(arn);
    Ok((handle, prepared.input_text))
}

fn ended(handle: &ExecutionHandle, start: StartExecution, input: String) -> Ended {
    let outcome = handle.outcome();
    let output = outcome.as_ref().and_then(Outcome::output).map(Value::to_string);
    let (error, cause) = outcome.as_ref().map_or((None, None), shown_error);
    let stopped_at = handle.stopped_at().unwrap_or_else(|| handle.started_at());
    let duration = handle.started_at().until(stopped_at).as_millis();
    let steps = u64::try_from(duration).unwrap_or(u64::MAX).div_ceil(BILLED_STEP_MS).max(1);
    let included = start.included_data == IncludedData::AllData;
    let context = handle.context();
    Ended {
        execution_arn: context.execution_arn.clone(),
        state_machine_arn: context.state_machine_arn.clone(),
        name: context.execution_name.clone(),
        start_date: Instant(handle.started_at()),
        stop_date: Instant(stopped_at),
        status: handle.status().as_str(),
        error,
        cause,
        input: included.then_some(input),
        input_details: DataDetails { included },
        // Also of an execution without output; DescribeExecution is different.
        output_details: DataDetails { included },
        output: output.filter(|_| included),
        trace_header: start.trace_header,
        billing_details: Billing {
            billed_memory_used_in_mb: BILLED_MEMORY_MB,
            billed_duration_in_milliseconds: steps.saturating_mul(BILLED_STEP_MS),
        },
    }
}
