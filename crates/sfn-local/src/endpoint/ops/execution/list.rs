//! `ListExecutions`.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        super::{
            arn::Resource,
            error::ApiError,
            page::Page,
            state::{Execution, State, WorkflowKind},
        },
        Call, find_map_run,
    },
    Item, find,
};
use crate::{ChildExecution, ExecutionHandle};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct List {
    state_machine_arn: Option<String>,
    map_run_arn: Option<String>,
    status_filter: Option<String>,
    redrive_filter: Option<String>,
    max_results: Option<i64>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Listed {
    executions: Vec<ListItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ListItem {
    #[serde(flatten)]
    item: Item,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_count: Option<u64>,
}

impl ListItem {
    fn of(state: &State, execution: &Execution) -> Self {
        let item_count = execution.map_run.as_ref().map(|run| run.item_count);
        Self { item: Item::of(state, execution), item_count }
    }
}

/// `ListExecutions`, the newest first: of a machine, a version or an alias, or of a Map Run.
pub(in crate::endpoint) fn list(call: &mut Call<'_>, input: List) -> Result<Listed, ApiError> {
    match (&input.state_machine_arn, &input.map_run_arn) {
        (Some(arn), None) => of_machine(call.state, arn, &input),
        (None, Some(arn)) => of_map_run(call.state, arn, &input),
        _ => {
            let message = "exactly one of stateMachineArn and mapRunArn must be specified";
            Err(ApiError::validation(message).because("MISSING_REQUIRED_PARAMETER"))
        }
    }
}

fn of_machine(state: &State, arn: &str, input: &List) -> Result<Listed, ApiError> {
    // Only the children of a Map Run wait for its redrive (API reference, `ListExecutions`).
    if input.status_filter.as_deref() == Some("PENDING_REDRIVE") {
        let message = "mapRunArn must be specified for the statusFilter PENDING_REDRIVE";
        return Err(ApiError::validation(message));
    }
    let (name, version, alias) = match Resource::parse(arn)? {
        Resource::StateMachine { name } => (name, None, None),
        Resource::Version { name, number } => (name, Some(number), None),
        Resource::Alias { name, alias } => (name, None, Some(alias)),
        other => return Err(other.refused()),
    };
    let machine = state.machine(arn, name)?;
    if machine.kind == WorkflowKind::Express {
        return Err(ApiError::type_not_supported());
    }
    let wanted = |execution: &Execution| {
        version.is_none_or(|number| execution.version == Some(number))
            && alias.is_none_or(|alias| execution.alias.as_deref() == Some(alias))
    };
    let executions = state.executions.newest_first(name).filter(|(_, execution)| wanted(execution));
    page(
        arn,
        input,
        executions,
        |execution| (execution.status(), &execution.handle),
        |execution| ListItem::of(state, execution),
    )
}

fn of_map_run(state: &State, arn: &str, input: &List) -> Result<Listed, ApiError> {
    let run = find_map_run(state, arn)?;
    let parent = find(state, run.execution_arn())?;
    let children = run.children().into_iter().enumerate().rev();
    page(
        arn,
        input,
        children,
        |child: &ChildExecution| (child.status(), &child.handle),
        |child| ListItem::of(state, &parent.child(child)),
    )
}

/// A page of the executions that the filters let through, each with its place in the order of starts.
fn page<T>(
    arn: &str,
    input: &List,
    executions: impl Iterator<Item = (usize, T)>,
    look: impl Fn(&T) -> (&'static str, &ExecutionHandle),
    show: impl Fn(T) -> ListItem,
) -> Result<Listed, ApiError> {
    let wanted = |execution: &T| {
        let (status, handle) = look(execution);
        let redriven = if handle.redrive_count() > 0 { "REDRIVEN" } else { "NOT_REDRIVEN" };
        input.status_filter.as_deref().is_none_or(|wanted| status == wanted)
            && input.redrive_filter.as_deref().is_none_or(|wanted| redriven == wanted)
    };
    let filter = input.status_filter.as_deref().unwrap_or_default();
    let page = Page {
        listing: &format!(
            "ListExecutions {arn} {filter} {}",
            input.redrive_filter.as_deref().unwrap_or_default()
        ),
        max_results: input.max_results,
        next_token: input.next_token.as_deref(),
        default: 100,
    };
    let listed = page.take(
        executions.filter(|(_, execution)| wanted(execution)),
        |(place, _)| place.to_string(),
        |(place, _), after| after.parse().is_ok_and(|after: usize| *place >= after),
    )?;
    let items = listed.items.into_iter().map(|(_, execution)| show(execution));
    Ok(Listed { executions: items.collect(), next_token: listed.next_token })
}
