//! How long timeouts and waits may be.

use super::{Context, Findings, declare_rule};
use crate::{Location, Quantity};

/// About three years.
const MAX_SECONDS: u64 = 99_999_999;

declare_rule! {
    /// ## What it checks
    /// `TimeoutSeconds` and `HeartbeatSeconds` are whole numbers from 1 to 99,999,999; `Seconds` of a Wait may be 0.
    /// ## Why it matters
    /// AWS refuses other numbers.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 0, "End": true }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 1, "End": true }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html>,
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html>
    pub(crate) static TIMEOUT_RANGE = {
        code: "SFN049", name: "timeout-range", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    if let Some(timeout) = &context.machine.timeout_seconds {
        check_range(found, "TimeoutSeconds", timeout, || Location::root().field("TimeoutSeconds"));
    }
    for node in context.states() {
        for field in context.quantities(node) {
            if matches!(field.name, "TimeoutSeconds" | "HeartbeatSeconds" | "Seconds") {
                check_range(found, field.name, field.quantity, || field.location());
            }
        }
    }
}

fn check_range(found: &mut Findings<'_>, name: &str, quantity: &Quantity, location: impl Fn() -> Location) {
    let least = u64::from(name != "Seconds");
    if let Quantity::Number(number) = quantity
        && !quantity.as_u64().is_some_and(|seconds| (least..=MAX_SECONDS).contains(&seconds))
    {
        found
            .report(location(), format!("`{name}` cannot be {number}"))
            .help(format!("write a whole number from {least} to {MAX_SECONDS}"));
    }
}
