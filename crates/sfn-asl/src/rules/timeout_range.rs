//! How long timeouts and waits may be.

use super::{Context, Findings, declare_rule, quantities::out_of_range};
use crate::{Diagnostic, Location, Quantity, Severity};

/// About three years.
const MAX_SECONDS: f64 = 99_999_999.0;

declare_rule! {
    /// ## What it checks
    /// `TimeoutSeconds` and `HeartbeatSeconds` are whole numbers from 1 to 99,999,999; `Seconds` of a Wait may be 0.
    /// ## Why it matters
    /// AWS refuses other numbers. It takes a machine's `TimeoutSeconds` of 0, with which nothing can run; that is a warning.
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
        let location = || Location::root().field("TimeoutSeconds");
        let diagnostic = check_range(found, "TimeoutSeconds", timeout, location);
        if let Some(diagnostic) = diagnostic.filter(|_| timeout.as_u64() == Some(0)) {
            diagnostic.severity(Severity::Warning).aws_code = None;
        }
    }
    for node in context.states() {
        for field in context.quantities(node) {
            if matches!(field.name, "TimeoutSeconds" | "HeartbeatSeconds" | "Seconds") {
                check_range(found, field.name, field.quantity, || field.location());
            }
        }
    }
}

fn check_range<'f>(
    found: &'f mut Findings<'_>,
    name: &str,
    quantity: &Quantity,
    location: impl Fn() -> Location,
) -> Option<&'f mut Diagnostic> {
    let Quantity::Number(number) = quantity else { return None };
    let least = if name == "Seconds" { 0.0 } else { 1.0 };
    let value = number.as_f64().unwrap_or(f64::NAN);
    if value.fract() == 0.0 && (least..=MAX_SECONDS).contains(&value) {
        return None;
    }
    let diagnostic = found
        .report(location(), format!("`{name}` cannot be {number}"))
        .help(format!("write a whole number from {least} to {MAX_SECONDS}"));
    diagnostic.aws_message = out_of_range(number, least, MAX_SECONDS);
    Some(diagnostic)
}
