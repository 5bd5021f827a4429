//! A Parallel has branches.

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// `Branches` of a Parallel is not empty.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Parallel", "Branches": [], "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Parallel",
    ///       "Branches": [{ "StartAt": "B", "States": { "B": { "Type": "Succeed" } } }],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#parallel-state>; the text was recorded from the service.
    pub(crate) static PARALLEL_BRANCHES = {
        code: "SFN073", name: "parallel-branches", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let location = node.location.field("Branches");
        if parts::parallel(node).is_some_and(|parallel| parallel.branches.is_empty()) && !context.is_reported(&location) {
            found.report(location, "`Branches` is empty").help("add a branch").aws("Value cannot be empty");
        }
    }
}
