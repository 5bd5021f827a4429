//! Who waits for somebody else says how long.

use sfn_catalog::Resource;

use super::{Context, Findings, declare_rule, parts, token_not_passed::waits_for_token};

declare_rule! {
    /// ## What it checks
    /// A Task that waits for a task token or for a worker of an activity has `TimeoutSeconds` or `HeartbeatSeconds`.
    /// ## Why it matters
    /// If nobody answers, it waits for more than three years, or as long as its execution may last.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    ///       "Parameters": { "QueueUrl": "${Queue}", "MessageBody": { "token.$": "$$.Task.Token" } },
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
    ///       "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    ///       "Parameters": { "QueueUrl": "${Queue}", "MessageBody": { "token.$": "$$.Task.Token" } },
    ///       "TimeoutSeconds": 86400,
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html>
    pub(crate) static CALLBACK_WITHOUT_TIMEOUT = {
        code: "SFN048", name: "callback-without-timeout", severity: Hint, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(task) = parts::task(node) else { continue };
        let has_limit = task.timeout_seconds.is_some()
            || task.timeout_seconds_path.is_some()
            || task.heartbeat_seconds.is_some()
            || task.heartbeat_seconds_path.is_some();
        let waits = waits_for_token(&task.resource) || Resource::parse(&task.resource) == Resource::Activity;
        if !has_limit && waits {
            found
                .report(node.location.field("Resource"), "the state waits for years if nobody answers")
                .help("add `TimeoutSeconds`, or `HeartbeatSeconds` for a worker that reports");
        }
    }
}
