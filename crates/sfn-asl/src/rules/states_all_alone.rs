//! `States.ALL` stands alone and last.

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// `States.ALL` is the only name in its `ErrorEquals`, and stands in the last retrier or catcher.
    /// ## Why it matters
    /// It matches every error that can be matched, so what stands beside or behind it would never be used.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "Retry": [{ "ErrorEquals": ["States.ALL"] }, { "ErrorEquals": ["States.Timeout"] }],
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
    ///       "Retry": [{ "ErrorEquals": ["States.Timeout"] }, { "ErrorEquals": ["States.ALL"] }],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#errors>
    pub(crate) static STATES_ALL_ALONE = {
        code: "SFN052", name: "states-all-alone", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

const ALONE: &str = "States.ALL must appear alone and at end of list";

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for (location, names, is_last) in parts::error_equals(node) {
            if !names.iter().any(|name| name == "States.ALL") {
                continue;
            }
            if names.len() > 1 {
                found
                    .report(location, "`States.ALL` stands together with other names")
                    .help("remove the others, which it matches anyway")
                    .aws(ALONE);
            } else if !is_last {
                found
                    .report(location, "`States.ALL` stands before the last element")
                    .help("move it to the end; what stands behind it is never used")
                    .aws(ALONE);
            }
        }
    }
}
