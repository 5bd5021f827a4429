//! Why a call has no value, in AWS's words.

use std::sync::Arc;

use crate::jsonpath::PathError;

/// A call that has no value. AWS reports it as `States.Runtime`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub struct CallError {
    /// The text of the whole call.
    pub call: Arc<str>,
    pub(super) reason: Box<Reason>,
}

impl CallError {
    fn text(&self) -> String {
        let Self { call, reason } = self;
        match **reason {
            Reason::NotFound { .. } | Reason::Path(_) => {
                format!("The function '{call}' had the following error: {reason}")
            }
            _ => format!(
                "There was an error while evaluating the intrinsic function: {call}. {reason}"
            ),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Reason {
    #[error(
        "The JsonPath argument for the field '{path}' could not be found in the input '{input}'"
    )]
    NotFound { path: String, input: String },
    #[error("{0}")]
    Path(PathError),
    #[error("Invalid arguments in {0}")]
    Arguments(&'static str),
    #[error(
        "Invalid arguments in States.Format: number of arguments do not match the occurrences of {{}}."
    )]
    Occurrences,
    #[error("Invalid template in States.Format: {0}")]
    Template(&'static str),
    #[error("Cannot convert String to Json in States.StringToJson, caused by: {0}")]
    Json(String),
}
