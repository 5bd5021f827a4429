//! How an integration can be waited for.

use sfn_catalog::{Pattern, Resource, optimized};

use super::{Context, Findings, declare_rule, express_pattern::is_express, parts};
use crate::Severity;

declare_rule! {
    /// ## What it checks
    /// The integration has the pattern behind its operation: `.sync`, `.sync:2` or `.waitForTaskToken`. Calls through the
    /// AWS SDK have no `.sync`. Where AWS's pages contradict each other, this rule only warns.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::dynamodb:getItem.sync",
    ///       "Parameters": { "TableName": "orders", "Key": { "id": { "S.$": "$.id" } } },
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
    ///       "Resource": "arn:aws:states:::dynamodb:getItem",
    ///       "Parameters": { "TableName": "orders", "Key": { "id": { "S.$": "$.id" } } },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html>,
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html>
    pub(crate) static RESOURCE_PATTERN = {
        code: "SFN043", name: "resource-pattern", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    // In an Express workflow no waiting pattern is right, which `express-pattern` says.
    for node in context.states().filter(|node| !is_express(context, node)) {
        let Some(task) = parts::task(node) else { continue };
        let Some(Refused { name, pattern, known, is_certain }) = refused(&task.resource) else { continue };
        let suffix = pattern.suffix();
        let message = if suffix.is_empty() {
            format!("`{name}` needs a pattern")
        } else {
            format!("`{name}` has no `{suffix}`")
        };
        let known: Vec<_> = known.into_iter().map(|pattern| format!("`{name}{}`", pattern.suffix())).collect();
        let diagnostic = found.report(node.location.field("Resource"), message);
        diagnostic.help(format!("write {}", known.join(" or ")));
        if !is_certain {
            diagnostic.severity(Severity::Warning).aws_code = None;
        }
    }
}

/// An integration with a pattern that it does not have.
struct Refused {
    name: String,
    pattern: Pattern,
    /// The patterns that it has.
    known: Vec<Pattern>,
    /// Whether AWS's pages agree.
    is_certain: bool,
}

fn refused(resource: &str) -> Option<Refused> {
    match Resource::parse(resource) {
        Resource::Sdk { service, operation, pattern } if pattern.is_sync() => Some(Refused {
            name: format!("aws-sdk:{service}:{operation}"),
            pattern,
            known: vec![Pattern::RequestResponse, Pattern::WaitForTaskToken],
            is_certain: true,
        }),
        Resource::Optimized { service, operation, pattern } => {
            let known = optimized::operation(service, operation)?;
            (!known.supports(pattern, "STANDARD")).then(|| Refused {
                name: format!("{service}:{operation}"),
                pattern,
                known: known.patterns().collect(),
                is_certain: known.doc_conflict.is_none(),
            })
        }
        _ => None,
    }
}
