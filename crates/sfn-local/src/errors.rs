//! Errors as states see them: a name, a cause, and what may be done about it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::definition::TaskFailure;

/// The names that AWS reserves for errors of its own.
pub mod names {
    /// Matches any error that can be caught, where it stands alone.
    pub const ALL: &str = "States.ALL";
    /// Matches any error of a task but a timeout.
    pub const TASK_FAILED: &str = "States.TaskFailed";
    /// A task or an execution took too long.
    pub const TIMEOUT: &str = "States.Timeout";
    /// A heartbeat was missed; reported as [`TIMEOUT`].
    pub const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";
    /// Something could not be processed; nothing catches it.
    pub const RUNTIME: &str = "States.Runtime";
    /// A payload is larger than 256 KiB; its own name catches it, and [`ALL`].
    pub const DATA_LIMIT_EXCEEDED: &str = "States.DataLimitExceeded";
    /// The items of a distributed Map could not be read.
    pub const ITEM_READER_FAILED: &str = "States.ItemReaderFailed";
    /// The results of a distributed Map could not be written.
    pub const RESULT_WRITER_FAILED: &str = "States.ResultWriterFailed";
    /// More items of a distributed Map failed than it tolerates.
    pub const EXCEED_TOLERATED_FAILURE_THRESHOLD: &str = "States.ExceedToleratedFailureThreshold";
    /// A result cannot be put where `ResultPath` leads to, or nothing is where `ItemsPath` leads to.
    pub const REFERENCE_PATH_CONFLICT: &str = "States.ReferencePathConflict";
    /// A JSONata expression failed.
    pub const QUERY_EVALUATION_ERROR: &str = "States.QueryEvaluationError";
}

/// An error on its way out of a state: AWS's `Error` and `Cause`, each of which may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Texts", into = "Texts")]
pub struct StateError {
    /// `Error`
    pub error: Option<Arc<str>>,
    /// `Cause`
    pub cause: Option<Arc<str>>,
    /// Whether it comes from a missed heartbeat.
    pub(crate) heartbeat: bool,
}

/// A [`StateError`] as it is written.
#[derive(Serialize, Deserialize)]
struct Texts {
    error: Option<String>,
    cause: Option<String>,
    heartbeat: bool,
}

impl From<Texts> for StateError {
    fn from(Texts { error, cause, heartbeat }: Texts) -> Self {
        Self { error: error.map(Into::into), cause: cause.map(Into::into), heartbeat }
    }
}

impl From<StateError> for Texts {
    fn from(StateError { error, cause, heartbeat }: StateError) -> Self {
        let text = |text: Option<Arc<str>>| text.map(|text| text.to_string());
        Self { error: text(error), cause: text(cause), heartbeat }
    }
}

impl StateError {
    pub(crate) fn new(error: &str, cause: impl Into<Arc<str>>) -> Self {
        Self { error: Some(error.into()), cause: Some(cause.into()), heartbeat: false }
    }

    /// AWS gives timeouts an empty cause, which shows in the error output but not in events.
    pub(crate) fn timeout(heartbeat: bool) -> Self {
        Self { heartbeat, ..Self::new(names::TIMEOUT, "") }
    }

    /// The cause where an event shows it.
    pub(crate) fn visible_cause(&self) -> Option<&str> {
        self.cause.as_deref().filter(|cause| !cause.is_empty())
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.error.as_deref() == Some(name)
    }

    /// Whether an `ErrorEquals` with these names matches; see "Handling errors" in the Developer Guide.
    pub(crate) fn matches(&self, error_equals: &[String]) -> bool {
        error_equals.iter().any(|name| self.matches_name(name))
    }

    fn matches_name(&self, name: &str) -> bool {
        if self.is(names::RUNTIME) {
            return false;
        }
        match name {
            // The Developer Guide leaves `States.DataLimitExceeded` out; recordings show that it is caught.
            names::ALL => true,
            names::TASK_FAILED => !self.is(names::TIMEOUT) && !self.is(names::DATA_LIMIT_EXCEEDED),
            names::HEARTBEAT_TIMEOUT if self.heartbeat => true,
            other => self.is(other),
        }
    }

    /// `$states.errorOutput`.
    pub(crate) fn output(&self) -> Value {
        json!({ "Error": self.error.as_deref(), "Cause": self.cause.as_deref() })
    }
}

impl From<TaskFailure> for StateError {
    /// Who sends a token back may leave both texts out.
    fn from(failure: TaskFailure) -> Self {
        if failure.error.is_empty() && failure.cause.is_empty() {
            return Self::default();
        }
        Self::new(&failure.error, failure.cause)
    }
}
