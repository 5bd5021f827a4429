//! Our policy for each state beside the one that the AWS CDK writes for it: never wider without a reason from AWS's documentation.
//!
//! A record counts as *equal*, *narrower* (all that we grant, the CDK grants too, and more), *different* (we grant
//! something that it does not, for a documented reason) or *wider*.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and its figures are for the reader"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sfn_iam::{Condition, PolicyContext, PolicyDocument, RequestContext, allows, synthesize};
use support::{context, machine, records};

/// Why a grant of ours goes beyond the CDK's: a part of the action, a part of the resource, and the reason.
const REASONS: &[(&str, &str, &str)] = &[
    (
        "batch:DescribeJobs",
        "*",
        "connect-batch: `.sync` polls with DescribeJobs, which has no resource type",
    ),
    ("batch:TerminateJob", "job/", "connect-batch: `.sync` stops the job with TerminateJob"),
    (
        "batch:TagResource",
        "job/",
        "service authorization reference: SubmitJob with tags needs TagResource",
    ),
    (
        "ecs:RunTask",
        ":*",
        "RunTask: a family without revision is the latest one, not the revision of the day of synthesis",
    ),
    (
        "ecs:TagResource",
        "task/",
        "service authorization reference: RunTask with tags needs TagResource",
    ),
    (
        "athena:StopQueryExecution",
        "workgroup/",
        "connect-athena: `.sync` stops the query with StopQueryExecution",
    ),
    (
        "s3:ListBucketMultipartUploads",
        "arn:aws:s3:::",
        "service authorization reference: the action is one of the bucket, not of its objects",
    ),
    (
        "bedrock:GetModelCustomizationJob",
        "job/",
        "connect-bedrock: `.sync` polls with GetModelCustomizationJob",
    ),
    (
        "bedrock:StopModelCustomizationJob",
        "job/",
        "connect-bedrock: `.sync` stops with StopModelCustomizationJob",
    ),
    (
        "secretsmanager:",
        "secret:events!connection/",
        "call-https-apis: the id of the connection's secret is not in the definition",
    ),
    (
        "secretsmanager:GetSecretValue",
        "-??????",
        "Secrets Manager: a secret's ARN ends in six random characters",
    ),
    ("sagemaker:AddTags", "-job/", "connect-sagemaker: AddTags in every template"),
    ("sagemaker:AddTags", "endpoint", "service authorization reference: tags need AddTags"),
    ("sagemaker:AddTags", "model/", "service authorization reference: tags need AddTags"),
    (
        "emr-containers:TagResource",
        "jobruns/",
        "service authorization reference: StartJobRun with tags needs TagResource",
    ),
    (
        "states:DescribeExecution",
        "/*:*",
        "service authorization reference: children of a distributed Map are labelled executions, `execution:<name>/<label>:<id>`",
    ),
    (
        "s3:GetObject",
        "s3:::doc-store/",
        "developer guide of Textract, how it works with IAM: who passes documents in S3 needs read access to them",
    ),
    (
        "iam:PassRole",
        "role/",
        "service authorization reference: the operation depends on iam:PassRole",
    ),
];

