//! Pass: hands data on, changed or as it is.

use serde_json::Value;

use super::{PathOrNull, Template, Transition};

/// The fields of a Pass state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PassState {
    /// `Parameters` (JSONPath)
    pub parameters: Option<Template>,
    /// `Result` (JSONPath)
    pub result: Option<Value>,
    /// `ResultPath` (JSONPath)
    pub result_path: Option<PathOrNull>,
    /// `Next` or `End`
    pub transition: Transition,
}
