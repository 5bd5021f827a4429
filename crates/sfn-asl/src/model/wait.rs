//! Wait: for a time or until one.

use super::{Quantity, Transition};

/// The fields of a Wait state; exactly one of the first four is right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitState {
    /// `Seconds`
    pub seconds: Option<Quantity>,
    /// `Timestamp`
    pub timestamp: Option<String>,
    /// `SecondsPath` (JSONPath)
    pub seconds_path: Option<String>,
    /// `TimestampPath` (JSONPath)
    pub timestamp_path: Option<String>,
    /// `Next` or `End`
    pub transition: Transition,
}
