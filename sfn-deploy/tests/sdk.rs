//! The AWS SDK for Rust against `serve --state`: create, run, page, redrive and delete, with a death of the process in
//! the middle.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use std::{path::PathBuf, time::Duration};

use aws_sdk_sfn::{
    Client,
    config::{BehaviorVersion, Credentials, Region},
    types::{ExecutionRedriveStatus, ExecutionStatus, HistoryEventType, StateMachineType},
};
use serde_json::{Value, json};
use support::Serve;

const ROLE: &str = "arn:aws:iam::000000000000:role/role";

fn client(endpoint: &Serve) -> Client {
    let config = aws_sdk_sfn::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "test"))
        .endpoint_url(&endpoint.url)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

fn serve(state: &str) -> Serve {
    Serve::start_with(&["--region", "us-east-1", "--state", state, "--mocks", &mocks(state)])
}

fn mocks(state: &str) -> String {
    let path = format!("{state}.mocks.json");
    std::fs::write(&path, r#"{ "states": { "Ask": { "return": { "MessageId": "m" } } } }"#)
        .unwrap();
    path
}

async fn create(sfn: &Client, name: &str, states: &Value) -> String {
    let first = states.as_object().unwrap().keys().next().unwrap();
    let definition = json!({ "QueryLanguage": "JSONata", "StartAt": first, "States": states });
    let create = sfn.create_state_machine().name(name).role_arn(ROLE);
    let created = create.definition(definition.to_string()).send().await.unwrap();
    created.state_machine_arn().to_owned()
}

async fn ended(sfn: &Client, execution: &str) -> (ExecutionStatus, Option<ExecutionRedriveStatus>) {
    for _ in 0..400 {
        let described = sfn.describe_execution().execution_arn(execution).send().await.unwrap();
        if described.status() != &ExecutionStatus::Running {
            return (described.status().clone(), described.redrive_status().cloned());
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{execution} does not end");
}

/// The token in the message that the callback sent last, of so many.
async fn token(sfn: &Client, execution: &str, messages: usize) -> String {
    for _ in 0..400 {
        let history = sfn.get_execution_history().execution_arn(execution).max_results(1000);
        let events = history.send().await.unwrap().events;
        let sent = events.iter().filter(|event| event.r#type == HistoryEventType::TaskSubmitted);
        if sent.count() == messages {
            let scheduled =
                events.iter().rev().find_map(|event| event.task_scheduled_event_details());
            let message: Value = serde_json::from_str(scheduled.unwrap().parameters()).unwrap();
            return message["MessageBody"].as_str().unwrap().to_owned();
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{execution} sends no message");
}

#[tokio::test]
async fn the_sdk_creates_runs_pages_redrives_and_deletes() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sdk.state");
    if path.exists() {
        std::fs::remove_file(&path).unwrap();
    }
    let state = path.display().to_string();
    let endpoint = serve(&state);
    let sfn = client(&endpoint);

    let double =
        json!({ "Double": { "Type": "Pass", "Output": "{% $states.input * 2 %}", "End": true } });
    let double = create(&sfn, "double", &double).await;
    for n in 0..7 {
        let start = sfn.start_execution().state_machine_arn(&double).name(format!("n{n}"));
        let started = start.input(n.to_string()).send().await.unwrap();
        assert_eq!(ended(&sfn, started.execution_arn()).await.0, ExecutionStatus::Succeeded);
    }
    let list = sfn.list_executions().state_machine_arn(&double);
    let mut pages = list.into_paginator().page_size(3).send();
    let mut names = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        assert!(page.executions().len() <= 3);
        names.extend(page.executions().iter().map(|item| item.name().to_owned()));
    }
    assert_eq!(names, ["n6", "n5", "n4", "n3", "n2", "n1", "n0"]);
    let again = sfn.start_execution().state_machine_arn(&double).name("n1").input("0");
    assert!(again.send().await.unwrap_err().into_service_error().is_execution_already_exists());

    let ask = json!({
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Arguments": { "QueueUrl": "https://q", "MessageBody": "{% $states.context.Task.Token %}" },
            "End": true
        }
    });
    let ask = create(&sfn, "ask", &ask).await;
    let started = sfn.start_execution().state_machine_arn(&ask).send().await.unwrap();
    let execution = started.execution_arn();
    let first = token(&sfn, execution, 1).await;
    // As `kill -9` does.
    drop(endpoint);

    let endpoint = serve(&state);
    let sfn = client(&endpoint);
    sfn.send_task_failure().task_token(&first).error("Broken").send().await.unwrap();
    let failed = (ExecutionStatus::Failed, Some(ExecutionRedriveStatus::Redrivable));
    assert_eq!(ended(&sfn, execution).await, failed);
    sfn.redrive_execution().execution_arn(execution).send().await.unwrap();
    let second = token(&sfn, execution, 2).await;
    sfn.send_task_success().task_token(&second).output("{}").send().await.unwrap();
    assert_eq!(ended(&sfn, execution).await.0, ExecutionStatus::Succeeded);
    let late = sfn.send_task_success().task_token(&first).output("{}").send().await;
    assert!(late.unwrap_err().into_service_error().is_task_timed_out());

    let machines = sfn.list_state_machines().send().await.unwrap().state_machines;
    let kinds: Vec<_> = machines.iter().map(|machine| (machine.name(), machine.r#type())).collect();
    let standard = &StateMachineType::Standard;
    assert_eq!(kinds, [("ask", standard), ("double", standard)]);
    for machine in &machines {
        let arn = machine.state_machine_arn();
        sfn.delete_state_machine().state_machine_arn(arn).send().await.unwrap();
        let gone = sfn.describe_state_machine().state_machine_arn(arn).send().await;
        assert!(gone.unwrap_err().into_service_error().is_state_machine_does_not_exist());
    }
}
