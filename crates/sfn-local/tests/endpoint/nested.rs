//! Tasks that call Step Functions.

use serde_json::{Value, json};
use sfn_local::endpoint::{Service, TimeMode};

use crate::support::{create, described, machine, next_token, service, start};

async fn parent(service: &Service, resource: &str, arguments: Value) -> String {
    let resource = format!("arn:aws:states:::{resource}");
    let definition = machine(json!({
        "A": { "Type": "Task", "Resource": resource, "Arguments": arguments, "End": true }
    }));
    create(service, "parent", &definition, "STANDARD").await
}

async fn child(service: &Service) -> String {
    let definition = machine(json!({
        "A": { "Type": "Wait", "Seconds": 86_400, "Next": "B" },
        "B": {
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": "{% $states.input %}", "End": true
        }
    }));
    create(service, "child", &definition, "STANDARD").await
}

#[tokio::test]
async fn a_parent_waits_for_its_child_on_one_clock() {
    let (service, _) = service(TimeMode::Virtual);
    let child = child(&service).await;
    let arguments = json!({ "StateMachineArn": child, "Name": "c", "Input": { "a": [1] } });
    let parent = parent(&service, "states:startExecution.sync:2", arguments).await;
    let execution = start(&service, &parent, &json!({})).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    let output: Value = serde_json::from_str(ended["output"].as_str().unwrap()).unwrap();
    assert_eq!((&output["Status"], &output["Output"]), (&json!("SUCCEEDED"), &json!({ "a": [1] })));
    assert!(ended["stopDate"].as_f64().unwrap() - ended["startDate"].as_f64().unwrap() >= 86_400.0);
    let listed = service.call("ListExecutions", json!({ "stateMachineArn": child })).await.unwrap();
    assert_eq!(listed["executions"][0]["name"], "c");
}

#[tokio::test]
async fn the_failure_of_a_child_is_the_failure_of_the_task() {
    let (service, _) = service(TimeMode::Virtual);
    let arguments =
        json!({ "StateMachineArn": child(&service).await, "Input": { "fail": "Broken" } });
    let parent = parent(&service, "states:startExecution.sync", arguments).await;
    let execution = start(&service, &parent, &json!({})).await;
    let ended = described(&service, &execution, "FAILED").await;
    assert_eq!(ended["error"], "States.TaskFailed");
    let cause: Value = serde_json::from_str(ended["cause"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&cause["Error"], &cause["Input"]),
        (&json!("Broken"), &json!("{\"fail\":\"Broken\"}"))
    );
}

#[tokio::test]
async fn a_child_that_does_not_exist_fails_the_task() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = "arn:aws:states:us-east-1:000000000000:stateMachine:none";
    let parent = parent(&service, "states:startExecution", json!({ "StateMachineArn": arn })).await;
    let execution = start(&service, &parent, &json!({})).await;
    let ended = described(&service, &execution, "FAILED").await;
    assert_eq!(ended["error"], "StepFunctions.StateMachineDoesNotExistException");
}

#[tokio::test]
async fn a_stopped_parent_takes_its_child_along() {
    let (service, _) = service(TimeMode::Real);
    let child = child(&service).await;
    let arguments = json!({ "StateMachineArn": child, "Name": "c" });
    let parent = parent(&service, "states:startExecution.sync", arguments).await;
    let execution = start(&service, &parent, &json!({})).await;
    let child_execution = child.replace("stateMachine", "execution") + ":c";
    for _ in 0..500 {
        let input = json!({ "executionArn": child_execution });
        if service.call("DescribeExecution", input).await.is_ok() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    service.call("StopExecution", json!({ "executionArn": execution })).await.unwrap();
    described(&service, &child_execution, "ABORTED").await;
}

#[tokio::test]
async fn a_workflow_can_answer_the_token_of_another() {
    let (service, tokens) = service(TimeMode::Real);
    let waits = machine(json!({ "A": {
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true
    } }));
    let waits = create(&service, "waits", &waits, "STANDARD").await;
    let waiting = start(&service, &waits, &json!({})).await;
    let arguments = json!({ "TaskToken": next_token(&tokens).await, "Output": { "done": true } });
    let answers = parent(&service, "aws-sdk:sfn:sendTaskSuccess", arguments).await;
    let answering = start(&service, &answers, &json!({})).await;
    described(&service, &answering, "SUCCEEDED").await;
    assert_eq!(described(&service, &waiting, "SUCCEEDED").await["output"], "{\"done\":true}");
}
