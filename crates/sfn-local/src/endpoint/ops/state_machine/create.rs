//! `CreateStateMachine`.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    super::{
        super::{
            arn::check_role,
            definition::Checked,
            error::ApiError,
            naming,
            state::{
                CreatedWith, EncryptionConfiguration, Instant, LoggingConfiguration, Machine,
                Revision, Tag, TracingConfiguration, WorkflowKind,
            },
        },
        Call, encryption,
        tag::{self, MAX_TAGS, too_many},
    },
    check_logging, check_version_description,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Create {
    name: String,
    definition: String,
    role_arn: String,
    #[serde(default, rename = "type")]
    kind: WorkflowKind,
    #[serde(default)]
    logging_configuration: LoggingConfiguration,
    #[serde(default)]
    tracing_configuration: TracingConfiguration,
    #[serde(default)]
    encryption_configuration: EncryptionConfiguration,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(default)]
    publish: bool,
    version_description: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Created {
    state_machine_arn: String,
    creation_date: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_version_arn: Option<String>,
}

/// `CreateStateMachine`. A repeated call gets the first one's answer, whatever its role and tags.
pub(in crate::endpoint) fn create(
    call: &mut Call<'_>,
    mut input: Create,
) -> Result<Created, ApiError> {
    naming::check(&input.name)?;
    check_role(&input.role_arn)?;
    check_version_description(input.publish, input.version_description.as_deref())?;
    check_logging(&input.logging_configuration)?;
    input.encryption_configuration = encryption::settle(input.encryption_configuration)?;
    tag::check(&input.tags)?;
    let arn = call.state.scope.state_machine(&input.name);
    let created_with = CreatedWith {
        publish: input.publish,
        version_description: input.version_description.clone(),
    };
    if input.tags.len() > MAX_TAGS {
        return Err(too_many(&arn));
    }
    let existing = call.state.machines.get(&input.name);
    if let Some(existing) = existing
        && existing.current.definition == input.definition
    {
        return created_before(call, existing, &input, &created_with);
    }
    let checked = Checked::new(&input.name, &input.definition, input.kind.into())?;
    if let Some(existing) = existing {
        return created_before(call, existing, &input, &created_with);
    }
    let revision = Revision {
        number: call.state.next_revision(),
        id: None,
        definition: input.definition,
        checked,
        role_arn: input.role_arn,
        logging: input.logging_configuration,
        tracing: input.tracing_configuration,
        encryption: input.encryption_configuration,
        update_date: call.now,
    };
    let mut machine = Machine {
        name: input.name.clone(),
        arn: arn.clone(),
        kind: input.kind,
        creation_date: call.now,
        created_with,
        current: Arc::new(revision),
        versions: BTreeMap::new(),
        last_version: 0,
        aliases: BTreeMap::new(),
        tags: input.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
        deleting: false,
    };
    let version =
        input.publish.then(|| machine.publish(input.version_description, call.now)).transpose()?;
    let state_machine_version_arn =
        version.map(|number| call.state.scope.qualified(&input.name, number));
    call.state.machines.insert(input.name, machine);
    Ok(Created { state_machine_arn: arn, creation_date: call.now, state_machine_version_arn })
}

/// The answer to a call that repeats the creation of `existing`; definitions are compared as texts.
fn created_before(
    call: &Call<'_>,
    existing: &Machine,
    input: &Create,
    created_with: &CreatedWith,
) -> Result<Created, ApiError> {
    if existing.deleting {
        return Err(ApiError::deleting(&existing.arn));
    }
    let current = &existing.current;
    let repeated = current.definition == input.definition
        && existing.kind == input.kind
        && current.logging == input.logging_configuration
        && current.tracing == input.tracing_configuration
        && current.encryption == input.encryption_configuration
        && existing.created_with == *created_with;
    if !repeated {
        let message = format!("State Machine Already Exists: '{}'", existing.arn);
        return Err(ApiError::new("StateMachineAlreadyExists", message));
    }
    let version = existing.published().filter(|_| created_with.publish);
    Ok(Created {
        state_machine_arn: existing.arn.clone(),
        creation_date: existing.creation_date,
        state_machine_version_arn: version
            .map(|number| call.state.scope.qualified(&existing.name, number)),
    })
}
