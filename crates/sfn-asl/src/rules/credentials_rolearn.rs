//! Credentials name a role.

use sfn_catalog::Resource;

use super::{Context, Findings, declare_rule, parts};
use crate::QueryLanguage;

declare_rule! {
    /// ## What it checks
    /// `Credentials` is an object with `RoleArn`, or in JSONPath states `RoleArn.$`. Tasks of an activity have none.
    /// ## Why it matters
    /// It is the role that the task is called with; a worker comes by itself.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "Credentials": { "Role": "arn:aws:iam::123456789012:role/publisher" },
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
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "Credentials": { "RoleArn": "arn:aws:iam::123456789012:role/publisher" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html>; the text was
    /// recorded from the service.
    pub(crate) static CREDENTIALS_ROLEARN = {
        code: "SFN074", name: "credentials-rolearn", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(task) = parts::task(node) else { continue };
        let Some(credentials) = &task.credentials else { continue };
        if Resource::parse(&task.resource) == Resource::Activity {
            found
                .report(node.location.field("Credentials"), "an activity is called with no role")
                .help("remove `Credentials`")
                .aws("The field 'Credentials' is not supported for activities");
            continue;
        }
        let has_role = credentials.contains_key("RoleArn")
            || (node.query_language == QueryLanguage::JsonPath && credentials.contains_key("RoleArn.$"));
        if !has_role {
            found
                .report(node.location.field("Credentials"), "`Credentials` has no `RoleArn`")
                .help("name the role to call the task with")
                .aws("The field 'RoleArn' is required but was missing");
        }
    }
}
