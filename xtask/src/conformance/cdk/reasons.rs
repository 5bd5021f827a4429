//! Why a grant of ours goes beyond the CDK's, from AWS's documentation.

use std::collections::BTreeSet;

use serde_json::Value;
use sfn_iam::{PolicyDocument, Synthesis};

use super::{Grant, text};

/// The resources that the CDK names too narrowly or wrongly: the action (`*` at its end stands for any), a part of the
/// resource, and the reason.
const RESOURCES: &[(&str, &str, &str)] = &[
    (
        "ecs:RunTask",
        "task-definition/",
        "RunTask of the API reference: a family without revision is the latest one, not the revision of the day of synthesis",
    ),
    (
        "batch:SubmitJob",
        "job-definition/",
        "SubmitJob of the API reference: a job definition without revision is the latest one",
    ),
    (
        "s3:ListBucketMultipartUploads",
        "arn:aws:s3:::",
        "service authorization reference: the action is one of the bucket, not of its objects",
    ),
    (
        "secretsmanager:*",
        "secret:events!connection/",
        "call-https-apis: the id of the connection's secret is not in the definition",
    ),
    (
        "secretsmanager:*",
        "-??????",
        "Secrets Manager, IAM policy examples: a secret's ARN ends in six random characters",
    ),
    (
        "states:DescribeExecution",
        "/*:*",
        "service authorization reference: children of a distributed Map are labelled executions, `execution:<name>/<label>:<id>`",
    ),
];

/// The reason, if the grant has one.
///
/// An action that the CDK does not grant at all, and a single resource that a parameter names, are there for a row of our
/// tables, which names its page. For a pattern that goes beyond the CDK's resources of the same action, the reason has to
/// stand here.
pub(super) fn reason(
    grant: &Grant,
    record: &Value,
    theirs: &PolicyDocument,
    ours: &Synthesis,
) -> Option<String> {
    if text(record, "api") == "custom" {
        return Some(
            "CustomState of the CDK reference: it grants nothing, its user writes the policy"
                .to_owned(),
        );
    }
    let named = RESOURCES.iter().find(|(action, part, _)| {
        let is_action = action
            .strip_suffix('*')
            .map_or(grant.action == *action, |start| grant.action.starts_with(start));
        is_action && grant.resource.contains(part)
    });
    if let Some((.., reason)) = named {
        return Some((*reason).to_owned());
    }
    let mut granted = theirs.statements.iter().flat_map(|statement| &statement.actions);
    let is_granted = granted.any(|action| action.eq_ignore_ascii_case(&grant.action));
    if is_granted && grant.resource.contains(['*', '?']) {
        return None;
    }
    let statement = ours
        .reasons
        .iter()
        .find(|statement| (statement.policy, statement.statement) == grant.at)?;
    let reason = statement.reasons.first()?;
    let whens: BTreeSet<_> = statement.reasons.iter().map(|reason| reason.when.as_str()).collect();
    let whens = whens.into_iter().collect::<Vec<_>>().join(" or ");
    let note = reason.note.as_deref().map(|note| format!("; {note}")).unwrap_or_default();
    Some(format!("`{}` needs it ({whens}), {}{note}", reason.rule, reason.source))
}
