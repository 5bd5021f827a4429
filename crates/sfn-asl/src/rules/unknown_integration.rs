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
    match Resource::parse(resource) {
        _ if resource.contains("${") => None,
        Resource::Optimized { service, operation, .. } => optimized_problem(service, operation),
        Resource::Sdk { service, operation, .. } => sdk_problem(service, operation),
        _ => None,
    }
}

fn optimized_problem(service: &str, operation: &str) -> Option<Unknown> {
    if optimized::operation(service, operation).is_some() {
        return None;
    }
    let known = optimized::service(service);
    let near = match known {
        Some(_) => optimized::near_operation(service, operation).map(|near| format!("{service}:{near}")),
        None => optimized::near_service(service).map(|near| format!("{near}:{operation}")),
    };
    let of_sdk = || sdk::operation(service, operation).map(|_| format!("aws-sdk:{service}:{operation}"));
    Some(Unknown {
        message: format!("there is no integration `{service}:{operation}`"),
        help: near_help(of_sdk().or(near)),
        is_certain: known.is_some(),
    })
}

fn sdk_problem(service: &str, operation: &str) -> Option<Unknown> {
    let Some(known) = sdk::service(service) else {
        let near = sdk::near_service(service).map(|near| format!("aws-sdk:{}:{operation}", near.name()));
        return Some(Unknown {
            message: format!("Step Functions knows no service `{service}`"),
            help: near_help(near),
            is_certain: false,
        });
    };
    // Where the service is gone, nothing is known of its operations.
    known.operations().next()?;
    let found = known.operation(operation);
    if found.is_some_and(|found| found.confidence() != sdk::Confidence::Unsupported) {
        return None;
    }
    let near = known.near_operation(operation).filter(|_| found.is_none());
    Some(Unknown {
        message: match found {
            Some(_) => format!("Step Functions does not offer `{operation}` of `{service}`"),
            None => format!("`{service}` has no operation `{operation}`"),
        },
        help: near_help(near.map(|near| format!("aws-sdk:{service}:{near}"))),
        is_certain: found.is_some(),
    })
}

fn near_help(near: Option<String>) -> Option<String> {
    near.map(|near| format!("did you mean `{near}`?"))
}
