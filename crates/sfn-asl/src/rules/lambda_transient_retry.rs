//! Lambda has errors that are gone a moment later.

use sfn_catalog::Resource;

use super::{Context, Findings, declare_rule, parts};
use crate::graph::StateNode;

declare_rule! {
    /// ## What it checks
    /// A Task that calls a Lambda function retries the errors of Lambda itself: a retrier names one of `Lambda.ServiceException`,
    /// `Lambda.AWSLambdaException`, `Lambda.SdkClientException`, `Lambda.TooManyRequestsException`, `States.TaskFailed` and `States.ALL`.
    /// ## Why it matters
    /// They come now and then, have nothing to do with the function, and end the execution.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::lambda:invoke",
    ///       "Arguments": { "FunctionName": "${Function}" },
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
    ///       "Resource": "arn:aws:states:::lambda:invoke",
    ///       "Arguments": { "FunctionName": "${Function}" },
    ///       "Retry": [
    ///         {
    ///           "ErrorEquals": [
    ///             "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"
    ///           ],
    ///           "MaxAttempts": 6
    ///         }
    ///       ],
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html>
    pub(crate) static LAMBDA_TRANSIENT_RETRY = {
        code: "SFN056", name: "lambda-transient-retry", severity: Hint, aws_code: None,
        check: check,
    };
}

/// The names that show that somebody thought of it.
const TRANSIENT: [&str; 6] = [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "States.TaskFailed",
    "States.ALL",
];

/// One finding for all calls: they have the same remedy.
fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    let calls: Vec<_> = context.states().filter(|node| calls_without_retry(node)).collect();
    let Some((first, others)) = calls.split_first() else { return };
    let message = match others.len() {
        0 => "no retrier is there for the errors of Lambda itself".to_owned(),
        others => {
            format!("no retrier is there for the errors of Lambda itself, nor in {others} more states")
        }
    };
    found.report(first.location.field("Resource"), message).help(
        "retry `Lambda.ServiceException`, `Lambda.AWSLambdaException`, `Lambda.SdkClientException` and \
         `Lambda.TooManyRequestsException`",
    );
}

fn calls_without_retry(node: &StateNode<'_>) -> bool {
    parts::task(node).is_some_and(|task| {
        let mut names = task.retry.iter().flatten().flat_map(|retrier| &retrier.error_equals);
        is_lambda(&task.resource) && !names.any(|name| TRANSIENT.contains(&name.as_str()))
    })
}

fn is_lambda(resource: &str) -> bool {
    match Resource::parse(resource) {
        Resource::Optimized { service, operation, .. } => (service, operation) == ("lambda", "invoke"),
        Resource::LambdaFunction => true,
        _ => false,
    }
}
