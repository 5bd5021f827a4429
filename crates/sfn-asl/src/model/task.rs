//! Task: a unit of work that something else does.

use super::{Catcher, PathOrNull, Quantity, Retrier, Template, TemplateMap, Transition};

/// The fields of a Task state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskState {
    /// `Resource`
    pub resource: String,
    /// `Credentials`
    pub credentials: Option<TemplateMap>,
    /// `Arguments` (JSONata)
    pub arguments: Option<Template>,
    /// `Parameters` (JSONPath)
    pub parameters: Option<Template>,
    /// `ResultSelector` (JSONPath)
    pub result_selector: Option<Template>,
    /// `ResultPath` (JSONPath)
    pub result_path: Option<PathOrNull>,
    /// `TimeoutSeconds`
    pub timeout_seconds: Option<Quantity>,
    /// `TimeoutSecondsPath` (JSONPath)
    pub timeout_seconds_path: Option<String>,
    /// `HeartbeatSeconds`
    pub heartbeat_seconds: Option<Quantity>,
    /// `HeartbeatSecondsPath` (JSONPath)
    pub heartbeat_seconds_path: Option<String>,
    /// `Retry`
    pub retry: Option<Vec<Retrier>>,
    /// `Catch`
    pub catch: Option<Vec<Catcher>>,
    /// `Next` or `End`
    pub transition: Transition,
}
