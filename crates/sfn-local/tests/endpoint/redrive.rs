//! Redrive: executions that did not succeed go on from what failed.

mod map_runs;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Value, json};
use sfn_local::{
    TaskFailure, TaskRequest, TimeScale,
    endpoint::{Service, ServiceConfig, TimeMode},
    objects::{NoObjects, ObjectStore},
};

use crate::support::{code, create, described, machine, start};

/// The tasks of a test: each call is written down, and fails for as long as what it is about is broken.
#[derive(Clone, Default)]
struct Tasks {
    broken: Arc<Mutex<BTreeSet<String>>>,
    calls: Arc<Mutex<Vec<String>>>,
}

impl Tasks {
    fn broken(names: &[&str]) -> Self {
        let tasks = Self::default();
        tasks.broken.lock().unwrap().extend(names.iter().map(|name| (*name).to_owned()));
        tasks
    }

    fn repair(&self) {
        self.broken.lock().unwrap().clear();
    }

    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut *self.calls.lock().unwrap())
    }

    fn service(&self, time: TimeMode) -> Service {
        self.service_with(time, Arc::new(NoObjects))
    }

    fn service_with(&self, time: TimeMode, objects: Arc<dyn ObjectStore>) -> Service {
        let Self { broken, calls } = self.clone();
        let runner = move |request: TaskRequest| -> BoxFuture<'static, Result<Value, TaskFailure>> {
            let about = request.arguments.value().as_str().unwrap_or_default().to_owned();
            calls.lock().unwrap().push(about.clone());
            let result = if broken.lock().unwrap().contains(&about) {
                Err(TaskFailure::new("Broken", about))
            } else {
                Ok(json!(format!("{about} {}", request.execution.redrive_count)))
            };
            async { result }.boxed()
        };
        let runner = Arc::new(runner);
        Service::new(ServiceConfig { time, objects, seed: Some(1), ..ServiceConfig::new(runner) })
    }
}

fn task(arguments: &str) -> Value {
    json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": arguments, "End": true
    })
}

fn scope(state: Value) -> Value {
    json!({ "StartAt": "S", "States": { "S": state } })
}

async fn run(service: &Service, states: Value, input: Value, until: &str) -> String {
    let machine = create(service, "m", &machine(states), "STANDARD").await;
    let execution = start(service, &machine, &input).await;
    described(service, &execution, until).await;
    execution
}

async fn call(service: &Service, operation: &str, execution: &str) -> Value {
    service.call(operation, json!({ "executionArn": execution })).await.unwrap()
}

async fn redrive(service: &Service, execution: &str) -> Value {
    call(service, "RedriveExecution", execution).await
}

/// The types of the events, and of those after the last redrive.
async fn types(service: &Service, execution: &str) -> (Vec<String>, Vec<String>) {
    let history = call(service, "GetExecutionHistory", execution).await;
    let events = history["events"].as_array().unwrap();
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event["id"], index + 1);
        assert!(event["previousEventId"].as_u64().unwrap() <= index as u64);
    }
    let all: Vec<String> =
        events.iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect();
    let redriven = all.iter().rposition(|name| name == "ExecutionRedriven").unwrap_or_default();
    let after = all[redriven..].to_vec();
    (all, after)
}

