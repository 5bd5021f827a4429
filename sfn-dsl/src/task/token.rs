//! The token of a task that waits for a callback.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::data::Data;

/// What somebody calls back with: `SendTaskSuccess`, `SendTaskFailure` or `SendTaskHeartbeat`.
///
/// A `#[task]` with a parameter of this type waits for the callback. The call in the workflow does not pass it;
/// the state adds it to the payload, under the parameter's name.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token>
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskToken(String);

impl TaskToken {
    /// A token of one's own, for tests.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    /// The token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TaskToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Data for TaskToken {}
