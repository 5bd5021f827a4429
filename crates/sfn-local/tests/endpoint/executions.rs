//! Executions: started, watched, stopped, answered, in real and in virtual time.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sfn_local::{
    Timestamp,
    endpoint::{Service, ServiceConfig, TimeMode},
};

use crate::support::{code, config, create, described, machine, next_token, service, start};

/// Waits for three days, then adds one.
fn three_days() -> String {
    machine(json!({
        "A": { "Type": "Wait", "Seconds": 259_200, "Next": "B" },
        "B": { "Type": "Pass", "Output": "{% $states.input.n + 1 %}", "End": true }
    }))
}

fn callback(extra: &Value) -> String {
    let mut state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Arguments": { "token": "{% $states.context.Task.Token %}" }, "End": true
    });
    state.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    machine(json!({ "A": state }))
}

#[tokio::test]
async fn three_days_of_virtual_time_take_no_time() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &three_days(), "STANDARD").await;
    let before = Instant::now();
    let execution = start(&service, &arn, &json!({ "n": 41 })).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    assert!(before.elapsed() < Duration::from_secs(5));
    assert_eq!(ended["output"], "42");
    let days =
        (ended["stopDate"].as_f64().unwrap() - ended["startDate"].as_f64().unwrap()) / 86_400.0;
    assert!((days - 3.0).abs() < 1e-6, "{days}");
}

#[tokio::test]
async fn a_running_execution_can_be_watched_and_stopped() {
    let (service, _) = service(TimeMode::Real);
    let arn = create(&service, "m", &three_days(), "STANDARD").await;
    let execution = start(&service, &arn, &json!({ "n": 1 })).await;
    let running = described(&service, &execution, "RUNNING").await;
    assert_eq!(running["redriveStatusReason"], "Execution is RUNNING and cannot be redriven");
    assert!(running.get("stopDate").is_none() && running.get("outputDetails").is_none());
    tokio::time::sleep(Duration::from_millis(20)).await;
    let input = json!({ "executionArn": execution });
    let history = service.call("GetExecutionHistory", input.clone()).await.unwrap();
    assert_eq!(types(&history), ["ExecutionStarted", "WaitStateEntered"]);

    let stop = json!({ "executionArn": execution, "error": "Enough", "cause": "of it" });
    let stopped = service.call("StopExecution", stop).await.unwrap();
    // The answer comes after the last event.
    let history = service.call("GetExecutionHistory", input.clone()).await.unwrap();
    assert_eq!(types(&history).last().unwrap(), "ExecutionAborted");
    let aborted = service.call("DescribeExecution", input.clone()).await.unwrap();
    assert_eq!(aborted["status"], "ABORTED");
    assert_eq!((&aborted["error"], &aborted["cause"]), (&json!("Enough"), &json!("of it")));
    assert_eq!(aborted["redriveStatus"], "REDRIVABLE");
    assert_eq!(stopped["stopDate"], aborted["stopDate"]);
    // Stopping again changes nothing and says when it ended.
    let again = service.call("StopExecution", input).await.unwrap();
    assert_eq!(again["stopDate"], aborted["stopDate"]);
}

