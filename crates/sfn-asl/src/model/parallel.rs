//! Parallel: branches that run at the same time.

use super::{Catcher, PathOrNull, QueryLanguage, Retrier, Scope, Template, Transition};

/// The fields of a Parallel state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParallelState {
    /// `Branches`
    pub branches: Vec<Branch>,
    /// `Arguments` (JSONata)
    pub arguments: Option<Template>,
    /// `Parameters` (JSONPath)
    pub parameters: Option<Template>,
    /// `ResultSelector` (JSONPath)
    pub result_selector: Option<Template>,
    /// `ResultPath` (JSONPath)
    pub result_path: Option<PathOrNull>,
    /// `Retry`
    pub retry: Option<Vec<Retrier>>,
    /// `Catch`
    pub catch: Option<Vec<Catcher>>,
    /// `Next` or `End`
    pub transition: Transition,
}

/// One element of `Branches`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Branch {
    /// `Comment`
    pub comment: Option<String>,
    /// `QueryLanguage`
    pub query_language: Option<QueryLanguage>,
    /// `StartAt` and `States`
    pub scope: Scope,
}
