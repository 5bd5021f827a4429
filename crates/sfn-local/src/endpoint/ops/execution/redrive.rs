//! `RedriveExecution`, and whether an execution can be redriven.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    super::{
        super::{
            error::ApiError,
            run::Launch,
            state::{Execution, Instant},
        },
        Call,
    },
    find,
};
use crate::{NotRedrivable, Status};

/// How long after its end an execution can be redriven (Developer Guide, "Redrive eligibility").
const REDRIVABLE_PERIOD: Duration = Duration::from_hours(14 * 24);
/// How long after its start.
const MAX_OPEN_TIME: Duration = Duration::from_hours(365 * 24);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Redrive {
    execution_arn: String,
    client_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Redriven {
    redrive_date: Instant,
}

/// `RedriveExecution`: the execution goes on from what failed. The same token again is the same redrive.
pub(in crate::endpoint) fn redrive(
    call: &mut Call<'_>,
    input: Redrive,
) -> Result<Redriven, ApiError> {
    let execution = find(call.state, &input.execution_arn)?;
    let token = input.client_token.as_deref();
    if let Some(date) = token.and_then(|token| execution.redrives.date(token, call.now)) {
        return Ok(Redriven { redrive_date: date });
    }
    if let Some(reason) = reason(call, &execution) {
        return Err(ApiError::not_redrivable(reason));
    }
    let handle = execution.handle.clone();
    let work = handle.redrive().map_err(|_| ApiError::not_redrivable(NOT_ELIGIBLE))?;
    let redrive_date = handle.redriven_at().map_or(call.now, Instant);
    call.launch = Some(Launch { handle, work: Box::pin(work) });
    let kept = call.state.executions.get_mut(&input.execution_arn);
    if let (Some(kept), Some(token)) = (kept, input.client_token) {
        kept.redrives.add(token, call.now, redrive_date);
    }
    Ok(Redriven { redrive_date })
}

/// `redriveStatus` and `redriveStatusReason` of `DescribeExecution`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RedriveStatus {
    redrive_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_status_reason: Option<String>,
}

impl RedriveStatus {
    pub(super) fn of(call: &Call<'_>, execution: &Execution) -> Self {
        let redrive_status_reason = reason(call, execution);
        let redrive_status = match redrive_status_reason {
            Some(_) => "NOT_REDRIVABLE",
            None if execution.map_run.is_some() => "REDRIVABLE_BY_MAP_RUN",
            None => "REDRIVABLE",
        };
        Self { redrive_status, redrive_status_reason }
    }
}

const NOT_ELIGIBLE: &str = "Execution cannot be redriven";

/// Why the execution cannot be redriven, in the words of the API reference.
fn reason(call: &Call<'_>, execution: &Execution) -> Option<String> {
    let handle = &execution.handle;
    let status = handle.status();
    if matches!(status, Status::Running | Status::Succeeded) {
        return Some(format!("Execution is {} and cannot be redriven", status.as_str()));
    }
    if execution.map_run.is_some() {
        return None;
    }
    let machine = call.state.machines.get(&execution.machine);
    let over = |since: Instant, longest| since.0.until(call.now.0) > longest;
    let reason = if machine.is_some_and(|machine| machine.deleting) {
        "State machine is in DELETING status"
    } else if over(execution.start(), MAX_OPEN_TIME) {
        "Execution has exceeded the max execution time"
    } else if execution.stop().is_some_and(|stop| over(stop, REDRIVABLE_PERIOD)) {
        "Execution redrivable period exceeded"
    } else {
        match handle.check_redrive() {
            Ok(()) => return None,
            Err(NotRedrivable::HistoryLimit) => "Execution history event limit exceeded",
            Err(NotRedrivable::NotEligible) => NOT_ELIGIBLE,
        }
    };
    Some(reason.to_owned())
}
