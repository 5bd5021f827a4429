//! `DescribeExecution` and `DescribeStateMachineForExecution`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    super::{
        super::{error::ApiError, run::shown_error},
        Call, IncludedData,
        state_machine::Described as DescribedMachine,
    },
    DataDetails, Item, find_described,
    redrive::RedriveStatus,
};
use crate::Outcome;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Describe {
    execution_arn: String,
    #[serde(default)]
    included_data: IncludedData,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Described {
    #[serde(flatten)]
    item: Item,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    input_details: DataDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_details: Option<DataDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_header: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    #[serde(flatten)]
    redrive: RedriveStatus,
}

/// `DescribeExecution`.
pub(in crate::endpoint) fn describe(
    call: &mut Call<'_>,
    input: Describe,
) -> Result<Described, ApiError> {
    let execution = find_described(call.state, &input.execution_arn)?;
    let included = input.included_data == IncludedData::AllData;
    let outcome = execution.handle.outcome();
    let output = outcome.as_ref().and_then(Outcome::output).map(Value::to_string);
    let (error, cause) = outcome.as_ref().map_or((None, None), shown_error);
    Ok(Described {
        item: Item::of(call.state, &execution),
        input: included.then(|| execution.input.clone()),
        input_details: DataDetails { included },
        output_details: output.is_some().then_some(DataDetails { included }),
        output: output.filter(|_| included),
        trace_header: execution.trace_header.clone(),
        error,
        cause,
        redrive: RedriveStatus::of(call, &execution),
    })
}

/// `DescribeStateMachineForExecution`: the revision that the execution runs, whatever came after.
pub(in crate::endpoint) fn describe_state_machine(
    call: &mut Call<'_>,
    input: Describe,
) -> Result<DescribedMachine, ApiError> {
    let execution = find_described(call.state, &input.execution_arn)?;
    let revision = &execution.revision;
    let arn = execution.machine_arn.clone();
    let map_run_arn = execution.map_run.as_ref().map(|run| run.arn.clone());
    Ok(DescribedMachine {
        update_date: Some(revision.update_date),
        label: map_run_arn.is_some().then(|| label(&arn).to_owned()),
        map_run_arn,
        ..DescribedMachine::of(revision, &execution.machine, arn, input.included_data)
    })
}

/// The label in `…:stateMachine:<name>/<label>`.
fn label(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or_default()
}
