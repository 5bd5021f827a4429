//! What a Task may call.

use super::{Context, Findings, declare_rule, parts};
use crate::Severity;

declare_rule! {
    /// ## What it checks
    /// `Resource` of a Task has the form of a service integration (`arn:<partition>:states:::…`), of a Lambda function
    /// or of an activity, or holds a `${Placeholder}`.
    /// ## Why it matters
    /// AWS knows no other tasks. `Resource` is a constant: it cannot be an expression. Of URIs that are no ARNs, which the
    /// States Language itself allows, this rule only warns.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "ChargePayment", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:ChargePayment",
    ///       "Retry": [{ "ErrorEquals": ["Lambda.ServiceException", "Lambda.TooManyRequestsException"] }],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html>; the text was recorded from the service.
    pub(crate) static RESOURCE_FORM = {
        code: "SFN042", name: "resource-form", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(task) = parts::task(node) else { continue };
        let resource = &task.resource;
        if resource.is_empty() || has_placeholder(resource) || is_task(resource) {
            continue;
        }
        let location = node.location.field("Resource");
        let diagnostic = found.report(location, format!("`{resource}` is nothing that a Task can call on AWS"));
        diagnostic
            .help("write the ARN of an integration, a Lambda function or an activity, or a `${Placeholder}`")
            .aws(if resource.starts_with("arn:") {
                format!(
                    "The resource provided {resource} is not recognized. The value is not a valid resource ARN, or the \
                     resource is not available in this region."
                )
            } else {
                "Value is not a valid resource ARN".to_owned()
            });
        if is_foreign(resource) {
            diagnostic.severity(Severity::Warning);
        }
    }
}

/// Whether there is a whole `${…}`.
fn has_placeholder(resource: &str) -> bool {
    resource.split_once("${").is_some_and(|(_, rest)| rest.contains('}'))
}

/// A URI that is no ARN: the States Language allows it, and other services than AWS may know it.
fn is_foreign(resource: &str) -> bool {
    resource.contains(':') && !resource.starts_with("arn:")
}

/// `arn:<partition>:<service>:<region>:<account>:<rest>`
fn is_task(resource: &str) -> bool {
    let parts: Vec<_> = resource.splitn(6, ':').collect();
    match parts.as_slice() {
        // Activities, and integrations, in whose ARNs region and account may stand.
        ["arn", _, "states", _, _, rest] => rest.contains(':'),
        ["arn", _, "lambda", _, _, function] => function.starts_with("function:"),
        _ => false,
    }
}
