//! What a generated definition does while it runs is allowed by its policies, and each statement is needed by some call.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    clippy::needless_pass_by_value,
    reason = "a test fails by panicking"
)]

#[path = "permissions/requests.rs"]
mod requests;

use std::sync::Arc;

use futures_util::{FutureExt, future::BoxFuture};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sfn_asl::WorkflowType;
use sfn_iam::{PolicyContext, synthesize};
use sfn_local::{Program, Run, Status, TaskFailure, TaskRequest, block_on};

use requests::{Recorder, check, of_map_run};

/// Where the values are that only the run knows, in each language.
const INPUT: &str = "$states.context.Execution.Input";
const QUEUE: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/orders-7";

/// A state that calls something, with what is declared for it.
struct Call {
    state: Value,
    declared: Vec<(&'static str, &'static str)>,
}

fn jsonata(resource: &str, arguments: Value) -> Call {
    let resource = if resource.starts_with("arn:") {
        resource.into()
    } else {
        format!("arn:aws:states:::{resource}")
    };
    let state = json!({ "Type": "Task", "QueryLanguage": "JSONata", "Resource": resource, "Arguments": arguments });
    Call { state, declared: Vec::new() }
}

fn declared(mut call: Call, parameter: &'static str, pattern: &'static str) -> Call {
    call.declared.push((parameter, pattern));
    call
}

/// Constants, values of which the start is known, and values that only the run knows, declared or not.
fn call(kind: usize, number: usize) -> Call {
    let dynamic = |member: &str| format!("{{% {INPUT}.{member} %}}");
    let starting = |start: &str, member: &str| format!("{{% '{start}' & {INPUT}.{member} %}}");
    match kind {
        0 => jsonata("dynamodb:putItem", json!({ "TableName": format!("t-{number}"), "Item": {} })),
        1 => jsonata("dynamodb:getItem", json!({ "TableName": dynamic("table"), "Key": {} })),
        2 => declared(
            jsonata("sqs:sendMessage", json!({ "QueueUrl": dynamic("queue"), "MessageBody": "m" })),
            "QueueUrl",
            "arn:aws:sqs:us-east-1:123456789012:orders-*",
        ),
        3 => {
            jsonata("sqs:sendMessage", json!({ "QueueUrl": dynamic("queue"), "MessageBody": "m" }))
        }
        4 => jsonata(
            "sns:publish",
            json!({ "TopicArn": format!("arn:aws:sns:us-east-1:123456789012:n{number}"), "Message": "m" }),
        ),
        5 => jsonata(
            "aws-sdk:s3:getObject",
            json!({ "Bucket": "in", "Key": starting(&format!("k{number}/"), "id") }),
        ),
        6 => jsonata(
            "aws-sdk:dynamodb:query",
            json!({ "TableName": "t", "IndexName": format!("i{number}"), "KeyConditionExpression": "a" }),
        ),
        7 => jsonata(
            "states:startExecution.sync:2",
            json!({ "StateMachineArn": format!("arn:aws:states:us-east-1:123456789012:stateMachine:c{number}") }),
        ),
        8 => jsonata(
            "events:putEvents",
            json!({ "Entries": [{ "EventBusName": "bus", "Detail": {}, "DetailType": "d", "Source": "s" }, { "Detail": {}, "DetailType": "d", "Source": "s" }] }),
        ),
        9 => declared(
            jsonata(
                "ecs:runTask.sync",
                json!({ "TaskDefinition": format!("task:{}", number + 1), "Cluster": "c" }),
            ),
            "taskRole",
            "arn:aws:iam::123456789012:role/task",
        ),
        10 => jsonata(
            "http:invoke",
            json!({ "ApiEndpoint": starting("https://api.example.com/users/", "id"), "Method": "GET",
                "Authentication": { "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/api/1" } }),
        ),
        11 => {
            jsonata(&format!("arn:aws:lambda:us-east-1:123456789012:function:f{number}"), json!({}))
        }
        12 => {
            let mut call = jsonata("lambda:invoke", json!({ "FunctionName": "there" }));
            call.state["Credentials"] =
                json!({ "RoleArn": format!("arn:aws:iam::111122223333:role/r{number}") });
            call
        }
        _ => Call {
            state: json!({ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultPath": null,
                "Parameters": { "FunctionName.$": format!("States.Format('g{number}-{{}}', $$.Execution.Input.id)") } }),
            declared: Vec::new(),
        },
    }
}

/// The state on its own, or inside a Parallel, a Map or a distributed Map.
fn nested(name: &str, state: Value, nesting: usize) -> Value {
    let mut last = state;
    last["End"] = json!(true);
    let inner = json!({ "StartAt": name, "States": { name: last } });
    let items = json!("{% [$states.context.Execution.Input, $states.context.Execution.Input] %}");
    let mut map = json!({ "Type": "Map", "QueryLanguage": "JSONata", "Items": items, "ItemProcessor": inner });
    match nesting {
        0 => inner["States"][name].clone(),
        1 => json!({ "Type": "Parallel", "Branches": [inner], "ResultPath": null }),
        2 => map,
        _ => {
            map["ItemProcessor"]["ProcessorConfig"] =
                json!({ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" });
            map["Label"] = json!("Map");
            map
        }
    }
}

fn answer(_: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> {
    async { Ok(json!({})) }.boxed()
}

fn run(picks: &[(usize, usize)]) {
    let mut states = Map::new();
    let mut context = PolicyContext::new("m").located("aws", "us-east-1", "123456789012");
    for (number, (kind, nesting)) in picks.iter().enumerate() {
        let Call { state, declared } = call(*kind, number);
        let name = format!("S{number}");
        for (parameter, pattern) in declared {
            context = context.declare(&name, Some(parameter), [pattern]);
        }
        let mut outer = nested(&name, state, *nesting);
        outer.as_object_mut().unwrap().remove("End");
        if number + 1 == picks.len() {
            outer["End"] = json!(true);
        } else {
            outer["Next"] = json!(outer_name(number + 1, picks[number + 1].1));
        }
        states.insert(outer_name(number, *nesting), outer);
    }
    let definition = json!({ "StartAt": outer_name(0, picks[0].1), "States": states });
    let machine = sfn_asl::read::value(&definition).machine.unwrap();
    let program = Program::compile("m", WorkflowType::Standard, &machine)
        .unwrap_or_else(|found| panic!("{found:#?}"));
    let tasks = Recorder::new(answer, context.clone());
    let input = json!({ "table": "orders", "queue": QUEUE, "id": "7" });
    let finished = block_on(Run::new(Arc::new(program), input, tasks.clone()).run());
    assert_eq!(
        finished.handle.status(),
        Status::Succeeded,
        "{:?} {definition:#}",
        finished.outcome
    );
    let mut requests = tasks.requests();
    assert!(requests.len() >= picks.len());
    if picks.iter().any(|(_, nesting)| *nesting == 3) {
        requests.extend(of_map_run(&context));
    }
    check("generated", &synthesize(&machine, &context).policies, &requests);
}

fn outer_name(number: usize, nesting: usize) -> String {
    if nesting == 0 { format!("S{number}") } else { format!("Outer{number}") }
}

#[test]
fn each_kind_of_call_is_allowed_wherever_it_stands() {
    for kind in 0..14 {
        for nesting in 0..4 {
            run(&[(kind, nesting)]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_call_is_allowed_and_every_statement_is_needed(
        picks in prop::collection::vec((0_usize..14, 0_usize..4), 1..8),
    ) {
        run(&picks);
    }
}
