//! Fail: ends the execution with an error.

/// The fields of a Fail state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailState {
    /// `Error`
    pub error: Option<String>,
    /// `ErrorPath` (JSONPath)
    pub error_path: Option<String>,
    /// `Cause`
    pub cause: Option<String>,
    /// `CausePath` (JSONPath)
    pub cause_path: Option<String>,
}
