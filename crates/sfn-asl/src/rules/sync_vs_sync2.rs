//! The output of another workflow, as JSON.

use sfn_catalog::{Pattern, Resource};

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// A workflow that is started and waited for is called with `.sync:2`.
    /// ## Why it matters
    /// With `.sync` its `Output` is a text that holds JSON; with `.sync:2` it is JSON.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::states:startExecution.sync",
    ///       "Parameters": { "StateMachineArn": "${ChildArn}", "Input.$": "$" },
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
    ///       "Resource": "arn:aws:states:::states:startExecution.sync:2",
    ///       "Parameters": { "StateMachineArn": "${ChildArn}", "Input.$": "$" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>
    pub(crate) static SYNC_VS_SYNC2 = {
        code: "SFN078", name: "sync-vs-sync2", severity: Hint, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(task) = parts::task(node) else { continue };
        let called = Resource::parse(&task.resource);
        if let Resource::Optimized { service: "states", operation: "startExecution", pattern: Pattern::Sync } = called {
            found
                .report(node.location.field("Resource"), "`Output` of the execution is a text here")
                .help("write `.sync:2`, and read `Output` as JSON");
        }
    }
}
