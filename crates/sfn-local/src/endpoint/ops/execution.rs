//! Start, describe, list, stop and redrive executions.

mod describe;
mod list;
mod prepare;
mod redrive;
mod start;

use std::borrow::Cow;

use serde::Serialize;

pub(super) use self::{
    describe::{describe, describe_state_machine},
    list::list,
    redrive::redrive,
    start::start,
};
pub(in crate::endpoint) use self::{
    prepare::{Prepared, StartExecution, check_input, prepare},
    start::{launch, start_nested},
};
use super::super::{
    arn::Resource,
    error::ApiError,
    state::{Execution, Instant, State},
};

/// The Standard execution that `arn` names.
pub(in crate::endpoint) fn find<'a>(
    state: &'a State,
    arn: &str,
) -> Result<Cow<'a, Execution>, ApiError> {
    match Resource::parse(arn)? {
        Resource::Execution => {
            state.executions.find(arn).ok_or_else(|| ApiError::no_execution(arn))
        }
        other => Err(other.refused()),
    }
}

/// The same, or an Express execution that a Map Run started: those can be described, too.
fn find_described<'a>(state: &'a State, arn: &str) -> Result<Cow<'a, Execution>, ApiError> {
    match state.executions.find(arn) {
        Some(child) if child.map_run.is_some() => Ok(child),
        _ => find(state, arn),
    }
}

/// Whether an input or output is shown.
#[derive(Clone, Copy, Debug, Serialize)]
pub(in crate::endpoint) struct DataDetails {
    pub(in crate::endpoint) included: bool,
}

/// What Describe and List have in common.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    execution_arn: String,
    state_machine_arn: String,
    name: String,
    status: &'static str,
    start_date: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_version_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_alias_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    map_run_arn: Option<String>,
    redrive_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_date: Option<Instant>,
}

impl Item {
    fn of(state: &State, execution: &Execution) -> Self {
        let qualified = |qualifier: &dyn std::fmt::Display| {
            state.scope.qualified(&execution.machine, qualifier)
        };
        Self {
            execution_arn: execution.arn.clone(),
            state_machine_arn: execution.machine_arn.clone(),
            name: execution.name.clone(),
            status: execution.status(),
            start_date: execution.start(),
            stop_date: execution.stop(),
            state_machine_version_arn: execution.version.map(|number| qualified(&number)),
            state_machine_alias_arn: execution.alias.as_ref().map(|alias| qualified(alias)),
            map_run_arn: execution.map_run.as_ref().map(|run| run.arn.clone()),
            redrive_count: execution.handle.redrive_count(),
            redrive_date: execution.handle.redriven_at().map(Instant),
        }
    }
}