#[tokio::test]
async fn a_task_runs_again_with_the_input_and_the_variables_that_it_had() {
    let tasks = Tasks::broken(&["pay 7"]);
    let service = tasks.service(TimeMode::Virtual);
    let mut pay = task("{% 'pay ' & $id %}");
    pay["Retry"] = json!([{ "ErrorEquals": ["States.ALL"], "MaxAttempts": 1 }]);
    pay["Output"] = json!(
        "{% { 'in': $states.input, 'out': $states.result, 'execution': $states.context.Execution } %}"
    );
    let states = json!({
        "A": { "Type": "Pass", "Assign": { "id": "{% $states.input.id %}" }, "Output": "order", "Next": "B" },
        "B": pay
    });
    let execution = run(&service, states, json!({ "id": 7 }), "FAILED").await;
    assert_eq!(tasks.calls(), ["pay 7", "pay 7"]);
    let failed = call(&service, "DescribeExecution", &execution).await;
    assert_eq!(
        (&failed["redriveStatus"], &failed["redriveCount"]),
        (&json!("REDRIVABLE"), &json!(0))
    );
    assert!(failed.get("redriveDate").is_none());

    // Its retries are all there again.
    redrive(&service, &execution).await;
    let failed = described(&service, &execution, "FAILED").await;
    assert_eq!(tasks.calls(), ["pay 7", "pay 7"]);
    assert_eq!(failed["redriveCount"], 1);

    tasks.repair();
    let redriven = redrive(&service, &execution).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    assert_eq!(tasks.calls(), ["pay 7"]);
    assert_eq!(
        (&ended["redriveCount"], &ended["redriveDate"]),
        (&json!(2), &redriven["redriveDate"])
    );
    assert_eq!(ended["redriveStatusReason"], "Execution is SUCCEEDED and cannot be redriven");
    let output: Value = serde_json::from_str(ended["output"].as_str().unwrap()).unwrap();
    assert_eq!((&output["in"], &output["out"]), (&json!("order"), &json!("pay 7 2")));
    assert_eq!(output["execution"]["RedriveCount"], 2);
    assert!(output["execution"]["RedriveTime"].is_string());

    let (all, after) = types(&service, &execution).await;
    assert_eq!(
        after,
        [
            "ExecutionRedriven",
            "TaskScheduled",
            "TaskStarted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded"
        ]
    );
    assert_eq!(all.iter().filter(|name| *name == "PassStateEntered").count(), 1);
    let history = call(&service, "GetExecutionHistory", &execution).await;
    let counts = history["events"].as_array().unwrap().iter();
    let counts: Vec<_> =
        counts.filter_map(|event| event.get("executionRedrivenEventDetails")).collect();
    assert_eq!(counts, [&json!({ "redriveCount": 1 }), &json!({ "redriveCount": 2 })]);

    let machine = ended["stateMachineArn"].clone();
    for (filter, length) in [("REDRIVEN", 1), ("NOT_REDRIVEN", 0)] {
        let input = json!({ "stateMachineArn": machine, "redriveFilter": filter });
        let listed = service.call("ListExecutions", input).await.unwrap();
        assert_eq!(listed["executions"].as_array().unwrap().len(), length, "{filter}");
    }
}

