//! Activities: their workers take tasks, and send tokens back.

use std::time::Duration;

use serde_json::{Value, json};
use sfn_local::{
    TimeScale,
    endpoint::{Service, TimeMode},
};

use crate::support::{code, create, described, service, start};

const ACTIVITY: &str = "arn:aws:states:us-east-1:000000000000:activity:review";

fn machine(extra: &Value) -> String {
    let mut state = json!({ "Type": "Task", "Resource": ACTIVITY, "End": true });
    state.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    json!({ "StartAt": "A", "States": { "A": state } }).to_string()
}

async fn create_activity(service: &Service) {
    let created = service.call("CreateActivity", json!({ "name": "review" })).await.unwrap();
    assert_eq!(created["activityArn"], ACTIVITY);
}

async fn take(service: &Service, worker: Value) -> Value {
    let input = json!({ "activityArn": ACTIVITY, "workerName": worker });
    service.call("GetActivityTask", input).await.unwrap()
}

async fn types(service: &Service, execution: &str) -> Vec<String> {
    let input = json!({ "executionArn": execution });
    let history = service.call("GetExecutionHistory", input).await.unwrap();
    let events = history["events"].as_array().unwrap();
    events.iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_worker_takes_a_task_and_sends_its_token_back() {
    let (service, _) = service(TimeMode::Real);
    create_activity(&service).await;
    let arn = create(&service, "m", &machine(&json!({ "InputPath": "$.order" })), "STANDARD").await;
    // The worker may be there first.
    let worker = tokio::spawn({
        let service = service.clone();
        async move { take(&service, json!("w1")).await }
    });
    tokio::time::sleep(Duration::from_millis(5)).await;
    let execution = start(&service, &arn, &json!({ "order": { "id": 7 } })).await;
    let task = worker.await.unwrap();
    assert_eq!(task["input"], r#"{"id":7}"#);
    let token = &task["taskToken"];
    service.call("SendTaskHeartbeat", json!({ "taskToken": token })).await.unwrap();
    service.call("SendTaskSuccess", json!({ "taskToken": token, "output": "[1]" })).await.unwrap();
    assert_eq!(described(&service, &execution, "SUCCEEDED").await["output"], "[1]");
    assert_eq!(
        types(&service, &execution).await,
        [
            "ExecutionStarted",
            "TaskStateEntered",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited",
            "ExecutionSucceeded"
        ]
    );
    let input = json!({ "executionArn": execution });
    let history = service.call("GetExecutionHistory", input).await.unwrap();
    assert_eq!(history["events"][3]["activityStartedEventDetails"], json!({ "workerName": "w1" }));
    assert_eq!(
        code(service.call("SendTaskHeartbeat", json!({ "taskToken": token })).await),
        "TaskTimedOut"
    );
}

#[tokio::test]
async fn tasks_are_taken_in_their_order_and_not_when_nobody_waits_for_them() {
    let (service, _) = service(TimeMode::Real);
    create_activity(&service).await;
    let arn = create(&service, "m", &machine(&json!({})), "STANDARD").await;
    let mut executions = Vec::new();
    for n in 0..3 {
        let execution = start(&service, &arn, &json!(n)).await;
        while types(&service, &execution).await.len() < 3 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        executions.push(execution);
    }
    service.call("StopExecution", json!({ "executionArn": executions[0] })).await.unwrap();
    assert_eq!(take(&service, Value::Null).await["input"], "1");
    let last = take(&service, Value::Null).await;
    assert_eq!(last["input"], "2");
    let failure = json!({ "taskToken": last["taskToken"], "error": "E", "cause": "c" });
    service.call("SendTaskFailure", failure).await.unwrap();
    let failed = described(&service, &executions[2], "FAILED").await;
    assert_eq!((&failed["error"], &failed["cause"]), (&json!("E"), &json!("c")));
}

#[tokio::test]
async fn the_time_of_a_task_counts_from_its_start() {
    let (service, _) = service(TimeMode::Scaled(TimeScale::new(1000.0).unwrap()));
    create_activity(&service).await;
    let arn = create(&service, "m", &machine(&json!({ "TimeoutSeconds": 20 })), "STANDARD").await;
    let execution = start(&service, &arn, &json!({})).await;
    // 50 seconds pass before a worker comes, and then 20 without an answer.
    tokio::time::sleep(Duration::from_millis(50)).await;
    described(&service, &execution, "RUNNING").await;
    take(&service, Value::Null).await;
    assert_eq!(described(&service, &execution, "FAILED").await["error"], "States.Timeout");
    assert_eq!(types(&service, &execution).await[4], "ActivityTimedOut");
}

#[tokio::test]
async fn an_activity_that_is_not_there_fails_the_execution() {
    let (service, _) = service(TimeMode::Real);
    for operation in ["DescribeActivity", "GetActivityTask"] {
        let refused = service.call(operation, json!({ "activityArn": ACTIVITY })).await;
        assert_eq!(code(refused), "ActivityDoesNotExist");
    }
    create_activity(&service).await;
    create_activity(&service).await;
    let other = json!({ "type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "k" });
    let other = json!({ "name": "review", "encryptionConfiguration": other });
    assert_eq!(code(service.call("CreateActivity", other).await), "ActivityAlreadyExists");
    let tags = json!({ "resourceArn": ACTIVITY, "tags": [{ "key": "k", "value": "v" }] });
    service.call("TagResource", tags).await.unwrap();
    let listed =
        service.call("ListTagsForResource", json!({ "resourceArn": ACTIVITY })).await.unwrap();
    assert_eq!(listed, json!({ "tags": [{ "key": "k", "value": "v" }] }));
    let listed = service.call("ListActivities", json!({})).await.unwrap();
    assert_eq!(listed["activities"][0]["name"], "review");
    for _ in 0..2 {
        service.call("DeleteActivity", json!({ "activityArn": ACTIVITY })).await.unwrap();
    }
    let wrong = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
    assert_eq!(
        code(service.call("DeleteActivity", json!({ "activityArn": wrong })).await),
        "InvalidArn"
    );
}