fn types(history: &Value) -> Vec<String> {
    let events = history["events"].as_array().unwrap().iter();
    events.map(|event| event["type"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_of_a_history_make_the_whole_in_both_orders() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &three_days(), "STANDARD").await;
    let execution = start(&service, &arn, &json!({ "n": 1 })).await;
    described(&service, &execution, "SUCCEEDED").await;
    let whole =
        service.call("GetExecutionHistory", json!({ "executionArn": execution })).await.unwrap();
    let whole = whole["events"].as_array().unwrap().clone();
    assert_eq!(whole.len(), 6);
    for reverse in [false, true] {
        let mut events: Vec<Value> = Vec::new();
        let mut token = Value::Null;
        loop {
            let input = json!({
                "executionArn": execution, "maxResults": 2, "reverseOrder": reverse, "nextToken": token
            });
            let page = service.call("GetExecutionHistory", input).await.unwrap();
            assert!(page["events"].as_array().unwrap().len() <= 2);
            events.extend(page["events"].as_array().unwrap().clone());
            match page.get("nextToken") {
                Some(next) => token = next.clone(),
                None => break,
            }
        }
        if reverse {
            events.reverse();
        }
        assert_eq!(events, whole);
    }
    let input = json!({ "executionArn": execution, "includeExecutionData": false });
    let bare = service.call("GetExecutionHistory", input).await.unwrap().to_string();
    assert!(!bare.contains("\"input\"") && !bare.contains("\"output\""), "{bare}");
}

#[tokio::test]
async fn task_tokens_are_answered_once() {
    let (service, tokens) = service(TimeMode::Real);
    let arn =
        create(&service, "m", &callback(&json!({ "HeartbeatSeconds": 60 })), "STANDARD").await;
    let execution = start(&service, &arn, &json!({})).await;
    let token = next_token(&tokens).await;
    service.call("SendTaskHeartbeat", json!({ "taskToken": token })).await.unwrap();
    let bad = json!({ "taskToken": token, "output": "{" });
    assert_eq!(code(service.call("SendTaskSuccess", bad).await), "InvalidOutput");
    let success = json!({ "taskToken": token, "output": "{\"ok\":true}" });
    service.call("SendTaskSuccess", success.clone()).await.unwrap();
    assert_eq!(described(&service, &execution, "SUCCEEDED").await["output"], "{\"ok\":true}");
    assert_eq!(code(service.call("SendTaskSuccess", success).await), "TaskTimedOut");
    assert_eq!(
        code(service.call("SendTaskHeartbeat", json!({ "taskToken": token })).await),
        "TaskTimedOut"
    );
    assert_eq!(
        code(service.call("SendTaskHeartbeat", json!({ "taskToken": "nothing" })).await),
        "InvalidToken"
    );
}

#[tokio::test]
async fn a_failed_callback_is_caught_by_its_error() {
    let (service, tokens) = service(TimeMode::Real);
    let catch = json!({ "Catch": [{ "ErrorEquals": ["Rejected"], "Next": "B" }] });
    let mut definition: Value = serde_json::from_str(&callback(&catch)).unwrap();
    definition["States"]["B"] = json!({ "Type": "Pass", "End": true });
    let arn = create(&service, "m", &definition.to_string(), "STANDARD").await;
    let execution = start(&service, &arn, &json!({})).await;
    let failure =
        json!({ "taskToken": next_token(&tokens).await, "error": "Rejected", "cause": "no" });
    service.call("SendTaskFailure", failure).await.unwrap();
    let ended = described(&service, &execution, "SUCCEEDED").await;
    let output: Value = serde_json::from_str(ended["output"].as_str().unwrap()).unwrap();
    assert_eq!(output, json!({ "Error": "Rejected", "Cause": "no" }));
}

#[tokio::test]
async fn a_callback_that_nobody_answers_times_out_in_virtual_time() {
    let (service, _) = service(TimeMode::Virtual);
    let arn =
        create(&service, "m", &callback(&json!({ "TimeoutSeconds": 259_200 })), "STANDARD").await;
    let execution = start(&service, &arn, &json!({})).await;
    assert_eq!(described(&service, &execution, "FAILED").await["error"], "States.Timeout");
}

#[tokio::test]
async fn a_name_is_a_key_while_the_execution_runs_and_taken_after() {
    let (service, _) = service(TimeMode::Real);
    let arn = create(&service, "m", &three_days(), "STANDARD").await;
    let input = json!({ "stateMachineArn": arn, "name": "once", "input": "{\"n\":1}" });
    let first = service.call("StartExecution", input.clone()).await.unwrap();
    assert_eq!(service.call("StartExecution", input.clone()).await.unwrap(), first);
    let other = json!({ "stateMachineArn": arn, "name": "once", "input": "{\"n\":2}" });
    assert_eq!(code(service.call("StartExecution", other).await), "ExecutionAlreadyExists");
    service.call("StopExecution", json!({ "executionArn": first["executionArn"] })).await.unwrap();
    assert_eq!(code(service.call("StartExecution", input).await), "ExecutionAlreadyExists");
}

#[tokio::test]
async fn an_express_workflow_answers_at_its_end_and_leaves_no_trace() {
    let (service, _) = service(TimeMode::Virtual);
    let definition = machine(json!({
        "A": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": "{% $states.input %}", "End": true }
    }));
    let arn = create(&service, "x", &definition, "EXPRESS").await;
    let call = |input: &str| {
        let input = json!({ "stateMachineArn": arn, "input": input, "name": "e" });
        let service = service.clone();
        async move { service.call("StartSyncExecution", input).await.unwrap() }
    };
    let good = call("{\"a\":1}").await;
    assert_eq!((&good["status"], &good["output"]), (&json!("SUCCEEDED"), &json!("{\"a\":1}")));
    assert_eq!(
        good["billingDetails"],
        json!({ "billedMemoryUsedInMB": 64, "billedDurationInMilliseconds": 100 })
    );
    let bad = call("{\"fail\":\"Broken\"}").await;
    assert_eq!(
        (&bad["status"], &bad["error"], &bad["cause"]),
        (&json!("FAILED"), &json!("Broken"), &json!("as asked"))
    );

    let started = service
        .call("StartExecution", json!({ "stateMachineArn": arn, "name": "e" }))
        .await
        .unwrap();
    let execution = started["executionArn"].as_str().unwrap();
    assert!(
        execution.starts_with("arn:aws:states:us-east-1:000000000000:express:x:e:"),
        "{execution}"
    );
    assert_eq!(
        code(service.call("DescribeExecution", json!({ "executionArn": execution })).await),
        "InvalidArn"
    );
    let list = service.call("ListExecutions", json!({ "stateMachineArn": arn })).await;
    assert_eq!(code(list), "StateMachineTypeNotSupported");
    let metadata = json!({ "stateMachineArn": arn, "includedData": "METADATA_ONLY" });
    let bare = service.call("StartSyncExecution", metadata).await.unwrap();
    assert!(bare.get("input").is_none() && bare.get("output").is_none());
}

#[tokio::test]
async fn a_machine_being_deleted_waits_for_its_executions_and_takes_them_along() {
    let (service, tokens) = service(TimeMode::Real);
    let arn = create(&service, "m", &callback(&json!({})), "STANDARD").await;
    let named = json!({ "stateMachineArn": arn, "name": "x", "input": "{}" });
    let started = service.call("StartExecution", named.clone()).await.unwrap();
    let execution = json!({ "executionArn": started["executionArn"] });
    next_token(&tokens).await;
    service.call("DeleteStateMachine", json!({ "stateMachineArn": arn })).await.unwrap();
    while let Ok(described) =
        service.call("DescribeStateMachine", json!({ "stateMachineArn": arn })).await
    {
        assert_eq!(described["status"], "DELETING");
        let redrive = service.call("RedriveExecution", execution.clone()).await;
        assert_eq!(code(redrive), "ExecutionNotRedrivable");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    for operation in
        ["DescribeExecution", "GetExecutionHistory", "RedriveExecution", "StopExecution"]
    {
        let gone = service.call(operation, execution.clone()).await;
        assert_eq!(code(gone), "ExecutionDoesNotExist", "{operation}");
    }
    // Names are free again, and a new machine has no old executions.
    create(&service, "m", &three_days(), "STANDARD").await;
    let listed = service.call("ListExecutions", json!({ "stateMachineArn": arn })).await.unwrap();
    assert_eq!(listed["executions"], json!([]));
    service.call("StartExecution", named).await.unwrap();
    let listed = service.call("ListExecutions", json!({ "stateMachineArn": arn })).await.unwrap();
    assert_eq!(listed["executions"][0]["name"], "x");
}

#[cfg(not(feature = "parquet"))]
#[tokio::test]
async fn what_cannot_run_here_yet_fails_and_says_why() {
    let (service, _) = service(TimeMode::Virtual);
    let definition = json!({
        "StartAt": "A", "States": { "A": {
            "Type": "Map", "End": true,
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "PARQUET" },
                "Parameters": { "Bucket": "b", "Key": "k" }
            },
            "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } }
            }
        } }
    });
    let arn = create(&service, "m", &definition.to_string(), "STANDARD").await;
    let execution = start(&service, &arn, &json!({})).await;
    let failed = described(&service, &execution, "FAILED").await;
    assert_eq!(failed["error"], "States.Runtime");
    let cause = failed["cause"].as_str().unwrap();
    assert!(cause.contains("PARQUET") && cause.contains("at /States/A"), "{cause}");
    // No state was entered, and none of the machine's is a Fail.
    let history =
        service.call("GetExecutionHistory", json!({ "executionArn": execution })).await.unwrap();
    let types: Vec<_> = history["events"].as_array().unwrap().iter().map(|e| &e["type"]).collect();
    assert_eq!(types, ["ExecutionStarted", "ExecutionFailed"]);
}

