//! Errors have the names that the integration gives them.

use std::collections::BTreeMap;

use sfn_catalog::{Pattern, Resource, optimized, sdk};

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// An error of a service in `ErrorEquals` begins as the errors of this integration do, and is no known name but for its
    /// case or its end: `DynamoDB.` for the optimized integration, `DynamoDb.` for the AWS SDK, and neither without it. A name that
    /// begins with `States.` is no misspelt one of Step Functions' own.
    /// ## Why it matters
    /// Names are compared letter by letter, so the retrier or catcher never applies.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::aws-sdk:dynamodb:deleteTable",
    ///       "Arguments": { "TableName": "orders" },
    ///       "Retry": [ { "ErrorEquals": [ "DynamoDB.ResourceInUseException" ] } ],
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
    ///       "Resource": "arn:aws:states:::aws-sdk:dynamodb:deleteTable",
    ///       "Arguments": { "TableName": "orders" },
    ///       "Retry": [ { "ErrorEquals": [ "DynamoDb.ResourceInUseException" ] } ],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html>
    pub(crate) static UNKNOWN_ERROR = {
        code: "SFN090", name: "unknown-error", severity: Warning, aws_code: None,
        check: check,
    };
}

/// The errors that Step Functions itself raises, and the wildcards. An HTTP status stands behind one more.
const PREDEFINED: &[&str] = &[
    "States.ALL",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    "States.Runtime",
    "States.TaskFailed",
    "States.Timeout",
];

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    let mut by_resource = BTreeMap::new();
    for node in context.states() {
        for (location, names, _) in parts::error_equals(node) {
            for (index, name) in names.iter().enumerate() {
                if let Some(near) = predefined_meant(name) {
                    let message = format!("Step Functions raises no `{name}`");
                    found.report(location.index(index), message).help(format!("did you mean `{near}`?"));
                    continue;
                }
                let Some(task) = parts::task(node) else { continue };
                let errors =
                    by_resource.entry(&*task.resource).or_insert_with(|| Errors::of(&task.resource));
                let Some(errors) = errors else { continue };
                let Some(meant) = errors.meant(name) else { continue };
                let message = format!("`{}` never fails with `{name}`", errors.integration);
                found.report(location.index(index), message).help(format!("did you mean `{meant}`?"));
            }
        }
    }
}

/// The predefined name that is meant by one that differs from it in a letter or in case.
fn predefined_meant(name: &str) -> Option<&'static str> {
    let is_theirs = name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("States."));
    let is_known = PREDEFINED.contains(&name) || name.starts_with("States.Http.StatusCode.");
    if !is_theirs || is_known {
        return None;
    }
    let near = sfn_catalog::nearest(name, PREDEFINED.iter().copied())?;
    (near.len().abs_diff(name.len()) < 2).then_some(near)
}

/// The errors of an integration.
struct Errors {
    integration: String,
    prefix: &'static str,
    /// What errors of the same service begin with elsewhere.
    elsewhere: &'static str,
    known: Vec<&'static str>,
    /// The service of the API; `None` where what is called gives errors names of its own.
    api: Option<sdk::Service>,
}

impl Errors {
    fn of(resource: &str) -> Option<Self> {
        match Resource::parse(resource) {
            // Whoever calls back names the error.
            Resource::Sdk { pattern: Pattern::WaitForTaskToken, .. }
            | Resource::Optimized { pattern: Pattern::WaitForTaskToken, .. } => None,
            Resource::Sdk { service, operation, .. } => {
                let known = sdk::service(service)?;
                Some(Self {
                    integration: format!("aws-sdk:{service}:{operation}"),
                    prefix: known.error_prefix(),
                    elsewhere: known.error_prefix(),
                    known: known.operation(operation)?.errors().collect(),
                    api: Some(known),
                })
            }
            Resource::Optimized { service, operation, .. } => {
                let known = optimized::service(service)?;
                let operation_known = known.operations.get(operation)?;
                let api = operation_known.api_service().and_then(sdk::service);
                let own = known.errors.iter().chain(&operation_known.errors);
                Some(Self {
                    integration: format!("{service}:{operation}"),
                    prefix: &known.error_prefix,
                    elsewhere: api.map_or("", sdk::Service::error_prefix),
                    known: own.map(String::as_str).filter(|name| !name.contains(['<', ' '])).collect(),
                    // A function's errors are called as it calls them.
                    api: api.filter(|_| service != "lambda"),
                })
            }
            _ => None,
        }
    }

    /// The name that is meant instead, where this one is certainly none.
    fn meant(&self, name: &str) -> Option<String> {
        if self.known.contains(&name) {
            return None;
        }
        let longer = format!("{name}Exception");
        let near = self.known.iter().find(|known| known.eq_ignore_ascii_case(name) || **known == longer);
        if let Some(near) = near {
            return Some((*near).to_owned());
        }
        let Some((prefix, rest)) = name.split_once('.') else { return self.without_prefix(name) };
        let is_elsewhere =
            prefix.eq_ignore_ascii_case(self.prefix) || prefix.eq_ignore_ascii_case(self.elsewhere);
        (prefix != self.prefix && is_elsewhere).then(|| format!("{}.{rest}", self.prefix))
    }

    /// The error that the service calls so, with its prefix.
    fn without_prefix(&self, name: &str) -> Option<String> {
        let api = self.api?;
        let mut known = api.operations().filter_map(|operation| operation.error_of(name));
        let (_, rest) = known.next()?.split_once('.')?;
        Some(format!("{}.{rest}", self.prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certainly_wrong_is_told() {
        let sdk = Errors::of("arn:aws:states:::aws-sdk:textract:detectDocumentText").unwrap();
        for (name, meant) in [
            ("textract.BadDocumentException", Some("Textract.BadDocumentException")),
            ("Textract.BadDocument", Some("Textract.BadDocumentException")),
            ("TEXTRACT.Unheard", Some("Textract.Unheard")),
            ("Textract.BadDocumentException", None),
            ("Textract.NewerException", None),
            ("States.TaskFailed", None),
            ("Unheard", None),
            ("BadDocumentException", Some("Textract.BadDocumentException")),
            ("BadDocument", Some("Textract.BadDocumentException")),
        ] {
            assert_eq!(sdk.meant(name).as_deref(), meant, "{name}");
        }
        for (name, meant) in [
            ("States.Timout", Some("States.Timeout")),
            ("States.All", Some("States.ALL")),
            ("states.TaskFailed", Some("States.TaskFailed")),
            ("States.Timeout", None),
            ("States.Http.StatusCode.404", None),
            ("States.SomethingElseEntirely", None),
            ("Statesman.Timeout", None),
        ] {
            assert_eq!(predefined_meant(name), meant, "{name}");
        }
        let optimized = Errors::of("arn:aws:states:::states:startExecution.sync:2").unwrap();
        assert_eq!(
            optimized.meant("Sfn.InvalidNameException").as_deref(),
            Some("StepFunctions.InvalidNameException")
        );
        assert_eq!(optimized.meant("StepFunctions.InvalidNameException"), None);
        assert_eq!(optimized.meant("InvalidName").as_deref(), Some("StepFunctions.InvalidNameException"));
        let s3 = Errors::of("arn:aws:states:::aws-sdk:s3:getObject").unwrap();
        assert_eq!(s3.meant("NoSuchKey").as_deref(), Some("S3.NoSuchKeyException"));
        let lambda = Errors::of("arn:aws:states:::lambda:invoke").unwrap();
        assert_eq!(lambda.meant("ServiceException"), None);
    }
}
