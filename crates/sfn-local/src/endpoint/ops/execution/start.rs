//! `StartExecution`, by a client or by a task.

use serde::Serialize;

use super::{
    super::{
        super::{
            error::ApiError,
            state::{Execution, Instant, Redrives, WorkflowKind},
        },
        Call,
    },
    Prepared, StartExecution, prepare,
};
use crate::ExecutionHandle;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Started {
    execution_arn: String,
    start_date: Instant,
}

/// A new execution of what was prepared, under `arn`.
pub(in crate::endpoint) fn launch(
    call: &mut Call<'_>,
    prepared: &Prepared,
    arn: &str,
) -> ExecutionHandle {
    let seed = call.state.ids.next();
    let launch = call.launcher.start(prepared, arn, seed, call.clock.clone());
    let handle = launch.handle.clone();
    call.launch = Some(launch);
    handle
}

/// `StartExecution`. To a Standard workflow the name is a key: the same name and input while it runs is the same
/// execution, anything else under that name is refused.
pub(in crate::endpoint) fn start(
    call: &mut Call<'_>,
    input: StartExecution,
) -> Result<Started, ApiError> {
    let prepared = prepare(call, &input)?;
    if prepared.kind == WorkflowKind::Express {
        let id = call.state.ids.uuid();
        let arn = call.state.scope.express(&prepared.machine, &prepared.name, &id);
        let handle = launch(call, &prepared, &arn);
        return Ok(Started { execution_arn: arn, start_date: Instant(handle.started_at()) });
    }
    let arn = call.state.scope.execution(&prepared.machine, &prepared.name);
    if let Some(existing) = call.state.executions.get(&arn) {
        let is_same = existing.input == prepared.input_text
            && existing.handle.context().test_case == prepared.test_case;
        if existing.is_running() && is_same {
            return Ok(Started { execution_arn: arn, start_date: existing.start() });
        }
        return Err(already_exists(&arn));
    }
    let handle = keep(call, prepared, arn.clone(), input.trace_header);
    Ok(Started { execution_arn: arn, start_date: Instant(handle.started_at()) })
}

/// Launches a Standard execution and keeps it.
fn keep(
    call: &mut Call<'_>,
    prepared: Prepared,
    arn: String,
    trace_header: Option<String>,
) -> ExecutionHandle {
    let handle = launch(call, &prepared, &arn);
    call.state.executions.insert(Execution {
        arn,
        name: prepared.name,
        machine: prepared.machine,
        machine_arn: prepared.machine_arn,
        revision: prepared.revision,
        version: prepared.version,
        alias: prepared.alias,
        input: prepared.input_text,
        trace_header,
        handle: handle.clone(),
        map_run: None,
        redrives: Redrives::default(),
    });
    handle
}

/// A start by a task: the handle of the new execution.
pub(in crate::endpoint) fn start_nested(
    call: &mut Call<'_>,
    input: StartExecution,
) -> Result<ExecutionHandle, ApiError> {
    let prepared = prepare(call, &input)?;
    if prepared.kind == WorkflowKind::Express {
        let id = call.state.ids.uuid();
        let arn = call.state.scope.express(&prepared.machine, &prepared.name, &id);
        return Ok(launch(call, &prepared, &arn));
    }
    let arn = call.state.scope.execution(&prepared.machine, &prepared.name);
    if call.state.executions.get(&arn).is_some() {
        return Err(already_exists(&arn));
    }
    Ok(keep(call, prepared, arn, input.trace_header))
}

fn already_exists(arn: &str) -> ApiError {
    ApiError::new("ExecutionAlreadyExists", format!("Execution Already Exists: '{arn}'"))
}
