//! AWS as the rest of this crate sees it: a few calls, in our own types, behind traits.
//!
//! `sdk` does them with the AWS SDK for Rust; tests put an account in memory in its place. No SDK type leaves this module.

mod connect;
mod error;
mod events;
#[cfg(test)]
pub(crate) mod memory;
mod profile;
mod sdk;

pub(crate) use connect::{Settings, embedded, identify};
pub(crate) use error::{AwsError, AwsResult, Refusal};
pub(crate) use profile::NoProfile;
pub(crate) use sdk::Sdk;

use std::{collections::BTreeMap, time::SystemTime};

use serde_json::Value;
use sfn_asl::WorkflowType;

/// Tag keys and values.
pub(crate) type Tags = BTreeMap<String, String>;

/// Who is calling, from `sts:GetCallerIdentity`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) account: String,
    pub(crate) arn: String,
    /// The region of the endpoint that answered, which only an endpoint of ours says.
    pub(crate) endpoint_region: Option<String>,
}

/// A role as IAM describes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RoleRecord {
    pub(crate) arn: String,
    /// The trust policy, decoded.
    pub(crate) trust: Value,
    pub(crate) tags: Tags,
}

/// A state machine as Step Functions describes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MachineRecord {
    pub(crate) definition: String,
    pub(crate) role_arn: String,
    pub(crate) workflow_type: WorkflowType,
    pub(crate) is_deleting: bool,
}

/// What `CreateStateMachine` takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewMachine<'a> {
    pub(crate) name: &'a str,
    pub(crate) definition: &'a str,
    pub(crate) role_arn: &'a str,
    pub(crate) workflow_type: WorkflowType,
    pub(crate) tags: &'a Tags,
}

/// What a deployment calls. The writes are those that a [plan](crate::plan) consists of.
pub(crate) trait ControlPlane {
    async fn caller_identity(&self) -> AwsResult<Identity>;

    async fn role(&self, name: &str) -> AwsResult<Option<RoleRecord>>;
    async fn role_policy(&self, role: &str, policy: &str) -> AwsResult<Option<Value>>;
    async fn create_role(&self, name: &str, trust: &str, tags: &Tags) -> AwsResult<()>;
    async fn update_trust(&self, role: &str, trust: &str) -> AwsResult<()>;
    async fn tag_role(&self, role: &str, tags: &Tags) -> AwsResult<()>;
    async fn put_role_policy(&self, role: &str, policy: &str, document: &str) -> AwsResult<()>;
    async fn delete_role_policy(&self, role: &str, policy: &str) -> AwsResult<()>;

    /// The ARNs of the managed policies that the role has.
    async fn attached_policies(&self, role: &str) -> AwsResult<Vec<String>>;
    /// The document of a managed policy, if there is such a policy.
    async fn managed_policy(&self, arn: &str) -> AwsResult<Option<Value>>;
    async fn create_policy(&self, name: &str, document: &str, tags: &Tags) -> AwsResult<()>;
    /// Makes the document that of the policy.
    async fn update_policy(&self, arn: &str, document: &str) -> AwsResult<()>;
    async fn attach_policy(&self, role: &str, arn: &str) -> AwsResult<()>;
    /// Takes the policy from the role, and deletes it.
    async fn remove_policy(&self, role: &str, arn: &str) -> AwsResult<()>;

    async fn machine(&self, arn: &str) -> AwsResult<Option<MachineRecord>>;
    async fn machine_tags(&self, arn: &str) -> AwsResult<Tags>;
    /// Gives the ARN.
    async fn create_machine(&self, machine: NewMachine<'_>) -> AwsResult<String>;
    async fn update_machine(
        &self,
        arn: &str,
        definition: Option<&str>,
        role_arn: Option<&str>,
    ) -> AwsResult<()>;
    async fn tag_machine(&self, arn: &str, tags: &Tags) -> AwsResult<()>;
}

/// The status of an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

impl Status {
    /// The API's word.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
        }
    }
}

/// An execution as far as it has come.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExecutionRecord {
    pub(crate) status: Status,
    pub(crate) output: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) cause: Option<String>,
    pub(crate) started: Option<SystemTime>,
    pub(crate) stopped: Option<SystemTime>,
}

/// An event of an execution's history, reduced to what a timeline shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) id: i64,
    pub(crate) previous: i64,
    pub(crate) at: SystemTime,
    /// The event type, such as `TaskStateEntered`.
    pub(crate) kind: String,
    /// The state that was entered or left.
    pub(crate) state: Option<String>,
    /// Which iteration of a Map began or ended.
    pub(crate) iteration: Option<i32>,
    pub(crate) error: Option<String>,
    pub(crate) cause: Option<String>,
}

/// What running a workflow calls.
pub(crate) trait Executions {
    /// Starts an execution and gives its ARN.
    async fn start(&self, machine_arn: &str, input: &str) -> AwsResult<String>;
    /// Runs an Express workflow to its end.
    async fn run_sync(&self, machine_arn: &str, input: &str) -> AwsResult<ExecutionRecord>;
    async fn execution(&self, execution_arn: &str) -> AwsResult<ExecutionRecord>;
    /// The events after the one with this id, oldest first.
    async fn events_after(&self, execution_arn: &str, id: i64) -> AwsResult<Vec<Event>>;
}