/// The CDK's prefix or action is not the one that IAM knows (NOTES of the catalogue, section 6).
const OTHER_ACTION: &[(&str, &str)] = &[
    ("execute-api:ManageConnections", "apigatewaymanagementapi:postToConnection"),
    ("bedrock:InvokeModel", "bedrockruntime:converse"),
    ("iot:Publish", "iotdataplane:publish"),
    ("ses:SendEmail", "sesv2:sendEmail"),
    ("events:PutRule", "eventbridge:putRule"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Equal,
    Narrower,
    Different,
    Wider,
}

#[test]
fn tasks_are_never_wider_than_the_cdks() {
    let records = records("conformance/cdk/tasks.jsonl");
    let compared: Vec<_> = records.iter().filter(|record| is_sound(record)).map(compare).collect();
    let counts = count(&compared);
    if counts.is_empty() {
        return;
    }
    println!("CDK tasks: {counts:?}");
    let wider: Vec<_> = compared
        .iter()
        .filter(|(verdict, _)| *verdict == Verdict::Wider)
        .map(|(_, why)| why)
        .collect();
    assert!(wider.is_empty(), "{wider:#?}");
    assert!(counts[&Verdict::Equal] >= 100, "{counts:?}");
    assert!(counts[&Verdict::Equal] + counts[&Verdict::Narrower] >= 220, "{counts:?}");
}

#[test]
fn distributed_maps_are_never_wider_than_the_cdks() {
    let records = records("conformance/cdk/states.jsonl");
    let compared: Vec<_> = records.iter().filter(|record| is_sound(record)).map(compare).collect();
    let counts = count(&compared);
    if counts.is_empty() {
        return;
    }
    println!("CDK states: {counts:?}");
    let wider: Vec<_> = compared
        .iter()
        .filter(|(verdict, _)| *verdict == Verdict::Wider)
        .map(|(_, why)| why)
        .collect();
    assert!(wider.is_empty(), "{wider:#?}");
}

fn count(compared: &[(Verdict, String)]) -> BTreeMap<Verdict, usize> {
    let mut counts = BTreeMap::new();
    for (verdict, _) in compared {
        *counts.entry(*verdict).or_default() += 1;
    }
    counts
}

fn compare(record: &Value) -> (Verdict, String) {
    let state = &record["asl_state"];
    let language = &record["query_language"];
    let definition = json!({"QueryLanguage": language, "StartAt": "S", "States": {"S": state, "End": {"Type": "Succeed"}}});
    let theirs = PolicyDocument::from_value(
        &json!({"Statement": record.get("iam_statements").unwrap_or(&json!([]))}),
    )
    .unwrap();
    let context = declarations(record, context("corpus"), &theirs);
    let ours =
        synthesize(&machine(&definition), &context).policies.into_iter().next().unwrap_or_default();
    let (extra, missing) = (beyond(&ours, &theirs), beyond(&theirs, &ours));
    let unexplained: Vec<_> = extra
        .iter()
        .filter(|(action, resource)| !is_explained(action, resource, &theirs))
        .collect();
    let verdict = match (extra.is_empty(), missing.is_empty()) {
        (true, true) => Verdict::Equal,
        (true, false) => Verdict::Narrower,
        (false, _) if unexplained.is_empty() => Verdict::Different,
        (false, _) => Verdict::Wider,
    };
    if std::env::var_os("VERBOSE").is_some() {
        println!("{verdict:?} {}: beyond {extra:?}", record["id"]);
    }
    (verdict, format!("{}: {unexplained:?}", record["id"]))
}

/// Whether the record's policy can be compared: no broken ARN, and no state that the CDK's user writes as JSON, for
/// which the CDK grants nothing.
fn is_sound(record: &Value) -> bool {
    record.get("iam_defect").is_none() && record["api"] != "custom"
}

/// What the CDK's user declares beside the state: `iamResources` of an SDK call, the roles of a task definition, keys.
fn declarations(record: &Value, context: PolicyContext, theirs: &PolicyDocument) -> PolicyContext {
    let of = |action: &str| -> BTreeSet<String> {
        let statements = theirs
            .statements
            .iter()
            .filter(|statement| statement.actions.iter().any(|known| known.starts_with(action)));
        statements.flat_map(|statement| statement.resources.iter().cloned()).collect()
    };
    match record["class"].as_str() {
        Some("CallAwsService") => {
            let all: BTreeSet<_> = theirs
                .statements
                .iter()
                .flat_map(|statement| statement.resources.clone())
                .collect();
            context.declare("S", None, all.into_iter().filter(|resource| resource != "*"))
        }
        Some("EcsRunTask") => context.declare("S", Some("taskRole"), of("iam:PassRole")),
        Some("SqsSendMessage") if !of("kms:").is_empty() => {
            context.declare("S", Some("queueKmsKey"), of("kms:"))
        }
        _ => context,
    }
}

/// The grants of one policy that another does not give.
fn beyond(one: &PolicyDocument, other: &PolicyDocument) -> BTreeSet<(String, String)> {
    let mut extra = BTreeSet::new();
    for statement in &one.statements {
        for action in &statement.actions {
            for resource in &statement.resources {
                if !allows(other, action, resource, &meeting(&statement.condition)) {
                    extra.insert((action.clone(), resource.clone()));
                }
            }
        }
    }
    extra
}

/// A request that meets the condition.
fn meeting(condition: &Condition) -> RequestContext {
    let keys = condition.values().flatten();
    keys.fold(RequestContext::default(), |request, (key, values)| {
        values.iter().fold(request, |request, value| request.with(key, value))
    })
}

fn is_explained(action: &str, resource: &str, theirs: &PolicyDocument) -> bool {
    let documented =
        REASONS.iter().any(|(known, part, _)| action.starts_with(known) && resource.contains(part));
    let renamed = OTHER_ACTION.iter().any(|(right, wrong)| {
        action == *right && allows(theirs, wrong, resource, &RequestContext::default())
    });
    documented || renamed
}
