//! Redrives of distributed Maps.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use sfn_local::{
    endpoint::{Service, TimeMode},
    objects::{MemoryObjects, ObjectStore},
};

use super::{Tasks, call, redrive, run, scope, task, types};
use crate::support::{code, described};

fn distributed(execution_type: &str, mut processor: Value, items: &Value) -> Value {
    processor["ProcessorConfig"] =
        json!({ "Mode": "DISTRIBUTED", "ExecutionType": execution_type });
    json!({ "A": {
        "Type": "Map", "Label": "rows", "Items": items, "MaxConcurrency": 1,
        "ItemProcessor": processor, "End": true
    } })
}

/// The only Map Run of an execution.
async fn map_run(service: &Service, execution: &str) -> Value {
    let runs = call(service, "ListMapRuns", execution).await;
    let runs = runs["mapRuns"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let run = json!({ "mapRunArn": runs[0]["mapRunArn"] });
    service.call("DescribeMapRun", run).await.unwrap()
}

/// The children of a Map Run, the last one first.
async fn children(service: &Service, run: &Value) -> Vec<Value> {
    let run = json!({ "mapRunArn": run["mapRunArn"] });
    let children = service.call("ListExecutions", run).await.unwrap();
    let children = children["executions"].as_array().unwrap();
    let mut described = Vec::new();
    for child in children {
        let child = child["executionArn"].as_str().unwrap();
        described.push(call(service, "DescribeExecution", child).await);
    }
    described
}

#[tokio::test]
async fn of_a_distributed_map_only_the_children_that_did_not_succeed_run() {
    let tasks = Tasks::broken(&["b"]);
    let service = tasks.service(TimeMode::Virtual);
    let processor = json!({ "StartAt": "P", "States": {
        "P": { "Type": "Pass", "Next": "S" }, "S": task("{% $states.input %}")
    } });
    let states = distributed("STANDARD", processor, &json!(["a", "b", "c", "d"]));
    let execution = run(&service, states, json!({}), "FAILED").await;
    assert_eq!(tasks.calls(), ["a", "b"]);
    let before = map_run(&service, &execution).await;
    assert_eq!(
        (&before["status"], &before["itemCounts"]["pending"]),
        (&json!("FAILED"), &json!(2))
    );
    assert_eq!((&before["redriveCount"], before.get("redriveDate")), (&json!(0), None));
    let failed = children(&service, &before).await[0].clone();
    assert_eq!(failed["redriveStatus"], "REDRIVABLE_BY_MAP_RUN");
    let input = json!({ "executionArn": failed["executionArn"] });
    assert_eq!(code(service.call("RedriveExecution", input).await), "ExecutionNotRedrivable");

    // Nothing is mended yet.
    redrive(&service, &execution).await;
    described(&service, &execution, "FAILED").await;
    assert_eq!(tasks.calls(), ["b"]);
    tasks.repair();
    redrive(&service, &execution).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    assert_eq!(tasks.calls(), ["b", "c", "d"]);
    assert_eq!(ended["output"], r#"["a 0","b 2","c 0","d 0"]"#);
    let (_, after) = types(&service, &execution).await;
    assert_eq!(
        after,
        [
            "ExecutionRedriven",
            "MapRunRedriven",
            "MapRunSucceeded",
            "MapStateSucceeded",
            "MapStateExited",
            "ExecutionSucceeded"
        ]
    );
    let run = map_run(&service, &execution).await;
    assert_eq!(run["mapRunArn"], before["mapRunArn"]);
    assert_eq!((&run["status"], &run["redriveCount"]), (&json!("SUCCEEDED"), &json!(2)));
    let counts = json!({
        "pending": 0, "running": 0, "succeeded": 4, "failed": 0, "timedOut": 0, "aborted": 0,
        "total": 4, "resultsWritten": 4, "failuresNotRedrivable": 0, "pendingRedrive": 0
    });
    assert_eq!((&run["itemCounts"], &run["executionCounts"]), (&counts, &counts));
    let redriven = children(&service, &run).await[2].clone();
    assert_eq!(redriven["executionArn"], failed["executionArn"]);
    assert_eq!(redriven["redriveCount"], 2);
    let (_, after) = types(&service, redriven["executionArn"].as_str().unwrap()).await;
    assert_eq!(after[..2], ["ExecutionRedriven", "TaskScheduled"]);
}

#[tokio::test]
async fn after_a_redrive_the_manifest_lists_what_the_children_came_to() {
    let tasks = Tasks::broken(&["b"]);
    let objects = Arc::new(MemoryObjects::new());
    let service = tasks.service_with(TimeMode::Virtual, Arc::clone(&objects) as _);
    let mut states =
        distributed("STANDARD", scope(task("{% $states.input %}")), &json!(["a", "b", "c"]));
    states["A"]["ResultWriter"] = json!({
        "Resource": "arn:aws:states:::s3:putObject", "Arguments": { "Bucket": "out", "Prefix": "p" }
    });
    let execution = run(&service, states, json!({}), "FAILED").await;
    let run = map_run(&service, &execution).await;
    let folder = format!("p/{}", run["mapRunArn"].as_str().unwrap().rsplit(':').next().unwrap());
    let read = async |name: &str| -> Value {
        let body = objects.get("out", &format!("{folder}/{name}")).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    };
    let listed = async || {
        let files = read("manifest.json").await["ResultFiles"].clone();
        ["SUCCEEDED", "FAILED", "PENDING"].map(|status| files[status].as_array().unwrap().len())
    };
    assert_eq!(listed().await, [1, 1, 1]);
    tasks.repair();
    redrive(&service, &execution).await;
    described(&service, &execution, "SUCCEEDED").await;
    assert_eq!(listed().await, [1, 0, 0]);
    let succeeded = read("SUCCEEDED_0.json").await;
    let results = succeeded.as_array().unwrap();
    let results: Vec<_> = results
        .iter()
        .map(|child| (child["Input"].as_str(), child["RedriveCount"].as_u64()))
        .collect();
    let once = |input| (Some(input), Some(0));
    assert_eq!(results, [once(r#""a""#), (Some(r#""b""#), Some(1)), once(r#""c""#)]);
    // What is not listed any more stays: the role may put objects, not delete them.
    assert_eq!(read("FAILED_0.json").await[0]["Input"], r#""b""#);
}

#[tokio::test]
async fn an_express_child_runs_again_from_its_start() {
    let tasks = Tasks::broken(&["b"]);
    let service = tasks.service(TimeMode::Virtual);
    let mut first = task("{% $states.input & '1' %}");
    first["Next"] = json!("T");
    first["Output"] = json!("{% $states.input %}");
    first.as_object_mut().unwrap().remove("End");
    let processor =
        json!({ "StartAt": "S", "States": { "S": first, "T": task("{% $states.input %}") } });
    let states = distributed("EXPRESS", processor, &json!(["a", "b"]));
    let execution = run(&service, states, json!({}), "FAILED").await;
    tasks.repair();
    assert_eq!(tasks.calls(), ["a1", "a", "b1", "b"]);
    redrive(&service, &execution).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    assert_eq!(tasks.calls(), ["b1", "b"]);
    assert_eq!(ended["output"], r#"["a 0","b 0"]"#);
}

#[tokio::test]
async fn a_map_run_that_did_not_begin_is_started_anew() {
    let service = Tasks::default().service(TimeMode::Virtual);
    let mut states = distributed("STANDARD", scope(task("{% $states.input %}")), &json!([]));
    let map = states["A"].as_object_mut().unwrap();
    map.remove("Items");
    let reader = json!({
        "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON" },
        "Arguments": { "Bucket": "nowhere", "Key": "k" }
    });
    map.insert("ItemReader".to_owned(), reader);
    let execution = run(&service, states, json!({}), "FAILED").await;
    redrive(&service, &execution).await;
    described(&service, &execution, "FAILED").await;
    let (_, after) = types(&service, &execution).await;
    assert_eq!(after[..3], ["ExecutionRedriven", "MapStateStarted", "MapRunStarted"]);
    let runs = call(&service, "ListMapRuns", &execution).await;
    assert_eq!(runs["mapRuns"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn children_that_were_stopped_with_their_parent_go_on() {
    let service = Tasks::default().service(TimeMode::Real);
    let wait = json!({ "Type": "Wait", "Seconds": 3600, "End": true });
    let states = distributed("STANDARD", scope(wait), &json!([1, 2]));
    let execution = run(&service, states, json!({}), "RUNNING").await;
    let counts = async || map_run(&service, &execution).await["executionCounts"].clone();
    let until = async |name: &str| {
        for _ in 0..500 {
            if counts().await[name] == 1 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("no child was {name}");
    };
    tokio::time::sleep(Duration::from_millis(20)).await;
    until("running").await;
    call(&service, "StopExecution", &execution).await;
    described(&service, &execution, "ABORTED").await;
    until("aborted").await;
    redrive(&service, &execution).await;
    described(&service, &execution, "RUNNING").await;
    until("running").await;
    let run = map_run(&service, &execution).await;
    assert_eq!(
        (&run["status"], &run["executionCounts"]["aborted"]),
        (&json!("RUNNING"), &json!(0))
    );
    assert_eq!(children(&service, &run).await[0]["redriveCount"], 1);
    call(&service, "StopExecution", &execution).await;
}

/// `PENDING_REDRIVE` and `pendingRedrive` (`ListExecutions`, `DescribeMapRun`).
#[tokio::test]
async fn a_child_that_has_not_started_again_waits_for_its_redrive() {
    let service = Tasks::default().service(TimeMode::Real);
    let wait = json!({ "Type": "Wait", "Seconds": 3600, "End": true });
    let mut states = distributed("STANDARD", scope(wait), &json!([1, 2]));
    states["A"]["MaxConcurrency"] = json!(2);
    let execution = run(&service, states, json!({}), "RUNNING").await;
    let until = async |name: &str, count: u32| {
        for _ in 0..500 {
            let run = map_run(&service, &execution).await;
            if run["itemCounts"][name] == count {
                return run;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("{count} children never were {name}");
    };
    tokio::time::sleep(Duration::from_millis(20)).await;
    let map_run_arn = until("running", 2).await["mapRunArn"].clone();
    let update = json!({ "mapRunArn": map_run_arn, "maxConcurrency": 1 });
    service.call("UpdateMapRun", update).await.unwrap();
    // Again after the second stop: who waited in vain is what it was.
    for _ in 0..2 {
        call(&service, "StopExecution", &execution).await;
        described(&service, &execution, "ABORTED").await;
        let stopped = until("aborted", 2).await;
        assert_eq!(stopped["itemCounts"]["pendingRedrive"], 0);
        redrive(&service, &execution).await;
        let run = until("running", 1).await;
        let counts = &run["executionCounts"];
        assert_eq!((&counts["pendingRedrive"], &counts["aborted"]), (&json!(1), &json!(0)));
        let list = json!({ "mapRunArn": map_run_arn, "statusFilter": "PENDING_REDRIVE" });
        let listed = service.call("ListExecutions", list).await.unwrap();
        let [waiting] = listed["executions"].as_array().unwrap().as_slice() else {
            panic!("one child waits: {listed}")
        };
        let arn = waiting["executionArn"].as_str().unwrap();
        let described = call(&service, "DescribeExecution", arn).await;
        assert_eq!(described["status"], "PENDING_REDRIVE");
    }
    call(&service, "StopExecution", &execution).await;
}
