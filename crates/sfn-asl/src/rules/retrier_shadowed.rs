//! Names that an earlier element matches already.

use std::collections::BTreeSet;

use super::{Context, Findings, declare_rule, parts};
use crate::Location;

/// Matches every error of a task but `States.Timeout`.
const TASK_FAILED: &str = "States.TaskFailed";

declare_rule! {
    /// ## What it checks
    /// No `ErrorEquals` names an error that an earlier element of the same array matches, by its name or through
    /// `States.TaskFailed`.
    /// ## Why it matters
    /// The first element that matches is the one; later ones are never asked.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "Retry": [{ "ErrorEquals": ["States.TaskFailed"] }, { "ErrorEquals": ["SNS.NotFoundException"] }],
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
    ///       "Retry": [{ "ErrorEquals": ["SNS.NotFoundException"] }, { "ErrorEquals": ["States.TaskFailed"] }],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>
    pub(crate) static RETRIER_SHADOWED = {
        code: "SFN054", name: "retrier-shadowed", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let retriers = parts::retriers(node).map(|(place, retrier)| (place, retrier.error_equals.as_slice()));
        check_array(found, retriers);
        let catchers = parts::catchers(node).map(|(place, catcher)| (place, catcher.error_equals.as_slice()));
        check_array(found, catchers);
    }
}

fn check_array<'n>(found: &mut Findings<'_>, elements: impl Iterator<Item = (Location, &'n [String])>) {
    let mut earlier = BTreeSet::new();
    for (place, names) in elements {
        for (index, name) in names.iter().enumerate() {
            let matched_by = if earlier.contains(name.as_str()) {
                name
            } else if earlier.contains(TASK_FAILED) && !name.starts_with("States.") && !name.contains("${") {
                TASK_FAILED
            } else {
                continue;
            };
            found
                .report(
                    place.field("ErrorEquals").index(index),
                    format!("an earlier element matches `{name}` already, through `{matched_by}`"),
                )
                .help("move it before that element, or remove it");
        }
        earlier.extend(names.iter().map(String::as_str));
    }
}
