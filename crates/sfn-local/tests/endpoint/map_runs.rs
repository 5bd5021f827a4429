//! Map Runs and their child executions, as clients see them.

use std::sync::Arc;

use serde_json::{Value, json};
use sfn_local::{
    endpoint::{Service, ServiceConfig, TimeMode},
    objects::{MemoryObjects, ObjectStore, ObjectSummary, Stored},
};
use tokio::sync::Semaphore;

use crate::support::{Tokens, code, config, create, described, machine, next_token, start};

/// A service with a machine that calls a task for each row of `orders/rows.csv`, and an execution of it.
async fn running(resource: &str, execution_type: &str, more: Value) -> (Service, Tokens, String) {
    let (config, tokens) = config(TimeMode::Real);
    let service = Service::new(ServiceConfig { objects: Arc::new(rows()), ..config });
    let execution = import(&service, resource, execution_type, more).await;
    (service, tokens, execution)
}

fn rows() -> MemoryObjects {
    MemoryObjects::new().with("orders", "rows.csv", "id\na\nb\nc\n")
}

/// An execution that calls a task for each row.
async fn import(service: &Service, resource: &str, execution_type: &str, more: Value) -> String {
    let mut map = json!({
        "Type": "Map",
        "Label": "rows",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "Arguments": { "Bucket": "orders", "Key": "rows.csv" },
            "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
        },
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": execution_type },
            "StartAt": "One",
            "States": { "One": {
                "Type": "Task", "Resource": format!("arn:aws:states:::{resource}"),
                "Arguments": "{% $states.input %}", "End": true
            } }
        },
        "End": true
    });
    for (key, value) in more.as_object().unwrap() {
        map[key] = value.clone();
    }
    let definition = json!({
        "QueryLanguage": "JSONata", "TimeoutSeconds": 600, "StartAt": "A", "States": { "A": map }
    });
    let definition = definition.to_string();
    let machine = create(service, "import", &definition, "STANDARD").await;
    start(service, &machine, &json!({})).await
}

async fn call(service: &Service, operation: &str, input: Value) -> Value {
    service.call(operation, input).await.unwrap()
}

