//! Only a task that is called back has a token.

use sfn_catalog::{Pattern, Resource};

use super::{Context, Findings, declare_rule, parts, task_token};

declare_rule! {
    /// ## What it checks
    /// `Task.Token` of the context object is read only where a Task waits for a callback.
    /// ## Why it matters
    /// Elsewhere there is no token: a JSONPath state fails, a JSONata expression gives nothing. Most often
    /// `.waitForTaskToken` is missing behind `Resource`.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sqs:sendMessage",
    ///       "Arguments": { "QueueUrl": "${QueueUrl}", "MessageBody": "{% $states.context.Task.Token %}" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    ///       "TimeoutSeconds": 86400,
    ///       "Arguments": { "QueueUrl": "${QueueUrl}", "MessageBody": "{% $states.context.Task.Token %}" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>
    pub(crate) static TOKEN_WITHOUT_CALLBACK = {
        code: "SFN046", name: "token-without-callback", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        if parts::task(node).is_some_and(|task| may_have_token(&task.resource)) {
            continue;
        }
        for template in context.templates(node) {
            if task_token::names_token(template, node.query_language) {
                found
                    .report(template.location(), "there is no `Task.Token` here")
                    .help("write `.waitForTaskToken` behind the `Resource` that is to be called back");
            }
        }
    }
}

/// Whether a Task that calls this has a token, or may have one.
fn may_have_token(resource: &str) -> bool {
    !matches!(
        Resource::parse(resource),
        Resource::Optimized { pattern: Pattern::RequestResponse, .. }
            | Resource::Sdk { pattern: Pattern::RequestResponse, .. }
            | Resource::LambdaFunction
    )
}
