//! `DescribeStateMachine`, of a machine or of one of its versions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::{
    super::{
        arn::Resource,
        error::ApiError,
        state::{
            EncryptionConfiguration, Instant, LoggingConfiguration, Revision, TracingConfiguration,
            WorkflowKind,
        },
    },
    Call,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Describe {
    state_machine_arn: String,
    #[serde(default)]
    included_data: IncludedData,
}

/// How much of what may be encrypted an answer shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::endpoint) enum IncludedData {
    #[default]
    AllData,
    MetadataOnly,
}

/// What Describe says of a revision, whether it is reached by a machine, a version or an execution.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Described {
    pub(in crate::endpoint) state_machine_arn: String,
    pub(in crate::endpoint) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) status: Option<&'static str>,
    pub(in crate::endpoint) definition: String,
    pub(in crate::endpoint) role_arn: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) kind: Option<WorkflowKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) creation_date: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) update_date: Option<Instant>,
    pub(in crate::endpoint) logging_configuration: LoggingConfiguration,
    pub(in crate::endpoint) tracing_configuration: TracingConfiguration,
    pub(in crate::endpoint) encryption_configuration: EncryptionConfiguration,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) revision_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) map_run_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) label: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(in crate::endpoint) variable_references: BTreeMap<String, Vec<String>>,
}

impl Described {
    pub(in crate::endpoint) fn of(
        revision: &Revision,
        name: &str,
        arn: String,
        included: IncludedData,
    ) -> Self {
        let all = included == IncludedData::AllData;
        Self {
            state_machine_arn: arn,
            name: name.to_owned(),
            status: None,
            definition: if all { revision.definition.clone() } else { "{}".to_owned() },
            role_arn: revision.role_arn.clone(),
            kind: None,
            creation_date: None,
            update_date: None,
            logging_configuration: revision.logging.clone(),
            tracing_configuration: revision.tracing,
            encryption_configuration: revision.encryption.clone(),
            revision_id: revision.id.clone(),
            description: None,
            map_run_arn: None,
            label: None,
            variable_references: if all {
                revision.checked.variable_references()
            } else {
                BTreeMap::new()
            },
        }
    }
}

/// `DescribeStateMachine`, of a machine or of one of its versions.
pub(in crate::endpoint) fn describe(
    call: &mut Call<'_>,
    input: Describe,
) -> Result<Described, ApiError> {
    let arn = input.state_machine_arn;
    let (machine, version) = match Resource::parse(&arn)? {
        Resource::StateMachine { name } => (call.state.machine(&arn, name)?, None),
        Resource::Version { name, number } => {
            let machine = call.state.machine(&arn, name)?;
            let version =
                machine.versions.get(&number).ok_or_else(|| ApiError::no_state_machine(&arn))?;
            (machine, Some(version))
        }
        Resource::Alias { .. } => return Err(ApiError::no_state_machine(&arn)),
        other => return Err(other.refused()),
    };
    let revision = version.map_or(&machine.current, |version| &version.revision);
    Ok(Described {
        status: Some(if machine.deleting { "DELETING" } else { "ACTIVE" }),
        kind: Some(machine.kind),
        creation_date: Some(version.map_or(machine.creation_date, |version| version.creation_date)),
        description: version.and_then(|version| version.description.clone()),
        ..Described::of(revision, &machine.name, arn.clone(), input.included_data)
    })
}
