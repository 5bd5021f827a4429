//! `ErrorEquals` names at least one error.

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// `ErrorEquals` of a retrier or catcher is not empty.
    /// ## Why it matters
    /// It would never match.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "Retry": [{ "ErrorEquals": [] }],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "Retry": [{ "ErrorEquals": ["States.Timeout"] }],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#errors>
    pub(crate) static ERROR_EQUALS_EMPTY = {
        code: "SFN051", name: "error-equals-empty", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for (location, names, _) in parts::error_equals(node) {
            if names.is_empty() && !context.is_reported(&location) {
                found.report(location, "`ErrorEquals` is empty")
                    .help("name an error, or `States.ALL` for all of them")
                    .aws("Value cannot be empty");
            }
        }
    }
}