/// The ARN of the execution's only Map Run.
async fn map_run(service: &Service, execution: &str) -> String {
    let listed = call(service, "ListMapRuns", json!({ "executionArn": execution })).await;
    assert_eq!(listed["mapRuns"].as_array().unwrap().len(), 1);
    listed["mapRuns"][0]["mapRunArn"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_map_run_is_listed_and_described() {
    let (service, _, execution) = running("lambda:invoke", "STANDARD", json!({})).await;
    described(&service, &execution, "SUCCEEDED").await;
    let listed = call(&service, "ListMapRuns", json!({ "executionArn": execution })).await;
    let run = &listed["mapRuns"][0];
    assert_eq!(run["executionArn"], execution);
    assert_eq!(
        run["stateMachineArn"],
        "arn:aws:states:us-east-1:000000000000:stateMachine:import/rows"
    );
    let arn = run["mapRunArn"].as_str().unwrap();
    assert!(arn.starts_with("arn:aws:states:us-east-1:000000000000:mapRun:import/rows:"), "{arn}");
    let about = call(&service, "DescribeMapRun", json!({ "mapRunArn": arn })).await;
    let counts = json!({
        "pending": 0, "running": 0, "succeeded": 3, "failed": 0, "timedOut": 0, "aborted": 0, "total": 3,
        "resultsWritten": 3, "failuresNotRedrivable": 0, "pendingRedrive": 0
    });
    assert_eq!(
        about,
        json!({
            "mapRunArn": arn,
            "executionArn": execution,
            "status": "SUCCEEDED",
            "startDate": run["startDate"],
            "stopDate": run["stopDate"],
            "maxConcurrency": 0,
            "toleratedFailurePercentage": 0.0,
            "toleratedFailureCount": 0,
            "itemCounts": counts,
            "executionCounts": counts,
            "redriveCount": 0
        })
    );
}

#[tokio::test]
async fn children_are_executions_like_others() {
    let (service, _, execution) =
        running("lambda:invoke", "STANDARD", json!({ "ItemBatcher": { "MaxItemsPerBatch": 2 } }))
            .await;
    described(&service, &execution, "SUCCEEDED").await;
    let run = map_run(&service, &execution).await;
    let listed =
        call(&service, "ListExecutions", json!({ "mapRunArn": run, "maxResults": 1 })).await;
    let newest = &listed["executions"][0];
    assert_eq!((&newest["itemCount"], &newest["mapRunArn"]), (&json!(1), &json!(run)));
    let next = json!({ "mapRunArn": run, "maxResults": 1, "nextToken": listed["nextToken"] });
    let rest = call(&service, "ListExecutions", next).await;
    assert_eq!(rest["executions"][0]["itemCount"], 2);
    assert_eq!(rest.get("nextToken"), None);

    let child = json!({ "executionArn": newest["executionArn"] });
    let about = call(&service, "DescribeExecution", child.clone()).await;
    assert_eq!(about["input"], r#"{"Items":[{"id":"c"}]}"#);
    assert_eq!((&about["output"], &about["mapRunArn"]), (&about["input"], &json!(run)));
    let history = call(&service, "GetExecutionHistory", child.clone()).await;
    assert_eq!(history["events"][1]["type"], "TaskStateEntered");
    let definition = call(&service, "DescribeStateMachineForExecution", child).await;
    assert_eq!((&definition["label"], &definition["mapRunArn"]), (&json!("rows"), &json!(run)));

    // The machine's own executions are the others.
    let machine = "arn:aws:states:us-east-1:000000000000:stateMachine:import";
    let listed = call(&service, "ListExecutions", json!({ "stateMachineArn": machine })).await;
    assert_eq!(listed["executions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_express_child_is_described_and_has_no_history() {
    let (service, _, execution) = running("lambda:invoke", "EXPRESS", json!({})).await;
    described(&service, &execution, "SUCCEEDED").await;
    let run = map_run(&service, &execution).await;
    let listed = call(&service, "ListExecutions", json!({ "mapRunArn": run })).await;
    let child = json!({ "executionArn": listed["executions"][0]["executionArn"] });
    let about = call(&service, "DescribeExecution", child.clone()).await;
    assert_eq!(about["output"], r#"{"id":"c"}"#);
    assert_eq!(code(service.call("GetExecutionHistory", child).await), "InvalidArn");
}

#[tokio::test]
async fn callbacks_of_children_come_back_by_their_token() {
    let resource = "lambda:invoke.waitForTaskToken";
    let (service, tokens, execution) =
        running(resource, "STANDARD", json!({ "MaxConcurrency": 1 })).await;
    let run = {
        let token = next_token(&tokens).await;
        let run = map_run(&service, &execution).await;
        let about = call(&service, "DescribeMapRun", json!({ "mapRunArn": run })).await;
        assert_eq!(
            (&about["executionCounts"]["running"], &about["status"]),
            (&json!(1), &json!("RUNNING"))
        );
        call(&service, "SendTaskHeartbeat", json!({ "taskToken": token })).await;
        let answer = json!({ "taskToken": token, "output": "1" });
        call(&service, "SendTaskSuccess", answer.clone()).await;
        assert_eq!(code(service.call("SendTaskSuccess", answer).await), "TaskTimedOut");
        run
    };
    // The others run at once from here on.
    call(&service, "UpdateMapRun", json!({ "mapRunArn": run, "maxConcurrency": 2 })).await;
    for _ in 0..2 {
        let token = next_token(&tokens).await;
        call(&service, "SendTaskSuccess", json!({ "taskToken": token, "output": "2" })).await;
    }
    let ended = described(&service, &execution, "SUCCEEDED").await;
    assert_eq!(ended["output"], "[1,2,2]");
    let refused =
        service.call("UpdateMapRun", json!({ "mapRunArn": run, "maxConcurrency": 2 })).await;
    assert_eq!(refused.unwrap_err().reason, Some("CANNOT_UPDATE_COMPLETED_MAP_RUN"));
}

#[tokio::test]
async fn a_child_can_be_stopped_and_its_parent_stops_all() {
    let resource = "lambda:invoke.waitForTaskToken";
    let (service, tokens, execution) = running(resource, "STANDARD", json!({})).await;
    next_token(&tokens).await;
    let run = map_run(&service, &execution).await;
    let filter = json!({ "mapRunArn": run, "statusFilter": "RUNNING" });
    let listed = call(&service, "ListExecutions", filter.clone()).await;
    let child = listed["executions"][0]["executionArn"].as_str().unwrap().to_owned();
    call(&service, "StopExecution", json!({ "executionArn": child, "error": "Enough" })).await;
    let stopped = described(&service, &child, "ABORTED").await;
    assert_eq!(stopped["error"], "Enough");
    call(&service, "StopExecution", json!({ "executionArn": execution })).await;
    let listed = call(&service, "ListExecutions", filter).await;
    assert_eq!(listed["executions"], json!([]));
    let about = call(&service, "DescribeMapRun", json!({ "mapRunArn": run })).await;
    assert_eq!((&about["status"], &about["itemCounts"]["aborted"]), (&json!("ABORTED"), &json!(3)));
}

#[tokio::test]
async fn what_is_no_map_run_is_refused() {
    let (service, _, execution) = running("lambda:invoke", "STANDARD", json!({})).await;
    described(&service, &execution, "SUCCEEDED").await;
    let refused = async |operation: &str, input: Value| code(service.call(operation, input).await);
    let unknown = "arn:aws:states:us-east-1:000000000000:mapRun:import/rows:none";
    for operation in ["DescribeMapRun", "UpdateMapRun"] {
        assert_eq!(refused(operation, json!({ "mapRunArn": unknown })).await, "ResourceNotFound");
        assert_eq!(refused(operation, json!({ "mapRunArn": execution })).await, "InvalidArn");
        assert_eq!(refused(operation, json!({})).await, "ValidationException");
    }
    assert_eq!(
        refused("ListExecutions", json!({ "mapRunArn": unknown })).await,
        "ResourceNotFound"
    );
    let none = format!("{execution}-none");
    assert_eq!(
        refused("ListMapRuns", json!({ "executionArn": none })).await,
        "ExecutionDoesNotExist"
    );
    let over = json!({ "mapRunArn": unknown, "toleratedFailurePercentage": 100.5 });
    assert_eq!(
        service.call("UpdateMapRun", over).await.unwrap_err().message,
        "1 validation error detected: Value '100.5' at 'toleratedFailurePercentage' failed to satisfy constraint: \
         Member must have value less than or equal to 100"
    );
    let both = json!({ "mapRunArn": unknown, "stateMachineArn": unknown });
    assert_eq!(refused("ListExecutions", both).await, "ValidationException");
}

/// Objects that cannot be reached until somebody lets calls through.
struct Slow {
    objects: MemoryObjects,
    calls: Semaphore,
}

impl Slow {
    async fn pass(&self) {
        self.calls.acquire().await.unwrap().forget();
    }
}

impl ObjectStore for Slow {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, Vec<u8>> {
        Box::pin(async move {
            self.pass().await;
            self.objects.get(bucket, key).await
        })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Stored<'a, Vec<ObjectSummary>> {
        self.objects.list(bucket, prefix)
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, body: Vec<u8>) -> Stored<'a, ()> {
        Box::pin(async move {
            self.pass().await;
            self.objects.put(bucket, key, body).await
        })
    }

    fn delete<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, ()> {
        self.objects.delete(bucket, key)
    }
}

/// A service with slow objects, and an execution that reads and writes them.
async fn at_slow(time: TimeMode) -> (Service, Arc<Slow>, String) {
    let objects = Arc::new(Slow { objects: rows(), calls: Semaphore::new(0) });
    let (config, _) = config(time);
    let service = Service::new(ServiceConfig { objects: Arc::clone(&objects) as _, ..config });
    let writer = json!({ "ResultWriter": {
        "Resource": "arn:aws:states:::s3:putObject", "Arguments": { "Bucket": "orders", "Prefix": "out" }
    } });
    let execution = import(&service, "lambda:invoke", "STANDARD", writer).await;
    (service, objects, execution)
}

/// Waits until so many items of the Map Run have succeeded.
async fn described_run(service: &Service, run: &Value, succeeded: u64) {
    for _ in 0..500 {
        let described = call(service, "DescribeMapRun", run.clone()).await;
        if described["itemCounts"]["succeeded"] == succeeded {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    panic!("the Map Run never had {succeeded} items");
}

#[tokio::test]
async fn others_are_answered_while_objects_are_read_and_written() {
    let (service, objects, execution) = at_slow(TimeMode::Real).await;
    let other = machine(json!({ "A": { "Type": "Pass", "End": true } }));
    let other = create(&service, "other", &other, "STANDARD").await;
    let first = start(&service, &other, &json!({})).await;
    described(&service, &first, "SUCCEEDED").await;
    let run = json!({ "mapRunArn": map_run(&service, &execution).await });
    let reading = call(&service, "DescribeMapRun", run.clone()).await;
    assert_eq!(
        (&reading["status"], &reading["itemCounts"]["total"]),
        (&json!("RUNNING"), &json!(0))
    );
    objects.calls.add_permits(1);
    described_run(&service, &run, 3).await;
    let second = start(&service, &other, &json!({})).await;
    described(&service, &second, "SUCCEEDED").await;
    described(&service, &execution, "RUNNING").await;
    objects.calls.add_permits(2);
    described(&service, &execution, "SUCCEEDED").await;
}

#[tokio::test]
async fn an_execution_that_is_stopped_ends_when_its_map_run_has_written_what_there_was() {
    let (service, objects, execution) = at_slow(TimeMode::Real).await;
    objects.calls.add_permits(1);
    tokio::task::yield_now().await;
    let run = json!({ "mapRunArn": map_run(&service, &execution).await });
    described_run(&service, &run, 3).await;
    let stop = json!({ "executionArn": execution });
    let (stopped, ()) = tokio::join!(service.call("StopExecution", stop), async {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        described(&service, &execution, "RUNNING").await;
        objects.calls.add_permits(2);
    });
    stopped.unwrap();
    described(&service, &execution, "ABORTED").await;
    assert_eq!(call(&service, "DescribeMapRun", run).await["status"], "ABORTED");
    let written = objects.list("orders", "out/").await.unwrap();
    let names: Vec<_> = written.iter().filter_map(|object| object.key.rsplit('/').next()).collect();
    assert_eq!(names, ["SUCCEEDED_0.json", "manifest.json"]);
}

#[tokio::test]
async fn the_time_of_executions_stands_still_while_objects_are_read() {
    let (service, objects, execution) = at_slow(TimeMode::Virtual).await;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    // On a clock that moved, the execution would have timed out.
    described(&service, &execution, "RUNNING").await;
    objects.calls.add_permits(3);
    let ended = described(&service, &execution, "SUCCEEDED").await;
    assert_eq!(ended["startDate"], ended["stopDate"]);
}
