//! `States.Runtime` cannot be retried or caught.

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// No `ErrorEquals` names `States.Runtime`.
    /// ## Why it matters
    /// This error always fails the execution: a retrier or catcher for it never matches, not even through
    /// `States.ALL`.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "Retry": [{ "ErrorEquals": ["States.Runtime"] }],
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
    ///       "Retry": [{ "ErrorEquals": ["States.TaskFailed"] }],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>
    pub(crate) static STATES_RUNTIME_CAUGHT = {
        code: "SFN053", name: "states-runtime-caught", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for (location, names, _) in parts::error_equals(node) {
            let index = names.iter().position(|name| name == "States.Runtime");
            if let Some(index) = index {
                found
                    .report(location.index(index), "`States.Runtime` can neither be retried nor caught")
                    .help("remove it");
            }
        }
    }
}
