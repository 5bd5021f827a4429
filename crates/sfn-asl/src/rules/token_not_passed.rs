//! A callback needs the token that it calls back with.

use sfn_catalog::{Pattern, Resource};

use super::{Context, Findings, declare_rule, parts, task_token};
use crate::{PathOrNull, QueryLanguage, TaskState, graph::StateNode};

declare_rule! {
    /// ## What it checks
    /// A Task that waits for a callback (`.waitForTaskToken`) passes the token on: `Task.Token` of the context object stands in
    /// `Arguments` or `Parameters`.
    /// ## Why it matters
    /// Without the token nobody can end the task: it waits until its timeout, or for a year.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    ///       "TimeoutSeconds": 86400,
    ///       "Arguments": { "QueueUrl": "${QueueUrl}", "MessageBody": { "order": "{% $states.input.id %}" } },
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
    ///       "Arguments": {
    ///         "QueueUrl": "${QueueUrl}",
    ///         "MessageBody": { "order": "{% $states.input.id %}", "token": "{% $states.context.Task.Token %}" }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token>
    pub(crate) static TOKEN_NOT_PASSED = {
        code: "SFN045", name: "token-not-passed", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(task) = parts::task(node).filter(|task| waits_for_token(&task.resource)) else { continue };
        if !passes_token(context, node, task) {
            let token = match node.query_language {
                QueryLanguage::Jsonata => "{% $states.context.Task.Token %}",
                QueryLanguage::JsonPath => "$$.Task.Token",
            };
            found
                .report(node.location.field("Resource"), "nothing gives the token to what is called")
                .help(format!("pass `{token}`"));
        }
    }
}

/// Whether the resource is called with `.waitForTaskToken`.
pub(super) fn waits_for_token(resource: &str) -> bool {
    matches!(
        Resource::parse(resource),
        Resource::Optimized { pattern: Pattern::WaitForTaskToken, .. }
            | Resource::Sdk { pattern: Pattern::WaitForTaskToken, .. }
    )
}

fn passes_token(context: &Context<'_>, node: &StateNode<'_>, task: &TaskState) -> bool {
    let language = node.query_language;
    let mut templates = context.templates(node).iter();
    templates.any(|template| {
        matches!(template.field, "Arguments" | "Parameters") && task_token::may_read_token(template, language)
    }) || match &node.state.input_path {
        Some(PathOrNull::Path(path)) if task.parameters.is_none() => task_token::text_may_read_token(path, language),
        _ => false,
    }
}