#[tokio::test]
async fn of_a_parallel_only_the_branches_that_did_not_succeed_run() {
    let tasks = Tasks::broken(&["two"]);
    let service = tasks.service(TimeMode::Virtual);
    let slow = json!({ "StartAt": "Wait", "States": {
        "Wait": { "Type": "Wait", "Seconds": 9, "Next": "Slow" }, "Slow": task("three")
    } });
    let branch = |name: &str, delay: u64| {
        json!({ "StartAt": name, "States": {
            name: { "Type": "Wait", "Seconds": delay, "Next": format!("{name} task") },
            format!("{name} task"): task(name)
        } })
    };
    let states = json!({
        "A": { "Type": "Parallel", "Branches": [branch("one", 1), branch("two", 2), slow], "End": true }
    });
    let execution = run(&service, states, json!({}), "FAILED").await;
    assert_eq!(tasks.calls(), ["one", "two"]);
    tasks.repair();
    redrive(&service, &execution).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    assert_eq!(tasks.calls(), ["two", "three"]);
    assert_eq!(ended["output"], r#"["one 0","two 1","three 1"]"#);
    let (_, after) = types(&service, &execution).await;
    assert!(!after.iter().any(|name| name == "ParallelStateEntered" || name == "WaitStateEntered"));
    assert_eq!(
        after[after.len() - 3..],
        ["ParallelStateSucceeded", "ParallelStateExited", "ExecutionSucceeded"]
    );
}

#[tokio::test]
async fn of_a_map_only_the_iterations_that_did_not_succeed_run() {
    let tasks = Tasks::broken(&["c"]);
    let service = tasks.service(TimeMode::Virtual);
    let states = json!({ "A": {
        "Type": "Map", "MaxConcurrency": 2, "Items": "{% $states.input %}",
        "ItemProcessor": scope(task("{% $states.input %}")), "End": true
    } });
    let execution = run(&service, states, json!(["a", "b", "c", "d", "e"]), "FAILED").await;
    let mut before = tasks.calls();
    tasks.repair();
    redrive(&service, &execution).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    let after = tasks.calls();
    let output: Vec<String> = serde_json::from_str(ended["output"].as_str().unwrap()).unwrap();
    let items: Vec<&str> = output.iter().map(|text| text.split(' ').next().unwrap()).collect();
    assert_eq!(items, ["a", "b", "c", "d", "e"]);
    assert!(!after.contains(&"a".to_owned()) && !after.contains(&"b".to_owned()), "{after:?}");
    assert_eq!(after.last().map(String::as_str), Some("e"));
    before.extend(after);
    assert_eq!(before.iter().filter(|call| *call == "c").count(), 2);
}

#[tokio::test]
async fn a_fail_state_fails_again_and_a_time_limit_begins_anew() {
    let service = Tasks::default().service(TimeMode::Virtual);
    let states = json!({ "A": { "Type": "Fail", "Error": "No", "Cause": "as ever" } });
    let execution = run(&service, states, json!({}), "FAILED").await;
    redrive(&service, &execution).await;
    let failed = described(&service, &execution, "FAILED").await;
    assert_eq!(failed["error"], "No");
    let (_, after) = types(&service, &execution).await;
    assert_eq!(after, ["ExecutionRedriven", "FailStateEntered", "ExecutionFailed"]);

    let definition = json!({ "QueryLanguage": "JSONata", "StartAt": "A", "TimeoutSeconds": 60, "States": {
        "A": { "Type": "Wait", "Seconds": 40, "Next": "B" },
        "B": { "Type": "Wait", "Seconds": 50, "Next": "C" },
        "C": { "Type": "Succeed" }
    } });
    let machine = create(&service, "patient", &definition.to_string(), "STANDARD").await;
    let execution = start(&service, &machine, &json!({})).await;
    described(&service, &execution, "TIMED_OUT").await;
    redrive(&service, &execution).await;
    let ended = described(&service, &execution, "SUCCEEDED").await;
    // 60 seconds, and the second wait in full.
    let seconds = ended["stopDate"].as_f64().unwrap() - ended["startDate"].as_f64().unwrap();
    assert!((seconds - 110.0).abs() < 1e-3, "{seconds}");
}

#[tokio::test]
async fn a_stopped_execution_goes_on_and_can_be_stopped_again() {
    let service = Tasks::default().service(TimeMode::Real);
    let states = json!({ "A": { "Type": "Wait", "Seconds": 200, "End": true } });
    let execution = run(&service, states, json!({}), "RUNNING").await;
    for count in 0..3 {
        let stop = json!({ "executionArn": execution, "error": "Enough" });
        service.call("StopExecution", stop).await.unwrap();
        let stopped = call(&service, "DescribeExecution", &execution).await;
        assert_eq!(
            (&stopped["status"], &stopped["redriveCount"]),
            (&json!("ABORTED"), &json!(count))
        );
        redrive(&service, &execution).await;
        let running = call(&service, "DescribeExecution", &execution).await;
        assert_eq!(running["status"], "RUNNING");
        assert!(running.get("stopDate").is_none());
        // A running execution is not redriven.
        let again = service.call("RedriveExecution", json!({ "executionArn": execution })).await;
        assert_eq!(code(again), "ExecutionNotRedrivable");
    }
}

#[tokio::test]
async fn a_repeated_token_is_a_repeated_call() {
    let tasks = Tasks::broken(&["x"]);
    let service = tasks.service(TimeMode::Virtual);
    let execution = run(&service, json!({ "A": task("x") }), json!({}), "FAILED").await;
    let input = json!({ "executionArn": execution, "clientToken": "once" });
    let first = service.call("RedriveExecution", input.clone()).await.unwrap();
    described(&service, &execution, "FAILED").await;
    let second = service.call("RedriveExecution", input).await.unwrap();
    assert_eq!(first, second);
    let failed = described(&service, &execution, "FAILED").await;
    assert_eq!(failed["redriveCount"], 1);
    let bad = json!({ "executionArn": execution, "clientToken": "with space" });
    assert_eq!(code(service.call("RedriveExecution", bad).await), "ValidationException");
}

#[tokio::test]
async fn what_cannot_be_redriven_is_refused_with_the_reason_that_describe_gives() {
    let service = Tasks::default().service(TimeMode::Virtual);
    let states = json!({ "A": { "Type": "Succeed" } });
    let execution = run(&service, states, json!({}), "SUCCEEDED").await;
    let refused = service.call("RedriveExecution", json!({ "executionArn": execution })).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code, "ExecutionNotRedrivable");
    assert_eq!(refused.message, "Execution is SUCCEEDED and cannot be redriven");
    for (arn, expected) in [
        (format!("{execution}x"), "ExecutionDoesNotExist"),
        (execution.replace(":execution:", ":express:"), "InvalidArn"),
        ("nonsense".to_owned(), "InvalidArn"),
    ] {
        let input = json!({ "executionArn": arn });
        assert_eq!(code(service.call("RedriveExecution", input).await), expected, "{arn}");
    }
}

/// A distributed Map, one item after the other, whose children run this scope.

#[tokio::test]
async fn after_two_weeks_it_is_too_late() {
    // A day takes ten milliseconds.
    let service =
        Tasks::broken(&["x"]).service(TimeMode::Scaled(TimeScale::new(8_640_000.0).unwrap()));
    let execution = run(&service, json!({ "A": task("x") }), json!({}), "FAILED").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let refused = service.call("RedriveExecution", json!({ "executionArn": execution })).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code, "ExecutionNotRedrivable");
    assert_eq!(refused.message, "Execution redrivable period exceeded");
}
