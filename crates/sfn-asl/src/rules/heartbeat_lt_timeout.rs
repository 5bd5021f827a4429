//! A heartbeat is due before the task times out.

use super::{Context, Findings, declare_rule, parts};
use crate::Quantity;

declare_rule! {
    /// ## What it checks
    /// `HeartbeatSeconds` is less than `TimeoutSeconds`, where both are numbers.
    /// ## Why it matters
    /// A heartbeat that is due later is never missed.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "TimeoutSeconds": 60,
    ///       "HeartbeatSeconds": 60,
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
    ///       "TimeoutSeconds": 60,
    ///       "HeartbeatSeconds": 20,
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html>
    pub(crate) static HEARTBEAT_LT_TIMEOUT = {
        code: "SFN047", name: "heartbeat-lt-timeout", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(task) = parts::task(node) else { continue };
        let seconds = |quantity: &Option<Quantity>| quantity.as_ref().and_then(Quantity::as_u64);
        if let (Some(heartbeat), Some(timeout)) = (seconds(&task.heartbeat_seconds), seconds(&task.timeout_seconds))
            && heartbeat >= timeout
        {
            let location = node.location.field("HeartbeatSeconds");
            found
                .report(location, format!("a heartbeat of {heartbeat} s is not shorter than the timeout of {timeout} s"))
                .help("shorten `HeartbeatSeconds`");
        }
    }
}
