//! What every start checks and settles, whichever operation or task starts.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::super::{
    super::{
        arn::Resource,
        definition::json_fault,
        error::ApiError,
        naming,
        state::{Alias, Machine, Revision, State, WorkflowKind},
    },
    Call, IncludedData,
};

/// The input of a start.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct StartExecution {
    pub(in crate::endpoint) state_machine_arn: String,
    pub(in crate::endpoint) name: Option<String>,
    pub(in crate::endpoint) input: Option<String>,
    pub(in crate::endpoint) trace_header: Option<String>,
    #[serde(default)]
    pub(in crate::endpoint) included_data: IncludedData,
}

/// What a new execution runs, and under which names.
#[derive(Debug)]
pub(in crate::endpoint) struct Prepared {
    pub(in crate::endpoint) kind: WorkflowKind,
    pub(in crate::endpoint) machine: String,
    pub(in crate::endpoint) machine_arn: String,
    pub(in crate::endpoint) revision: Arc<Revision>,
    pub(in crate::endpoint) version: Option<u64>,
    pub(in crate::endpoint) alias: Option<String>,
    pub(in crate::endpoint) test_case: Option<String>,
    pub(in crate::endpoint) name: String,
    pub(in crate::endpoint) input_text: String,
    pub(in crate::endpoint) input: Value,
}

/// Checks a start and settles what it leaves open; nothing is started yet.
///
/// `#name` behind the ARN says which test case of its mocks the execution takes part in, as in Step Functions Local.
pub(in crate::endpoint) fn prepare(
    call: &mut Call<'_>,
    start: &StartExecution,
) -> Result<Prepared, ApiError> {
    if let Some(name) = &start.name {
        naming::check(name)?;
    }
    let given = &start.state_machine_arn;
    let (arn, test_case) = match given.split_once('#') {
        Some((arn, test_case)) => (arn, Some(test_case)),
        None => (given.as_str(), None),
    };
    let resource = Resource::parse(arn)?;
    let input_text = start.input.clone().unwrap_or_else(|| "{}".to_owned());
    let State { machines, scope, ids, .. } = &mut *call.state;
    let find = |name: &str| -> Result<&Machine, ApiError> {
        let machine = machines
            .get(name)
            .filter(|_| scope.covers(arn))
            .ok_or_else(|| ApiError::no_state_machine(arn))?;
        if machine.deleting { Err(ApiError::deleting(arn)) } else { Ok(machine) }
    };
    let (machine, version, alias) = match resource {
        Resource::StateMachine { name } => (find(name)?, None, None),
        Resource::Version { name, number } => (find(name)?, Some(number), None),
        Resource::Alias { name, alias } => {
            let machine = find(name)?;
            let found =
                machine.aliases.get(alias).ok_or_else(|| ApiError::no_state_machine(arn))?;
            let version =
                route(found, ids.below(100)).ok_or_else(|| ApiError::no_state_machine(arn))?;
            (machine, Some(version), Some(alias.to_owned()))
        }
        other => return Err(other.refused()),
    };
    let revision = match version {
        None => &machine.current,
        Some(number) => {
            &machine.versions.get(&number).ok_or_else(|| ApiError::no_state_machine(arn))?.revision
        }
    };
    if let Some(test_case) = test_case {
        let known = call.launcher.test_cases(&machine.name);
        if !known.iter().any(|known| known == test_case) {
            return Err(no_test_case(given, &known));
        }
    }
    let input = check_input(&input_text)?;
    Ok(Prepared {
        kind: machine.kind,
        machine: machine.name.clone(),
        machine_arn: machine.arn.clone(),
        revision: Arc::clone(revision),
        version,
        alias,
        test_case: test_case.map(str::to_owned),
        name: start.name.clone().unwrap_or_else(|| ids.uuid()),
        input_text,
        input,
    })
}

fn no_test_case(arn: &str, known: &[String]) -> ApiError {
    let known = if known.is_empty() {
        "the mock files have no test cases of it".to_owned()
    } else {
        format!("the test cases of it are {}", known.join(", "))
    };
    let message = format!("State Machine Does Not Exist: '{arn}' ({known})");
    ApiError::new("StateMachineDoesNotExist", message)
}

/// The version that a draw of 0 to 99 falls on.
fn route(alias: &Alias, draw: u64) -> Option<u64> {
    let mut below = 0;
    let chosen = alias.routing.iter().find(|route| {
        below += route.weight;
        draw < below
    })?;
    match Resource::parse(&chosen.state_machine_version_arn) {
        Ok(Resource::Version { number, .. }) => Some(number),
        _ => None,
    }
}

/// The input of an execution.
pub(in crate::endpoint) fn check_input(text: &str) -> Result<Value, ApiError> {
    let refused = |detail: &str| {
        let message = format!("Invalid State Machine Execution Input: '{detail}'");
        Err(ApiError::new("InvalidExecutionInput", message))
    };
    if text.trim().is_empty() {
        return refused("Invalid execution input.");
    }
    serde_json::from_str(text).or_else(|error| refused(&json_fault(text, &error)))
}
