//! What a Task, Parallel or Map does about errors.

use super::{PathOrNull, Quantity, StateName, Template, TemplateMap};

/// One element of `Retry`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retrier {
    /// `ErrorEquals`
    pub error_equals: Vec<String>,
    /// `IntervalSeconds`
    pub interval_seconds: Option<Quantity>,
    /// `MaxAttempts`
    pub max_attempts: Option<Quantity>,
    /// `BackoffRate`
    pub backoff_rate: Option<Quantity>,
    /// `MaxDelaySeconds`
    pub max_delay_seconds: Option<Quantity>,
    /// `JitterStrategy`
    pub jitter_strategy: Option<JitterStrategy>,
    /// `Comment`
    pub comment: Option<String>,
}

/// The value of `JitterStrategy`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JitterStrategy {
    /// `FULL`: a random delay between 0 and the computed one.
    Full,
    /// `NONE`
    None,
    /// A `${Placeholder}`.
    Placeholder(String),
}

impl JitterStrategy {
    /// The value of `JitterStrategy`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Full => "FULL",
            Self::None => "NONE",
            Self::Placeholder(text) => text,
        }
    }
}

/// One element of `Catch`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catcher {
    /// `ErrorEquals`
    pub error_equals: Vec<String>,
    /// `Next`
    pub next: StateName,
    /// `ResultPath` (JSONPath)
    pub result_path: Option<PathOrNull>,
    /// `Assign`
    pub assign: Option<TemplateMap>,
    /// `Output` (JSONata)
    pub output: Option<Template>,
    /// `Comment`
    pub comment: Option<String>,
}
