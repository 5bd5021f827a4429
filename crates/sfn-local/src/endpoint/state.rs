//! What the service knows: state machines, executions, roles. Plain data behind one lock, changed only by the
//! operations; nothing in it knows HTTP, and what runs lives elsewhere.

mod activity;
mod execution;
mod ids;
mod machine;
mod records;

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) use self::{
    activity::Activity,
    execution::{Execution, Executions, Origin, Redrives},
    ids::Ids,
    machine::{
        Alias, CreatedWith, EncryptionConfiguration, LogLevel, LoggingConfiguration, Machine,
        Revision, Route, Tag, TracingConfiguration, Version, WorkflowKind,
    },
    records::Records,
};
use super::{
    arn::{Resource, Scope},
    error::ApiError,
};
use crate::Timestamp;

/// Everything that operations read and write.
#[derive(Debug)]
pub(super) struct State {
    pub(super) scope: Scope,
    /// By name, which is also the order of `ListStateMachines`.
    pub(super) machines: Records<Machine>,
    /// By name, which is also the order of `ListActivities`.
    pub(super) activities: Records<Activity>,
    pub(super) executions: Executions,
    pub(super) roles: super::iam::Roles,
    pub(super) ids: Ids,
    /// The revisions that are in the state file, by number.
    pub(super) saved_revisions: BTreeSet<u64>,
    /// The number of the last revision.
    last_revision: u64,
}

impl State {
    pub(super) fn new(scope: Scope, ids: Ids) -> Self {
        Self {
            scope,
            machines: Records::default(),
            activities: Records::default(),
            executions: Executions::default(),
            roles: super::iam::Roles::default(),
            ids,
            saved_revisions: BTreeSet::new(),
            last_revision: 0,
        }
    }

    /// A number for a new revision.
    pub(super) fn next_revision(&mut self) -> u64 {
        self.last_revision =
            self.last_revision.max(self.saved_revisions.last().copied().unwrap_or_default()) + 1;
        self.last_revision
    }

    /// Nobody keeps what changed.
    pub(super) fn forget_changes(&mut self) {
        self.machines.take_changed();
        self.activities.take_changed();
        self.executions.take_changed();
        self.roles.roles.take_changed();
        self.roles.managed.take_changed();
    }

    /// Removes a machine, and with it its executions.
    pub(super) fn remove_machine(&mut self, name: &str) {
        self.machines.remove(name);
        self.executions.remove_of(name);
    }

    /// The activity that the ARN names.
    pub(super) fn activity(&self, arn: &str) -> Result<&Activity, ApiError> {
        match Resource::parse(arn)? {
            Resource::Activity { name } => {
                let activity = self.activities.get(name).filter(|_| self.scope.covers(arn));
                activity.ok_or_else(|| ApiError::no_activity(arn))
            }
            other => Err(other.refused()),
        }
    }

    /// The machine called `name`, if `arn`, in which the name stands, is an ARN of this account and region.
    pub(super) fn machine(&self, arn: &str, name: &str) -> Result<&Machine, ApiError> {
        let machine = self.machines.get(name).filter(|_| self.scope.covers(arn));
        machine.ok_or_else(|| ApiError::no_state_machine(arn))
    }

    /// As [`State::machine`], to change it; one that is being deleted is refused.
    pub(super) fn machine_mut(&mut self, arn: &str, name: &str) -> Result<&mut Machine, ApiError> {
        let covered = self.scope.covers(arn);
        let machine = self.machines.get_mut(name).filter(|_| covered);
        let machine = machine.ok_or_else(|| ApiError::no_state_machine(arn))?;
        if machine.deleting { Err(ApiError::deleting(arn)) } else { Ok(machine) }
    }

    /// The machine that the unqualified `arn` names.
    pub(super) fn unqualified(&mut self, arn: &str) -> Result<&mut Machine, ApiError> {
        match Resource::parse(arn)? {
            Resource::StateMachine { name } => self.machine_mut(arn, name),
            Resource::Version { .. } | Resource::Alias { .. } => {
                Err(ApiError::no_state_machine(arn))
            }
            other => Err(other.refused()),
        }
    }
}

/// An instant as AWS JSON writes it: seconds since 1970, with milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant(pub(super) Timestamp);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.as_seconds())
    }
}

impl<'de> Deserialize<'de> for Instant {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds of instants that we wrote ourselves"
    )]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let seconds = f64::deserialize(deserializer)?;
        Ok(Self(Timestamp::from_millis((seconds * 1000.0).round() as i64)))
    }
}
