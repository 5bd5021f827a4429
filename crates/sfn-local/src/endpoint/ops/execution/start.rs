//! `StartExecution`, by a client or by a task.

use std::sync::Arc;

use serde::Serialize;

use super::{
    super::{
        super::{
            error::ApiError,
            state::{Execution, Instant, Origin, Redrives, WorkflowKind},
        },
        Call,
    },
    Prepared, StartExecution, prepare,
};
use crate::{ExecutionHandle, Journal};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Started {
    execution_arn: String,
    start_date: Instant,
}

/// A new Express execution of what was prepared, under `arn`.
pub(in crate::endpoint) fn launch(
    call: &mut Call<'_>,
    prepared: &Prepared,
    arn: &str,
) -> ExecutionHandle {
    let seed = call.state.ids.next();
    launch_with(call, prepared, arn, seed, None)
}

fn launch_with(
    call: &mut Call<'_>,
    prepared: &Prepared,
    arn: &str,
    seed: u64,
    journal: Option<Arc<dyn Journal>>,
) -> ExecutionHandle {
    let launch = call.launcher.start(prepared, arn, seed, call.clock.clone(), journal);
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
    let handle = keep(call, prepared, arn.clone(), input.trace_header, None);
    Ok(Started { execution_arn: arn, start_date: Instant(handle.started_at()) })
}

/// Launches a Standard execution and keeps it. `task`: the execution and its task that start it.
fn keep(
    call: &mut Call<'_>,
    prepared: Prepared,
    arn: String,
    trace_header: Option<String>,
    task: Option<(String, u64)>,
) -> ExecutionHandle {
    let seed = call.state.ids.next();
    let number = call.state.executions.next_number();
    let journal = call.writer.map(|writer| writer.journal(number, 0));
    let handle = launch_with(call, &prepared, &arn, seed, journal);
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
        origin: Some(Origin { seed, task }),
        map_run: None,
        redrives: Redrives::default(),
    });
    handle
}

/// A start by a task of an execution: the handle of the new one, or of the one that the task started before a restart.
pub(in crate::endpoint) fn start_nested(
    call: &mut Call<'_>,
    input: StartExecution,
    task: (String, u64),
) -> Result<ExecutionHandle, ApiError> {
    if let Some(started) = call.state.executions.by_task(&task) {
        return Ok(started.handle.clone());
    }
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
    Ok(keep(call, prepared, arn, input.trace_header, Some(task)))
}

fn already_exists(arn: &str) -> ApiError {
    ApiError::new("ExecutionAlreadyExists", format!("Execution Already Exists: '{arn}'"))
}
