//! An event in the form it is kept: 40 bytes and references to what others hold anyway.

use std::sync::Arc;

use serde_json::Value;

use crate::{errors::StateError, payload::Payload, program::StateIndex, time::Timestamp};

/// One event of a history.
#[derive(Clone, Debug)]
pub struct Event {
    /// From 1, without gaps.
    pub id: u32,
    /// The event that led to this one; 0 for none.
    pub previous: u32,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: EventKind,
}

/// What happened. The API's name depends on the state: `StateEntered` of a Pass is `PassStateEntered`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the API's names and members")]
pub enum EventKind {
    ExecutionStarted { input: Payload },
    ExecutionSucceeded { output: Payload },
    ExecutionFailed { error: Arc<StateError> },
    ExecutionTimedOut { error: Arc<StateError> },
    ExecutionAborted { error: Arc<StateError> },
    ExecutionRedriven { redrive_count: u32 },
    StateEntered { state: StateIndex, input: Payload },
    StateExited { state: StateIndex, output: Payload, assigned: Option<Arc<Assigned>> },
    StateStarted { state: StateIndex, length: u32 },
    StateSucceeded { state: StateIndex },
    StateFailed { state: StateIndex },
    StateAborted { state: StateIndex },
    IterationStarted { state: StateIndex, index: u32 },
    IterationSucceeded { state: StateIndex, index: u32 },
    IterationFailed { state: StateIndex, index: u32 },
    IterationAborted { state: StateIndex, index: u32 },
    MapRunStarted { state: StateIndex, map_run_arn: Arc<str> },
    MapRunSucceeded { state: StateIndex },
    MapRunFailed { state: StateIndex, error: Arc<StateError> },
    MapRunAborted { state: StateIndex },
    MapRunRedriven { state: StateIndex, map_run_arn: Arc<str>, redrive_count: u32 },
    EvaluationFailed { state: StateIndex, failure: Arc<FailedEvaluation> },
    TaskScheduled { state: StateIndex, call: Arc<Call> },
    TaskStarted { state: StateIndex, worker_name: Option<Arc<str>> },
    TaskSubmitted { state: StateIndex, output: Payload },
    TaskSucceeded { state: StateIndex, output: Payload },
    TaskFailed { state: StateIndex, error: Arc<StateError> },
    TaskTimedOut { state: StateIndex, error: Arc<StateError> },
}

impl EventKind {
    /// The state it is about.
    pub const fn state(&self) -> Option<StateIndex> {
        match self {
            Self::ExecutionStarted { .. }
            | Self::ExecutionSucceeded { .. }
            | Self::ExecutionFailed { .. }
            | Self::ExecutionTimedOut { .. }
            | Self::ExecutionAborted { .. }
            | Self::ExecutionRedriven { .. } => None,
            Self::StateEntered { state, .. }
            | Self::StateExited { state, .. }
            | Self::StateStarted { state, .. }
            | Self::StateSucceeded { state }
            | Self::StateFailed { state }
            | Self::StateAborted { state }
            | Self::IterationStarted { state, .. }
            | Self::IterationSucceeded { state, .. }
            | Self::IterationFailed { state, .. }
            | Self::IterationAborted { state, .. }
            | Self::MapRunStarted { state, .. }
            | Self::MapRunSucceeded { state }
            | Self::MapRunFailed { state, .. }
            | Self::MapRunAborted { state }
            | Self::MapRunRedriven { state, .. }
            | Self::EvaluationFailed { state, .. }
            | Self::TaskScheduled { state, .. }
            | Self::TaskStarted { state, .. }
            | Self::TaskSubmitted { state, .. }
            | Self::TaskSucceeded { state, .. }
            | Self::TaskFailed { state, .. }
            | Self::TaskTimedOut { state, .. } => Some(*state),
        }
    }
}

/// The variables that a state assigned.
pub type Assigned = Vec<(Arc<str>, Payload)>;

/// What was sent to a task.
#[derive(Clone, Debug)]
pub struct Call {
    /// The evaluated `Arguments`.
    pub parameters: Payload,
    /// The evaluated `TimeoutSeconds`.
    pub timeout_seconds: Option<u64>,
    /// The evaluated `HeartbeatSeconds`.
    pub heartbeat_seconds: Option<u64>,
    /// The evaluated `Credentials`.
    pub credentials: Option<Value>,
}

/// An expression that failed.
#[derive(Clone, Debug)]
pub struct FailedEvaluation {
    /// The field, such as `Output/total`.
    pub location: String,
    /// What the state fails with.
    pub error: StateError,
}
