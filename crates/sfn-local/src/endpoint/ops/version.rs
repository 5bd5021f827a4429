//! Publish, list and delete versions.

use serde::{Deserialize, Serialize};

use super::{
    super::{arn::Resource, error::ApiError, page::Page, state::Instant},
    Call, Nothing,
};

/// The `revisionId` that stands for a machine that was never updated (`PublishStateMachineVersion`).
const INITIAL: &str = "INITIAL";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Publish {
    state_machine_arn: String,
    revision_id: Option<String>,
    description: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Published {
    creation_date: Instant,
    state_machine_version_arn: String,
}

/// `PublishStateMachineVersion`: once per revision.
pub(super) fn publish(call: &mut Call<'_>, input: Publish) -> Result<Published, ApiError> {
    let now = call.now;
    let scope = call.state.scope.clone();
    let machine = call.state.unqualified(&input.state_machine_arn)?;
    let current = machine.current.id.as_deref().unwrap_or(INITIAL);
    if let Some(wanted) = input.revision_id.filter(|wanted| wanted != current) {
        return Err(ApiError::conflict(format!(
            "Failed to publish the State Machine version for revision {wanted}. The current State Machine revision \
             is {current}."
        )));
    }
    let number = machine.publish(input.description, now)?;
    let creation_date = machine.versions.get(&number).map_or(now, |version| version.creation_date);
    Ok(Published {
        creation_date,
        state_machine_version_arn: scope.qualified(&machine.name, number),
    })
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    state_machine_arn: String,
    max_results: Option<i64>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    state_machine_versions: Vec<Published>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// `ListStateMachineVersions`, the newest first.
pub(super) fn list(call: &mut Call<'_>, input: List) -> Result<Listed, ApiError> {
    let arn = &input.state_machine_arn;
    let name = match Resource::parse(arn)? {
        Resource::StateMachine { name } => name,
        Resource::Version { .. } | Resource::Alias { .. } => {
            return Err(ApiError::no_state_machine(arn));
        }
        other => return Err(other.refused()),
    };
    let machine = call.state.machine(arn, name)?;
    let page = Page {
        listing: &format!("ListStateMachineVersions {arn}"),
        max_results: input.max_results,
        next_token: input.next_token.as_deref(),
        default: 100,
    };
    let listed = page.take(
        machine.versions.iter().rev(),
        |(number, _)| number.to_string(),
        |(number, _), after| after.parse().is_ok_and(|after: u64| **number >= after),
    )?;
    let versions = listed.items.into_iter().map(|(number, version)| Published {
        creation_date: version.creation_date,
        state_machine_version_arn: call.state.scope.qualified(&machine.name, number),
    });
    Ok(Listed { state_machine_versions: versions.collect(), next_token: listed.next_token })
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delete {
    state_machine_version_arn: String,
}

/// `DeleteStateMachineVersion`: of a version that is not there, too; not of one that an alias leads to.
pub(super) fn delete(call: &mut Call<'_>, input: Delete) -> Result<Nothing, ApiError> {
    let arn = &input.state_machine_version_arn;
    let (name, number) = match Resource::parse(arn)? {
        Resource::Version { name, number } => (name, number),
        Resource::StateMachine { .. } | Resource::Alias { .. } => {
            return Err(ApiError::validation("the ARN must be that of a state machine version"));
        }
        other => return Err(other.refused()),
    };
    let Ok(machine) = call.state.machine_mut(arn, name) else { return Ok(Nothing {}) };
    let routed = |alias: &super::super::state::Alias| {
        alias.routing.iter().any(|r| r.state_machine_version_arn == *arn)
    };
    let aliases: Vec<&str> = machine
        .aliases
        .iter()
        .filter(|(_, alias)| routed(alias))
        .map(|(name, _)| name.as_str())
        .collect();
    if !aliases.is_empty() {
        return Err(ApiError::conflict(format!(
            "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this \
             version: [{}]",
            aliases.join(", ")
        )));
    }
    machine.versions.remove(&number);
    Ok(Nothing {})
}
