//! `GetExecutionHistory`, also of an execution that still runs.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    super::{
        error::ApiError,
        page::Page,
        state::{Execution, State},
    },
    Call,
    execution::find,
};
use crate::EventKind;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Get {
    execution_arn: String,
    max_results: Option<i64>,
    #[serde(default)]
    reverse_order: bool,
    next_token: Option<String>,
    include_execution_data: Option<bool>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct History {
    events: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// `GetExecutionHistory`. Events are numbered without gaps, so a page is a range of numbers.
pub(super) fn get(call: &mut Call<'_>, input: Get) -> Result<History, ApiError> {
    let execution = find(call.state, &input.execution_arn)?;
    let page = Page {
        listing: &format!("GetExecutionHistory {} {}", input.execution_arn, input.reverse_order),
        max_results: input.max_results,
        next_token: input.next_token.as_deref(),
        default: 100,
    };
    let places = 0..execution.handle.event_count();
    let key = |place: &usize| place.to_string();
    let listed = if input.reverse_order {
        page.take(places.rev(), key, |place, after| {
            after.parse().is_ok_and(|after: usize| *place >= after)
        })?
    } else {
        page.take(places, key, |place, after| {
            after.parse().is_ok_and(|after: usize| *place <= after)
        })?
    };
    let include_data = input.include_execution_data.unwrap_or(true);
    let first = listed.items.iter().min().copied().unwrap_or_default();
    let mut events: Vec<Value> = execution
        .handle
        .events(first, listed.items.len())
        .iter()
        .map(|event| {
            let mut rendered = execution.handle.reader().render(event, include_data);
            if matches!(event.kind, EventKind::ExecutionStarted { .. }) {
                add_qualifiers(call.state, &execution, &mut rendered);
            }
            rendered
        })
        .collect();
    if input.reverse_order {
        events.reverse();
    }
    Ok(History { events, next_token: listed.next_token })
}

/// Says which version and alias the execution was started through.
fn add_qualifiers(state: &State, execution: &Execution, rendered: &mut Value) {
    let details = rendered.get_mut("executionStartedEventDetails").and_then(Value::as_object_mut);
    let Some(details) = details else { return };
    let arn = |qualifier: &dyn std::fmt::Display| {
        state.scope.qualified(&execution.machine, qualifier).into()
    };
    if let Some(alias) = &execution.alias {
        details.insert("stateMachineAliasArn".to_owned(), arn(alias));
    }
    if let Some(version) = &execution.version {
        details.insert("stateMachineVersionArn".to_owned(), arn(version));
    }
}
