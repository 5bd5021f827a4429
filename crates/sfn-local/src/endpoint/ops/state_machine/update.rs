//! `UpdateStateMachine`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    super::{
        super::{
            arn::{Resource, check_role},
            definition::Checked,
            error::ApiError,
            state::{
                EncryptionConfiguration, Instant, LoggingConfiguration, Revision,
                TracingConfiguration,
            },
        },
        Call, encryption,
    },
    check_logging, check_version_description,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Update {
    state_machine_arn: String,
    definition: Option<String>,
    role_arn: Option<String>,
    logging_configuration: Option<LoggingConfiguration>,
    tracing_configuration: Option<TracingConfiguration>,
    encryption_configuration: Option<EncryptionConfiguration>,
    #[serde(default)]
    publish: bool,
    version_description: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Updated {
    update_date: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_version_arn: Option<String>,
}

/// `UpdateStateMachine`. A revision comes about only where something changes.
pub(in crate::endpoint) fn update(call: &mut Call<'_>, input: Update) -> Result<Updated, ApiError> {
    Resource::parse(&input.state_machine_arn)?;
    let nothing = input.definition.is_none()
        && input.role_arn.is_none()
        && input.logging_configuration.is_none()
        && input.tracing_configuration.is_none()
        && input.encryption_configuration.is_none();
    if nothing {
        let message = "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified";
        return Err(ApiError::new("MissingRequiredParameter", message));
    }
    input.role_arn.as_deref().map_or(Ok(()), check_role)?;
    check_version_description(input.publish, input.version_description.as_deref())?;
    input.logging_configuration.as_ref().map_or(Ok(()), check_logging)?;
    let encryption = input.encryption_configuration.map(encryption::settle).transpose()?;
    let revision_id = call.state.ids.uuid();
    let number = call.state.next_revision();
    let now = call.now;
    let scope = call.state.scope.clone();
    let machine = call.state.unqualified(&input.state_machine_arn)?;
    let old = &machine.current;
    let checked = match &input.definition {
        Some(definition) if *definition != old.definition => {
            Checked::new(&machine.name, definition, machine.kind.into())?
        }
        _ => old.checked.clone(),
    };
    let new = Revision {
        number,
        id: Some(revision_id),
        definition: input.definition.unwrap_or_else(|| old.definition.clone()),
        checked,
        role_arn: input.role_arn.unwrap_or_else(|| old.role_arn.clone()),
        logging: input.logging_configuration.unwrap_or_else(|| old.logging.clone()),
        tracing: input.tracing_configuration.unwrap_or(old.tracing),
        encryption: encryption.unwrap_or_else(|| old.encryption.clone()),
        update_date: now,
    };
    let old = Arc::clone(old);
    if !same_content(&old, &new) {
        machine.current = Arc::new(new);
    }
    let version = input.publish.then(|| machine.publish(input.version_description, now));
    let version = version.transpose().inspect_err(|_| machine.current = old)?;
    Ok(Updated {
        update_date: now,
        revision_id: machine.current.id.clone(),
        state_machine_version_arn: version.map(|number| scope.qualified(&machine.name, number)),
    })
}

fn same_content(old: &Revision, new: &Revision) -> bool {
    old.definition == new.definition
        && old.role_arn == new.role_arn
        && old.logging == new.logging
        && old.tracing == new.tracing
        && old.encryption == new.encryption
}
