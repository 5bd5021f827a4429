//! The numbers of a retrier.

use super::{Context, Findings, declare_rule, quantities::out_of_range};
use crate::Quantity;

declare_rule! {
    /// ## What it checks
    /// `IntervalSeconds` and `MaxAttempts` are whole numbers from 0 to 99,999,999,
    /// `MaxDelaySeconds` one from 1 to 31,622,400, and `BackoffRate` is at least 1.
    /// ## Why it matters
    /// AWS refuses other numbers.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "Retry": [{ "ErrorEquals": ["States.ALL"], "BackoffRate": 0.5 }],
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
    ///       "Retry": [{ "ErrorEquals": ["States.ALL"], "BackoffRate": 1.5 }],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>
    pub(crate) static RETRY_RANGES = {
        code: "SFN050", name: "retry-ranges", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for field in context.quantities(node) {
            let Quantity::Number(number) = field.quantity else { continue };
            let Some((least, most)) = range(field.name) else { continue };
            let value = number.as_f64().unwrap_or(f64::NAN);
            let is_whole = most.is_none() || value.fract() == 0.0;
            if is_whole && value >= least && most.is_none_or(|most| value <= most) {
                continue;
            }
            let help = match most {
                Some(most) => format!("write a whole number from {least} to {most}"),
                None => format!("write a number from {least}"),
            };
            let diagnostic =
                found.report(field.location(), format!("`{}` cannot be {number}", field.name)).help(help);
            diagnostic.aws_message = out_of_range(number, least, most.unwrap_or(f64::MAX));
        }
    }
}

/// The least number, and for whole numbers the greatest one.
fn range(name: &str) -> Option<(f64, Option<f64>)> {
    match name {
        "IntervalSeconds" | "MaxAttempts" => Some((0.0, Some(99_999_999.0))),
        "MaxDelaySeconds" => Some((1.0, Some(31_622_400.0))),
        "BackoffRate" => Some((1.0, None)),
        _ => None,
    }
}
