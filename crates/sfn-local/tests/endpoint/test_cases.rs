//! `MockConfigFile.json` of Step Functions Local: an execution takes part in a test case by `#name` behind the ARN.

use std::sync::Arc;

use serde_json::{Value, json};
use sfn_local::{
    LocalTasks, MockFile,
    endpoint::{Service, ServiceConfig, TimeMode},
};

use crate::support::{create, described, machine};

/// The file of AWS's documentation, with a case whose responses end too early.
fn mocks() -> Value {
    json!({
        "StateMachines": { "LambdaSQSIntegration": { "TestCases": {
            "HappyPath": { "A": "MockedLambdaSuccess", "B": "MockedSQSSuccess" },
            "RetryPath": { "A": "MockedLambdaRetry", "B": "MockedSQSSuccess" },
            "TooShort": { "A": "LambdaMockedResourceNotReady" },
            "HybridPath": { "A": "MockedLambdaSuccess" }
        } } },
        "MockedResponses": {
            "MockedLambdaSuccess": { "0": { "Return": { "StatusCode": 200, "Payload": { "body": "Hello" } } } },
            "LambdaMockedResourceNotReady": { "0": { "Throw": { "Error": "Lambda.ResourceNotReadyException", "Cause": "not ready" } } },
            "MockedSQSSuccess": { "0": { "Return": { "MessageId": "3bcb6e8e" } } },
            "MockedLambdaRetry": {
                "0": { "Throw": { "Error": "Lambda.ResourceNotReadyException", "Cause": "not ready" } },
                "1-2": { "Throw": { "Error": "Lambda.TimeoutException", "Cause": "timed out" } },
                "3": { "Return": { "StatusCode": 200, "Payload": { "body": "Hello at last" } } }
            }
        }
    })
}

fn service(mocks: &Value) -> Service {
    let tasks = LocalTasks::new().mocks(MockFile::from_value(mocks).unwrap());
    let config = ServiceConfig::new(Arc::new(tasks));
    Service::new(ServiceConfig { time: TimeMode::Virtual, ..config })
}

/// Calls a function, up to four times, then sends a message.
fn definition() -> String {
    machine(json!({
        "A": {
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": { "FunctionName": "f" },
            "Retry": [{ "ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2 }],
            "Assign": { "body": "{% $states.result.Payload.body %}" }, "Next": "B"
        },
        "B": {
            "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Arguments": { "MessageBody": "m" },
            "Output": { "body": "{% $body %}", "id": "{% $states.result.MessageId %}" }, "End": true
        }
    }))
}

async fn ended(service: &Service, machine: &str, case: &str, until: &str) -> Value {
    let start = json!({ "stateMachineArn": format!("{machine}#{case}") });
    let started = service.call("StartExecution", start).await.unwrap();
    described(service, started["executionArn"].as_str().unwrap(), until).await
}

#[tokio::test]
async fn each_test_case_takes_its_path() {
    let service = service(&mocks());
    let arn = create(&service, "LambdaSQSIntegration", &definition(), "STANDARD").await;
    let happy = ended(&service, &arn, "HappyPath", "SUCCEEDED").await;
    assert_eq!(happy["output"], r#"{"body":"Hello","id":"3bcb6e8e"}"#);
    assert_eq!(happy["stateMachineArn"], arn);
    let retried = ended(&service, &arn, "RetryPath", "SUCCEEDED").await;
    assert_eq!(retried["output"], r#"{"body":"Hello at last","id":"3bcb6e8e"}"#);
    let short = ended(&service, &arn, "TooShort", "FAILED").await;
    assert_eq!(short["error"], "States.Runtime");
    assert_eq!(
        short["cause"],
        "the mocked response `LambdaMockedResourceNotReady` has no entry for invocation 1"
    );
    // What the case does not name is answered as without it; here nothing answers.
    let hybrid = ended(&service, &arn, "HybridPath", "FAILED").await;
    assert!(hybrid["cause"].as_str().unwrap().contains("nothing answers the task `B`"));
}

#[tokio::test]
async fn iterations_and_visits_are_invocations() {
    let mocks = json!({
        "StateMachines": { "m": { "TestCases": { "Mixed": { "A": "R" } } } },
        "MockedResponses": { "R": {
            "0": { "Return": 1 },
            "1-2": { "Throw": { "Error": "Busy", "Cause": "" } },
            "3": { "Return": [2] }
        } }
    });
    let task = json!({
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Arguments": { "MessageBody": "{% $states.context.Task.Token %}" }, "End": true,
        "Retry": [{ "ErrorEquals": ["Busy"] }]
    });
    let map = json!({ "Type": "Map", "Items": [1, 2], "MaxConcurrency": 1, "End": true,
        "ItemProcessor": { "StartAt": "A", "States": { "A": task } } });
    let text = json!({ "QueryLanguage": "JSONata", "StartAt": "Each", "States": { "Each": map } });
    let service = service(&mocks);
    let arn = create(&service, "m", &text.to_string(), "STANDARD").await;
    assert_eq!(ended(&service, &arn, "Mixed", "SUCCEEDED").await["output"], "[1,[2]]");
}

#[tokio::test]
async fn a_synchronous_execution_takes_part_in_one() {
    let service = service(&mocks());
    let arn = create(&service, "LambdaSQSIntegration", &definition(), "EXPRESS").await;
    let start = json!({ "stateMachineArn": format!("{arn}#HappyPath") });
    let answer = service.call("StartSyncExecution", start).await.unwrap();
    assert_eq!(answer["output"], r#"{"body":"Hello","id":"3bcb6e8e"}"#);
    assert_eq!(answer["stateMachineArn"], arn);
}

#[tokio::test]
async fn an_unknown_test_case_is_refused() {
    let service = service(&mocks());
    let arn = create(&service, "LambdaSQSIntegration", &definition(), "STANDARD").await;
    let other = create(&service, "other", &definition(), "STANDARD").await;
    let refusal = async |arn: &str| {
        let start = json!({ "stateMachineArn": format!("{arn}#Sad") });
        let error = service.call("StartExecution", start).await.unwrap_err();
        assert_eq!(error.code, "StateMachineDoesNotExist");
        error.message
    };
    let message = refusal(&arn).await;
    assert!(
        message.ends_with("(the test cases of it are HappyPath, HybridPath, RetryPath, TooShort)"),
        "{message}"
    );
    assert!(refusal(&other).await.ends_with("(the mock files have no test cases of it)"));
}

#[tokio::test]
async fn a_parent_chooses_the_test_case_of_its_child() {
    let service = service(&mocks());
    let child = create(&service, "LambdaSQSIntegration", &definition(), "STANDARD").await;
    let text = machine(json!({ "A": {
        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true,
        "Arguments": { "StateMachineArn": format!("{child}#HappyPath"), "Input": {} },
        "Output": "{% $states.result.Output.body %}"
    } }));
    let arn = create(&service, "parent", &text, "STANDARD").await;
    let execution = crate::support::start(&service, &arn, &json!({})).await;
    assert_eq!(described(&service, &execution, "SUCCEEDED").await["output"], "\"Hello\"");
}