#[tokio::test]
async fn jsonpath_states_run() {
    let (service, _) = service(TimeMode::Virtual);
    let pass = json!({ "Type": "Pass", "Result": [1], "End": true });
    let branch = json!({ "StartAt": "P", "States": { "P": pass } });
    let definition = json!({
        "StartAt": "A", "TimeoutSeconds": 5,
        "States": {
            "A": { "Type": "Parallel", "Branches": [branch], "ResultSelector": { "n.$": "$[0][0]" }, "OutputPath": "$.n", "Next": "W" },
            "W": { "Type": "Wait", "Seconds": 1, "End": true }
        }
    });
    let arn = create(&service, "m", &definition.to_string(), "STANDARD").await;
    let execution = start(&service, &arn, &json!({})).await;
    assert_eq!(described(&service, &execution, "SUCCEEDED").await["output"], "1");
}

#[tokio::test]
async fn a_service_starts_at_the_instant_and_runs_at_the_pace_that_are_set() {
    let start_date = Timestamp::parse("2030-01-01T00:00:00Z").unwrap();
    let time = TimeMode::Scaled("3600".parse().unwrap());
    let config = ServiceConfig { start: Some(start_date), ..config(time).0 };
    let service = Service::new(config);
    let definition = machine(json!({ "A": { "Type": "Wait", "Seconds": 600, "End": true } }));
    let arn = create(&service, "m", &definition, "STANDARD").await;
    let began = Instant::now();
    let execution = start(&service, &arn, &json!({})).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
    let since = |date: &Value| date.as_f64().unwrap() - start_date.as_seconds();
    // A day of the service is 24 seconds.
    assert!((0.0..86_400.0).contains(&since(&ended["startDate"])), "{ended}");
    assert!(since(&ended["stopDate"]) - since(&ended["startDate"]) >= 600.0, "{ended}");
}
