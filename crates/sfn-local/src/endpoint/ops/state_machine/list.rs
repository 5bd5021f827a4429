//! `ListStateMachines`.

use serde::{Deserialize, Serialize};

use super::super::{
    super::{
        error::ApiError,
        page::Page,
        state::{Instant, WorkflowKind},
    },
    Call,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct List {
    max_results: Option<i64>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Listed {
    state_machines: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    state_machine_arn: String,
    name: String,
    #[serde(rename = "type")]
    kind: WorkflowKind,
    creation_date: Instant,
}

/// `ListStateMachines`, by name.
pub(in crate::endpoint) fn list(call: &mut Call<'_>, input: List) -> Result<Listed, ApiError> {
    let page = Page {
        listing: "ListStateMachines",
        max_results: input.max_results,
        next_token: input.next_token.as_deref(),
        default: 100,
    };
    let machines = call.state.machines.values();
    let listed = page.take(machines, |m| m.name.clone(), |m, after| m.name.as_str() <= after)?;
    let state_machines = listed.items.into_iter().map(|machine| Item {
        state_machine_arn: machine.arn.clone(),
        name: machine.name.clone(),
        kind: machine.kind,
        creation_date: machine.creation_date,
    });
    Ok(Listed { state_machines: state_machines.collect(), next_token: listed.next_token })
}
