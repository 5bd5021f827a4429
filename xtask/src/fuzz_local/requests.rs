//! Requests to the service: every operation, with members that fit, and some that do not.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use sfn_local::{
    LocalTasks,
    endpoint::{ApiError, Service, ServiceConfig, TimeMode},
};
use tokio::runtime::Runtime;

use super::dice::Dice;

/// How many requests a service gets.
const LENGTH: usize = 12;

/// Requests that were accepted, and that were refused.
#[derive(Default)]
pub(super) struct Answered {
    pub(super) accepted: u64,
    pub(super) refused: u64,
}

pub(super) fn check(runtime: &Runtime, dice: &mut Dice) -> Result<Answered, String> {
    runtime.block_on(async {
        let tasks = Arc::new(LocalTasks::new());
        let config =
            ServiceConfig { time: TimeMode::Virtual, seed: Some(7), ..ServiceConfig::new(tasks) };
        let service = Service::new(config);
        let mut answered = Answered::default();
        let mut tell = |operation: &str, answer: Result<Value, ApiError>| {
            match answer {
                Ok(_) => answered.accepted += 1,
                Err(error) if error.http_status >= 500 || error.code.is_empty() => {
                    return Err(format!("{operation}: {error:?}"));
                }
                Err(_) => answered.refused += 1,
            }
            Ok(())
        };
        for (operation, input) in first() {
            tell(operation, service.call(operation, input).await)?;
        }
        let operations: Vec<_> = Service::operations().collect();
        for _ in 0..LENGTH {
            let operation = dice.pick(&operations);
            let input = request(dice);
            if operation == "GetActivityTask" {
                // It waits for a minute.
                continue;
            }
            tell(operation, service.call(operation, input).await)?;
        }
        service.stop_all();
        Ok(answered)
    })
}

/// What is there when the requests come.
fn first() -> [(&'static str, Value); 3] {
    let definition = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
    [
        (
            "CreateStateMachine",
            json!({ "name": "m", "definition": definition, "roleArn": ROLE, "publish": true }),
        ),
        (
            "StartExecution",
            json!({ "stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:m", "name": "e" }),
        ),
        ("CreateActivity", json!({ "name": "m" })),
    ]
}

const ROLE: &str = "arn:aws:iam::000000000000:role/r";

fn request(dice: &mut Dice) -> Value {
    let mut members = Map::new();
    for _ in 0..=dice.below(6) {
        let member = dice.pick(&MEMBERS);
        let value = if dice.once_in(5) { any(dice, 2) } else { fitting(dice, member) };
        members.insert(member.to_owned(), value);
    }
    members.into()
}

const MEMBERS: [&str; 33] = [
    "name",
    "definition",
    "roleArn",
    "type",
    "stateMachineArn",
    "stateMachineArn",
    "executionArn",
    "executionArn",
    "stateMachineVersionArn",
    "stateMachineAliasArn",
    "activityArn",
    "mapRunArn",
    "resourceArn",
    "routingConfiguration",
    "loggingConfiguration",
    "encryptionConfiguration",
    "tags",
    "tagKeys",
    "input",
    "output",
    "taskToken",
    "maxResults",
    "nextToken",
    "publish",
    "revisionId",
    "statusFilter",
    "includedData",
    "reverseOrder",
    "severity",
    "mock",
    "context",
    "variables",
    "inspectionLevel",
];

fn arn(rest: &str) -> Value {
    format!("arn:aws:states:us-east-1:000000000000:{rest}").into()
}

/// A value that the member may have.
fn fitting(dice: &mut Dice, member: &str) -> Value {
    match member {
        "definition" => dice
            .pick(&[
                r#"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":9,"End":true}}}"#,
                r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}"#,
                r#"{"Type":"Pass","End":true}"#,
                "{",
                "",
            ])
            .into(),
        "roleArn" => ROLE.into(),
        "type" => dice.pick(&["STANDARD", "EXPRESS", "standard"]).into(),
        "executionArn" => {
            arn(dice.pick(&["execution:m:e", "express:m:e:f", "execution:m:x", "stateMachine:m"]))
        }
        "activityArn" => arn("activity:m"),
        "mapRunArn" => arn("mapRun:m/M:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"),
        "name" => dice.pick(&["m", "n", "e", "live", "a b", ""]).into(),
        "input" | "output" | "context" | "variables" => {
            dice.pick(&["{}", "[1]", "\"x\"", "{", "null"]).into()
        }
        "maxResults" => i64::try_from(dice.below(1_100)).unwrap_or(0).into(),
        "publish" | "reverseOrder" | "includedData" => dice.once_in(2).into(),
        "tags" => json!([{ "key": "k", "value": "v" }]),
        "tagKeys" => json!(["k"]),
        "routingConfiguration" => {
            json!([{ "stateMachineVersionArn": arn("stateMachine:m:1"), "weight": 100 }])
        }
        "statusFilter" => dice.pick(&["RUNNING", "SUCCEEDED", "ABORTED"]).into(),
        "inspectionLevel" => dice.pick(&["INFO", "DEBUG", "TRACE"]).into(),
        _ => arn(dice.pick(&[
            "stateMachine:m",
            "stateMachine:m:1",
            "stateMachine:m:live",
            "stateMachine:m:99999999999999999999",
            "stateMachine:",
            "",
        ])),
    }
}

/// Any JSON.
fn any(dice: &mut Dice, depth: u32) -> Value {
    match dice.below(if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => (-1).into(),
        2 => 1.5e300.into(),
        3 => "\u{0}\u{ffff}é\u{1F600}".into(),
        4 => "arn:".into(),
        5 => (0..dice.below(3)).map(|_| any(dice, depth - 1)).collect(),
        _ => {
            let mut members = Map::new();
            for _ in 0..dice.below(3) {
                let name = dice.pick(&[
                    "key",
                    "value",
                    "weight",
                    "level",
                    "result",
                    "errorOutput",
                    "type",
                ]);
                members.insert(name.to_owned(), any(dice, depth - 1));
            }
            members.into()
        }
    }
}
