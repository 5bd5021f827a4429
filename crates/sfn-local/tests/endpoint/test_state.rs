//! `TestState`: one state alone.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Value, json};
use sfn_local::{
    HttpExchange, TaskFailure, TaskRequest, TimeScale,
    endpoint::{ApiError, Service, ServiceConfig, TimeMode},
};

use crate::support::{ROLE, code, create, described, machine, service, start};

/// Tests a state, with more members of the call.
async fn test(service: &Service, state: Value, input: Value, more: Value) -> Value {
    let mut call = json!({ "definition": state.to_string(), "input": input.to_string() });
    call.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    service.call("TestState", call).await.unwrap()
}

/// What a test is refused with.
async fn refused(service: &Service, state: Value, more: Value) -> ApiError {
    let mut call = json!({ "definition": state.to_string() });
    call.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    service.call("TestState", call).await.unwrap_err()
}

fn invoke(extra: Value) -> Value {
    let mut state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": { "FunctionName": "f", "Payload.$": "$.order" }, "Next": "Ship"
    });
    state.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    state
}

#[tokio::test]
async fn a_mock_stands_for_the_call_and_the_values_on_the_way_are_shown() {
    let (service, _) = service(TimeMode::Virtual);
    let state =
        invoke(json!({ "ResultSelector": { "id.$": "$.Payload.id" }, "ResultPath": "$.made" }));
    let mock = json!({ "result": r#"{"Payload":{"id":7}}"# });
    let more = json!({ "inspectionLevel": "DEBUG", "mock": mock });
    let tested = test(&service, state, json!({ "order": { "n": 1 } }), more).await;
    assert_eq!(tested["status"], "SUCCEEDED");
    assert_eq!(tested["nextState"], "Ship");
    assert_eq!(tested["output"], r#"{"order":{"n":1},"made":{"id":7}}"#);
    let data = &tested["inspectionData"];
    assert_eq!(data["afterParameters"], r#"{"FunctionName":"f","Payload":{"n":1}}"#);
    assert_eq!(data["result"], r#"{"Payload":{"id":7}}"#);
    assert_eq!(data["afterResultSelector"], r#"{"id":7}"#);
}

#[tokio::test]
async fn what_the_iterations_of_a_map_are_given_is_shown() {
    let (service, _) = service(TimeMode::Virtual);
    let scope = json!({ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } });
    let inspected = async |language: &str, fields: Value| {
        let mut state = json!({
            "Type": "Map", "QueryLanguage": language, "ItemProcessor": scope, "End": true
        });
        for (name, value) in fields.as_object().unwrap() {
            state[name] = value.clone();
        }
        let more = json!({ "inspectionLevel": "DEBUG", "mock": { "result": "[1]" } });
        let tested = test(&service, state, json!([3, 5]), more).await;
        assert_eq!(tested["status"], "SUCCEEDED", "{tested}");
        tested["inspectionData"].clone()
    };
    let selector = json!({ "n": "{% $states.context.Map.Item.Value %}", "at": "{% $states.context.Map.Item.Index %}" });
    let data = inspected("JSONata", json!({ "ItemSelector": selector })).await;
    assert_eq!(data["afterItemSelector"], r#"[{"n":3,"at":0},{"n":5,"at":1}]"#);
    assert!(data.get("afterItemBatcher").is_none());

    let mut distributed = scope.clone();
    distributed["ProcessorConfig"] = json!({ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" });
    let fields = json!({
        "ItemProcessor": distributed, "ItemSelector": { "n.$": "$$.Map.Item.Value" },
        "ItemBatcher": { "MaxItemsPerBatch": 2, "BatchInput": { "all": true } }
    });
    let data = inspected("JSONPath", fields).await;
    assert_eq!(data["afterItemSelector"], r#"[{"n":3},{"n":5}]"#);
    let batch = r#"[{"BatchInput":{"all":true},"Items":[{"n":3},{"n":5}]}]"#;
    assert_eq!(data["afterItemBatcher"], batch);
    assert!(inspected("JSONata", json!({})).await.get("afterItemSelector").is_none());
}

#[tokio::test]
async fn without_a_mock_the_task_is_called() {
    let (service, _) = service(TimeMode::Virtual);
    let role = json!({ "roleArn": ROLE });
    let tested = test(&service, invoke(json!({})), json!({ "order": 1 }), role.clone()).await;
    assert_eq!(tested["output"], r#"{"FunctionName":"f","Payload":1}"#);
    let state = json!({
        "Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": { "FunctionName": "f", "fail": "Broken" }, "End": true,
        "Catch": [{ "ErrorEquals": ["Broken"], "Next": "Mend", "Output": "{% $states.errorOutput.Cause %}" }]
    });
    let tested = test(&service, state.clone(), json!({}), role).await;
    assert_eq!(tested["status"], "CAUGHT_ERROR");
    assert_eq!(tested["nextState"], "Mend");
    assert_eq!(tested["output"], r#""as asked""#);
    // In whose name?
    let nobody = refused(&service, state.clone(), json!({})).await;
    assert_eq!(nobody.message, "RoleArn must be specified when testing a Task state");
    let nobody = refused(&service, state, json!({ "roleArn": "r" })).await;
    assert_eq!(nobody.to_string(), "InvalidArn: Invalid Role Arn: 'r'");
}

#[tokio::test]
async fn a_retrier_says_how_long_it_would_wait() {
    let (service, _) = service(TimeMode::Virtual);
    let retry = json!([{ "ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 2 }]);
    for (used, status, delay) in
        [(0, "RETRIABLE", json!(2)), (1, "RETRIABLE", json!(6)), (2, "FAILED", Value::Null)]
    {
        let more = json!({
            "inspectionLevel": "TRACE",
            "mock": { "errorOutput": { "error": "Busy" } },
            "stateConfiguration": { "retrierRetryCount": used }
        });
        let state = invoke(json!({ "Retry": retry }));
        let tested = test(&service, state, json!({ "order": 1 }), more).await;
        assert_eq!(tested["status"], status);
        let details = &tested["inspectionData"]["errorDetails"];
        assert_eq!(details["retryBackoffIntervalSeconds"], delay);
        assert_eq!(details["retryIndex"], 0);
    }
}

#[tokio::test]
async fn a_state_is_found_in_a_machine_and_takes_variables() {
    let (service, _) = service(TimeMode::Virtual);
    let inner = json!({
        "Type": "Pass", "Output": "{% $n & 'x' %}", "Assign": { "n": 3 }, "End": true
    });
    let machine = json!({ "QueryLanguage": "JSONata", "StartAt": "Both", "States": { "Both": {
        "Type": "Parallel", "End": true,
        "Branches": [{ "StartAt": "Inner", "States": { "Inner": inner } }]
    } } });
    let more = json!({
        "stateName": "Inner", "variables": r#"{"n":2}"#, "inspectionLevel": "DEBUG"
    });
    let tested = test(&service, machine.clone(), json!(null), more).await;
    assert_eq!(tested["output"], r#""2x""#);
    assert_eq!(tested["inspectionData"]["variables"], r#"{"n":3}"#);
    let call = json!({ "definition": machine.to_string(), "stateName": "Outer" });
    assert_eq!(code(service.call("TestState", call).await), "ValidationException");
}

#[tokio::test]
async fn a_wait_takes_no_time_and_a_callback_needs_a_mock() {
    let (service, _) = service(TimeMode::Real);
    let state = json!({ "Type": "Wait", "SecondsPath": "$.n", "Next": "On" });
    let tested = test(&service, state, json!({ "n": 600 }), json!({})).await;
    assert_eq!((&tested["status"], &tested["nextState"]), (&json!("SUCCEEDED"), &json!("On")));
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": { "FunctionName": "f", "Payload": { "t.$": "$$.Task.Token" } }, "End": true
    });
    let call = json!({ "definition": state.to_string() });
    assert_eq!(code(service.call("TestState", call).await), "InvalidDefinition");
    let tested = test(&service, state, json!({}), json!({ "mock": { "result": "1" } })).await;
    assert_eq!(tested["output"], "1");
}

#[tokio::test]
async fn http_requests_are_kept_for_tests_alone() {
    let kept = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&kept);
    let tasks = move |request: TaskRequest| -> BoxFuture<'static, Result<Value, TaskFailure>> {
        request.control.exchanged(|| {
            count.fetch_add(1, Ordering::Relaxed);
            HttpExchange {
                protocol: "https".into(),
                method: "GET".into(),
                url: "https://example.com/".into(),
                headers: Vec::new(),
                body: String::new(),
                response: None,
            }
        });
        async { Ok(json!({})) }.boxed()
    };
    let service = Service::new(ServiceConfig {
        time: TimeMode::Virtual,
        ..ServiceConfig::new(Arc::new(tasks))
    });
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
        "Arguments": {
            "ApiEndpoint": "https://example.com/", "Method": "GET",
            "InvocationConfig": { "ConnectionArn": "arn:aws:events:us-east-1:000000000000:connection/c/1" }
        }
    });
    let arn = create(&service, "m", &machine(json!({ "A": state })), "STANDARD").await;
    let execution = start(&service, &arn, &json!({})).await;
    described(&service, &execution, "SUCCEEDED").await;
    assert_eq!(kept.load(Ordering::Relaxed), 0);
    let mut state = state;
    state["QueryLanguage"] = json!("JSONata");
    let more = json!({ "inspectionLevel": "TRACE", "roleArn": "arn:aws:iam::000000000000:role/r" });
    let tested = test(&service, state, json!({}), more).await;
    assert_eq!(tested["inspectionData"]["request"]["method"], "GET", "{tested}");
    assert_eq!(kept.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_context_is_for_tests_with_a_mock_and_has_no_map() {
    let (service, _) = service(TimeMode::Virtual);
    let state = invoke(json!({ "ResultSelector": { "by.$": "$$.Execution.Name" } }));
    let mock = json!({ "result": "{}" });
    let more = json!({ "context": r#"{"Execution":{"Name":"x"}}"#, "mock": mock });
    let tested = test(&service, state.clone(), json!({ "order": 1 }), more).await;
    assert_eq!(tested["output"], r#"{"by":"x"}"#);
    let pass = json!({ "Type": "Pass", "End": true });
    assert_eq!(
        refused(&service, pass, json!({ "context": "{}" })).await.code,
        "ValidationException"
    );
    let more = json!({ "context": r#"{"Map":{"Item":{"Index":0}}}"#, "mock": mock });
    let map = refused(&service, state, more).await;
    assert_eq!(map.message, "Invalid Context object provided: Field 'Map' is not allowed");
}

#[tokio::test]
async fn a_mock_must_be_what_the_state_can_come_to() {
    let (service, _) = service(TimeMode::Virtual);
    let scope = json!({ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } });
    let other = json!({ "StartAt": "Q", "States": { "Q": { "Type": "Succeed" } } });
    let parallel = json!({ "Type": "Parallel", "Branches": [scope, other], "End": true });
    let distributed = json!({
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
        "StartAt": "P", "States": scope["States"]
    });
    let written = json!({
        "Type": "Map", "ItemProcessor": distributed, "End": true,
        "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "b" } }
    });
    for (state, result) in [(&parallel, "[1]"), (&parallel, "{}"), (&written, "[1]")] {
        let refused =
            refused(&service, state.clone(), json!({ "mock": { "result": result } })).await;
        assert_eq!(refused.code, "ValidationException", "{result}");
    }
    for (state, result) in [(&parallel, "[1,2]"), (&written, r#"{"MapRunArn":"a"}"#)] {
        let more = json!({ "mock": { "result": result } });
        assert_eq!(test(&service, state.clone(), json!([1]), more).await["output"], result);
    }
    // Whatever an HTTP endpoint answers is not checked.
    let http = json!({
        "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
        "Parameters": {
            "ApiEndpoint": "https://example.com", "Method": "GET",
            "InvocationConfig": { "ConnectionArn": "arn:aws:events:us-east-1:000000000000:connection/c/1" }
        }
    });
    let more = json!({ "mock": { "result": r#"{"StatusCode":"?"}"# } });
    assert_eq!(test(&service, http, json!({}), more).await["status"], "SUCCEEDED");
    // `error` is a required member in all but the model.
    let more = json!({ "mock": { "errorOutput": { "cause": "c" } } });
    assert_eq!(refused(&service, parallel, more).await.code, "ValidationException");
}

#[tokio::test]
async fn an_item_reader_reads_the_data_in_its_own_format() {
    let (service, _) = service(TimeMode::Virtual);
    let read = async |config: Value, data: &str| {
        let state = json!({
            "Type": "Map", "End": true, "ItemSelector": { "n.$": "$$.Map.Item.Value" },
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": config,
                "Parameters": { "Bucket": "b", "Key": "k" }
            },
            "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } }
            }
        });
        let more = json!({
            "inspectionLevel": "DEBUG", "mock": { "result": "[]" },
            "stateConfiguration": { "mapItemReaderData": data }
        });
        test(&service, state, json!({}), more).await
    };
    let csv = json!({ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "MaxItems": 1 });
    let tested = read(csv, "id,total\na,1\nb,2\n").await;
    let data = &tested["inspectionData"];
    assert_eq!(data["afterItemSelector"], r#"[{"n":{"id":"a","total":"1"}}]"#, "{tested}");
    let tested = read(json!({ "InputType": "JSONL" }), "1\n2\n").await;
    assert_eq!(tested["inspectionData"]["afterItemSelector"], r#"[{"n":1},{"n":2}]"#);
    let pointed = json!({ "InputType": "JSON", "ItemsPointer": "/rows" });
    let tested = read(pointed.clone(), r#"{"rows":[7]}"#).await;
    assert_eq!(tested["inspectionData"]["afterItemsPointer"], "[7]");
    assert_eq!(tested["inspectionData"]["afterItemSelector"], r#"[{"n":7}]"#);
    let tested = read(pointed, "no JSON").await;
    assert_eq!(
        (&tested["status"], &tested["error"]),
        (&json!("FAILED"), &json!("States.ItemReaderFailed"))
    );
}

#[tokio::test]
async fn a_test_takes_five_minutes_at_most() {
    let tasks = |request: TaskRequest| -> BoxFuture<'static, Result<Value, TaskFailure>> {
        async move {
            request.control.never().await;
            Ok(Value::Null)
        }
        .boxed()
    };
    let time = TimeMode::Scaled(TimeScale::new(100_000.0).unwrap());
    let service = Service::new(ServiceConfig { time, ..ServiceConfig::new(Arc::new(tasks)) });
    let state = invoke(json!({ "TimeoutSeconds": 9000, "HeartbeatSeconds": 8000 }));
    let tested = test(&service, state, json!({ "order": 1 }), json!({ "roleArn": ROLE })).await;
    assert_eq!((&tested["status"], &tested["error"]), (&json!("FAILED"), &json!("States.Timeout")));
}
