//! A Task calls an operation that Step Functions knows.

use sfn_catalog::{Resource, optimized, sdk};

use super::{Context, Findings, declare_rule, parts};
use crate::Severity;

declare_rule! {
    /// ## What it checks
    /// The service and the operation of an integration are ones that Step Functions calls. It is a warning where AWS may know
    /// more by now than the catalogue of this version: a service, or an operation of an AWS SDK.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::dynamodb:query",
    ///       "Arguments": { "TableName": "orders" },
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
    ///       "Resource": "arn:aws:states:::aws-sdk:dynamodb:query",
    ///       "Arguments": { "TableName": "orders" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html>,
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html>
    pub(crate) static UNKNOWN_INTEGRATION = {
        code: "SFN089", name: "unknown-integration", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(task) = parts::task(node) else { continue };
        let resource = &task.resource;
        let Some(Unknown { message, help, is_certain }) = unknown(resource) else { continue };
        let diagnostic = found.report(node.location.field("Resource"), message);
        diagnostic.aws(format!(
            "The resource provided {resource} is not recognized. The value is not a valid resource ARN, or the \
             resource is not available in this region."
        ));
        if let Some(help) = help {
            diagnostic.help(help);
        }
        if !is_certain {
            diagnostic.severity(Severity::Warning).aws_code = None;
        }
    }
}

struct Unknown {
    message: String,
    help: Option<String>,
    /// Whether AWS cannot know it either.
    is_certain: bool,
}

fn unknown(resource: &str) -> Option<Unknown> {
    if resource.contains("${") {
        return None;
    }
    let named = Resource::parse(resource);
    let (message, is_certain) = match named {
        Resource::Optimized { service, operation, .. } => optimized_problem(service, operation),
        Resource::Sdk { service, operation, .. } => sdk_problem(service, operation),
        _ => None,
    }?;
    Some(Unknown { message, help: named.near().map(|near| format!("did you mean `{near}`?")), is_certain })
}

/// What is wrong, and whether AWS cannot know it either.
type Problem = (String, bool);

fn optimized_problem(service: &str, operation: &str) -> Option<Problem> {
    if optimized::operation(service, operation).is_some() {
        return None;
    }
    let message = format!("there is no integration `{service}:{operation}`");
    Some((message, optimized::service(service).is_some()))
}

fn sdk_problem(service: &str, operation: &str) -> Option<Problem> {
    let Some(known) = sdk::service(service) else {
        return Some((format!("Step Functions knows no service `{service}`"), false));
    };
    // Where the service is gone, nothing is known of its operations.
    known.operations().next()?;
    match known.operation(operation) {
        None => Some((format!("`{service}` has no operation `{operation}`"), false)),
        Some(found) if found.confidence() == sdk::Confidence::Unsupported => {
            Some((format!("Step Functions does not offer `{operation}` of `{service}`"), true))
        }
        Some(_) => None,
    }
}
