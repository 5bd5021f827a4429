//! State machines with their revisions, versions, aliases and tags.

use std::{collections::BTreeMap, sync::Arc};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use sfn_asl::WorkflowType;

use super::{
    super::{definition::Checked, error::ApiError},
    Instant,
};

/// Published versions a machine can have (`PublishStateMachineVersion`).
const MAX_VERSIONS: usize = 1000;

/// A state machine.
#[derive(Debug)]
pub(in crate::endpoint) struct Machine {
    pub(in crate::endpoint) name: String,
    pub(in crate::endpoint) arn: String,
    pub(in crate::endpoint) kind: WorkflowKind,
    pub(in crate::endpoint) creation_date: Instant,
    pub(in crate::endpoint) created_with: CreatedWith,
    pub(in crate::endpoint) current: Arc<Revision>,
    pub(in crate::endpoint) versions: BTreeMap<u64, Version>,
    /// The number of the last version that was published, deleted or not: numbers are never used again.
    pub(in crate::endpoint) last_version: u64,
    pub(in crate::endpoint) aliases: BTreeMap<String, Alias>,
    pub(in crate::endpoint) tags: IndexMap<String, String>,
    /// Deletion was asked for and executions still run.
    pub(in crate::endpoint) deleting: bool,
}

/// What `CreateStateMachine` compares beside the content, to tell a repeated call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(in crate::endpoint) struct CreatedWith {
    pub(in crate::endpoint) publish: bool,
    pub(in crate::endpoint) version_description: Option<String>,
}

/// What an update replaces. Executions and versions hold on to theirs.
#[derive(Debug)]
pub(in crate::endpoint) struct Revision {
    /// Its name in the state file.
    pub(in crate::endpoint) number: u64,
    /// Absent until the first update that changes something.
    pub(in crate::endpoint) id: Option<String>,
    pub(in crate::endpoint) definition: String,
    pub(in crate::endpoint) checked: Checked,
    pub(in crate::endpoint) role_arn: String,
    pub(in crate::endpoint) logging: LoggingConfiguration,
    pub(in crate::endpoint) tracing: TracingConfiguration,
    pub(in crate::endpoint) encryption: EncryptionConfiguration,
    pub(in crate::endpoint) update_date: Instant,
}

/// A published version.
#[derive(Debug)]
pub(in crate::endpoint) struct Version {
    pub(in crate::endpoint) revision: Arc<Revision>,
    pub(in crate::endpoint) description: Option<String>,
    pub(in crate::endpoint) creation_date: Instant,
}

/// An alias.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(in crate::endpoint) struct Alias {
    pub(in crate::endpoint) description: Option<String>,
    pub(in crate::endpoint) routing: Vec<Route>,
    pub(in crate::endpoint) creation_date: Instant,
    pub(in crate::endpoint) update_date: Instant,
}

/// The share of an alias's executions that a version gets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Route {
    pub(in crate::endpoint) state_machine_version_arn: String,
    pub(in crate::endpoint) weight: u64,
}

/// `STANDARD` or `EXPRESS`, as the API writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(in crate::endpoint) enum WorkflowKind {
    #[default]
    Standard,
    Express,
}

impl From<WorkflowKind> for WorkflowType {
    fn from(kind: WorkflowKind) -> Self {
        match kind {
            WorkflowKind::Standard => Self::Standard,
            WorkflowKind::Express => Self::Express,
        }
    }
}

/// `loggingConfiguration`, with the defaults that Describe shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::endpoint) struct LoggingConfiguration {
    pub(in crate::endpoint) level: LogLevel,
    pub(in crate::endpoint) include_execution_data: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) destinations: Option<Vec<LogDestination>>,
}

/// What is logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(in crate::endpoint) enum LogLevel {
    All,
    Error,
    Fatal,
    #[default]
    Off,
}

/// Where logs go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::endpoint) struct LogDestination {
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud_watch_logs_log_group: Option<LogGroup>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
struct LogGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    log_group_arn: Option<String>,
}

impl LogDestination {
    pub(in crate::endpoint) fn log_group_arn(&self) -> Option<&str> {
        self.cloud_watch_logs_log_group.as_ref()?.log_group_arn.as_deref()
    }
}

/// `tracingConfiguration`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::endpoint) struct TracingConfiguration {
    enabled: bool,
}

/// `encryptionConfiguration`; nothing is encrypted here, but what was set is given back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct EncryptionConfiguration {
    #[serde(rename = "type")]
    pub(in crate::endpoint) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) kms_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::endpoint) kms_data_key_reuse_period_seconds: Option<u64>,
}

impl Default for EncryptionConfiguration {
    fn default() -> Self {
        Self {
            kind: "AWS_OWNED_KEY".to_owned(),
            kms_key_id: None,
            kms_data_key_reuse_period_seconds: None,
        }
    }
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[derive(Default)]
pub(in crate::endpoint) struct Tag {
    pub(in crate::endpoint) key: String,
    pub(in crate::endpoint) value: String,
}

impl Machine {
    /// The version that the current revision was published as.
    pub(in crate::endpoint) fn published(&self) -> Option<u64> {
        let is_current = |version: &Version| Arc::ptr_eq(&version.revision, &self.current);
        self.versions
            .iter()
            .rev()
            .find(|(_, version)| is_current(version))
            .map(|(number, _)| *number)
    }

    /// Publishes the current revision, unless it is published already; the number of its version.
    pub(in crate::endpoint) fn publish(
        &mut self,
        description: Option<String>,
        now: Instant,
    ) -> Result<u64, ApiError> {
        if let Some(number) = self.published() {
            return Ok(number);
        }
        if self.versions.len() >= MAX_VERSIONS {
            return Err(ApiError::quota_exceeded(MAX_VERSIONS, "published versions"));
        }
        self.last_version += 1;
        let version =
            Version { revision: Arc::clone(&self.current), description, creation_date: now };
        self.versions.insert(self.last_version, version);
        Ok(self.last_version)
    }
}
