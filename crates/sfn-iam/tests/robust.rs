//! Whatever a definition holds, the synthesis ends with well-formed policies that hold no expression.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sfn_iam::synthesize;
use support::{context, samples, single};

const TEXTS: &[&str] = &[
    "",
    "*",
    "?",
    "${*}",
    "arn:",
    "arn:aws:s3",
    "arn:aws:lambda:r:1:function:f",
    "${X}",
    "${XArn}",
    "${",
    "{% $x %}",
    "{% 'a' & $x %}",
    "{%",
    "$.a",
    "$",
    "States.Format('a/{}', $.b)",
    "https://",
    "https://x.com",
    "s3://",
    "s3://b/k",
    "/",
    ":",
    "表",
    "name",
    "a:b",
    "{}",
];
const KEYS: &[&str] = &[
    "FunctionName",
    "Qualifier",
    "QueueUrl",
    "TopicArn",
    "TableName",
    "Bucket",
    "Key",
    "StateMachineArn",
    "ApiEndpoint",
    "Method",
    "InvocationConfig",
    "ConnectionArn",
    "Entries",
    "EventBusName",
    "TaskDefinition",
    "Overrides",
    "TaskRoleArn",
    "Tags",
    "ModelId",
    "ResultConfiguration",
    "OutputLocation",
    "Id",
    "Ids",
    "ReportArns",
    "Settings",
    "OutputGroups",
    "Outputs",
    "Preset",
    "CopySource",
    "RequestItems",
    "TransactItems",
    "Put",
    "AuthType",
    "Path",
    "Stage",
    "RoleArn",
    "Cluster",
    "WorkGroup",
];

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        8 => prop::sample::select(TEXTS).prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(json!("IAM_ROLE")),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let key = (prop::sample::select(KEYS), any::<bool>())
            .prop_map(|(key, dynamic)| if dynamic { format!("{key}.$") } else { key.to_owned() });
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

const SDK: &[&str] = &[
    "s3:copyObject",
    "s3:deleteObjects",
    "dynamodb:batchWriteItem",
    "dynamodb:transactWriteItems",
    "bedrockruntime:converse",
    "scheduler:createSchedule",
    "ssm:getParameters",
    "ecs:runTask",
    "lambda:invoke",
    "sfn:startExecution",
    "sqs:receiveMessage",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn policies_are_well_formed(pick in 0_usize..75, parameters in value(), jsonata: bool, credentials in prop::option::of(value())) {
        let samples = samples();
        let resource = match samples.get(pick) {
            Some(sample) => sample.resource(*sample.patterns().last().unwrap()),
            None => format!("arn:aws:states:::aws-sdk:{}", SDK[pick - samples.len()]),
        };
        let (language, field) = if jsonata { ("JSONata", "Arguments") } else { ("JSONPath", "Parameters") };
        let mut state = json!({"Type": "Task", "QueryLanguage": language, "Resource": resource, field: parameters, "End": true});
        if let Some(credentials @ Value::Object(_)) = credentials {
            state["Credentials"] = credentials;
        }
        let synthesis = synthesize(&single(&state), &context("sample"));
        for statement in synthesis.policies.iter().flat_map(|policy| &policy.statements) {
            prop_assert!(!statement.actions.is_empty() && !statement.resources.is_empty());
            for resource in &statement.resources {
                let has_form = resource == "*" || resource.starts_with("arn:") || resource.starts_with("${");
                prop_assert!(has_form, "{resource}");
                for part in ["{%", "%}", "$.", "States.", "**"] {
                    prop_assert!(!resource.contains(part), "{resource}");
                }
                prop_assert!(resource.chars().all(|c| c <= '\u{ff}'), "{resource}");
            }
        }
    }
}
