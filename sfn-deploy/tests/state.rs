//! `serve --state`: what was acknowledged survives the death of the process, and what ran goes on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]
#![cfg(unix)]

mod support;

use std::{
    io::Write as _,
    net::TcpStream,
    path::PathBuf,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use support::{Parrot, Serve, Shop, read_message};

const ROLE: &str = "arn:aws:iam::000000000000:role/role";

fn file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        std::fs::remove_file(&path).unwrap();
    }
    path.display().to_string()
}

impl Serve {
    fn call(&self, operation: &str, input: &Value) -> Value {
        let address = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let body = input.to_string();
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {address}\r\nX-Amz-Target: AWSStepFunctions.{operation}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        let (head, body) = read_message(&mut stream).unwrap();
        assert!(
            head.starts_with("HTTP/1.1 200"),
            "{operation}: {}",
            String::from_utf8_lossy(&body)
        );
        serde_json::from_slice(&body).unwrap()
    }

    /// As `kill -9` does.
    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Describes the execution once it has ended.
    fn ended(&self, execution: &Value) -> Value {
        let since = Instant::now();
        loop {
            let described = self.call("DescribeExecution", &json!({ "executionArn": execution }));
            if described["status"] != "RUNNING" {
                return described;
            }
            assert!(since.elapsed().as_secs() < 20, "{described}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn history(&self, execution: &Value) -> Vec<Value> {
        let input = json!({ "executionArn": execution, "maxResults": 1000 });
        self.call("GetExecutionHistory", &input)["events"].as_array().unwrap().clone()
    }
}

/// Waits, tries again, maps and branches for about a second; its output tells all that it drew.
fn definition() -> String {
    let wait =
        |seconds: u8, next: &str| json!({ "Type": "Wait", "Seconds": seconds, "Next": next });
    let fails = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": { "FunctionName": "broken" },
        "Retry": [{ "ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 2, "JitterStrategy": "FULL" }],
        "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Caught" }],
        "End": true
    });
    let drawn = json!({ "Type": "Pass", "Output": "{% $random() %}", "End": true });
    json!({
        "QueryLanguage": "JSONata",
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "Wait", "States": { "Wait": wait(1, "Id"), "Id": { "Type": "Pass", "Output": "{% $uuid() %}", "End": true } } },
                    { "StartAt": "Fails", "States": { "Fails": fails, "Caught": { "Type": "Pass", "Output": "caught", "End": true } } }
                ],
                "Output": "{% { 'both': $states.result } %}",
                "Next": "Each"
            },
            "Each": {
                "Type": "Map",
                "Items": [1, 2, 3],
                "MaxConcurrency": 1,
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "Nap",
                    "States": { "Nap": wait(1, "Drawn"), "Drawn": drawn }
                },
                "Output": "{% $merge([$states.input, { 'each': $states.result }]) %}",
                "End": true
            }
        }
    })
    .to_string()
}

fn serve(state: &str) -> Serve {
    let throws = r#"{ "functions": { "broken": { "throw": { "error": "E", "cause": "c" } } } }"#;
    let mocks = format!("{state}.mocks.json");
    std::fs::write(&mocks, throws).unwrap();
    let mut arguments = vec!["--region", "us-east-1", "--seed", "7", "--time-scale", "2"];
    arguments.extend(["--mocks", &mocks, "--state", state]);
    Serve::start_with(&arguments)
}

fn begin(endpoint: &Serve) -> Value {
    begin_with(endpoint, &definition())
}

fn begin_with(endpoint: &Serve, definition: &str) -> Value {
    let input = json!({ "name": "m", "roleArn": ROLE, "definition": definition });
    let machine = endpoint.call("CreateStateMachine", &input)["stateMachineArn"].clone();
    let input = json!({ "stateMachineArn": machine, "name": "x", "input": "{\"n\":0.1}" });
    endpoint.call("StartExecution", &input)["executionArn"].clone()
}

#[test]
fn kill_9_again_and_again_gives_the_same_end() {
    let undisturbed = serve(&file("undisturbed.state"));
    let execution = begin(&undisturbed);
    let expected = undisturbed.ended(&execution);
    assert_eq!(expected["status"], "SUCCEEDED", "{expected}");

    let state = file("killed.state");
    let mut endpoint = serve(&state);
    let execution = begin(&endpoint);
    let mut kills = 0;
    while endpoint.call("DescribeExecution", &json!({ "executionArn": execution }))["status"]
        == "RUNNING"
    {
        std::thread::sleep(Duration::from_millis(170));
        let before = endpoint.history(&execution);
        endpoint.kill();
        kills += 1;
        endpoint = serve(&state);
        let after = endpoint.history(&execution);
        assert!(after.starts_with(&before), "what was told is told again: {before:#?} {after:#?}");
    }
    assert!(kills > 3, "{kills}");
    let ended = endpoint.ended(&execution);
    assert_eq!((&ended["status"], &ended["output"]), (&expected["status"], &expected["output"]));
    let types = |history: Vec<Value>| {
        let mut types: Vec<String> =
            history.iter().map(|event| event["type"].to_string()).collect();
        types.sort();
        types
    };
    assert_eq!(
        types(endpoint.history(&execution)),
        types(undisturbed.history(&execution)),
        "the same events"
    );
}

#[test]
fn a_job_that_was_started_before_is_only_waited_for() {
    let running = r#"{ "jobs": [{ "jobId": "j", "status": "RUNNING" }] }"#;
    let ended = r#"{ "jobs": [{ "jobId": "j", "status": "SUCCEEDED" }] }"#;
    let first = Parrot::in_turn(
        "application/json",
        &[("200 OK", r#"{ "jobId": "j" }"#), ("200 OK", running)],
    );
    let second = Parrot::new("200 OK", "application/json", ended);
    let state = file("job.state");
    let serve = |services: &Parrot| {
        Serve::start_with(&[
            "--region",
            "us-east-1",
            "--state",
            &state,
            "--services-endpoint",
            &services.url,
        ])
    };
    let endpoint = serve(&first);
    let submit = json!({ "JobName": "n", "JobQueue": "q", "JobDefinition": "d" });
    let task = json!({ "Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync", "Arguments": submit, "End": true });
    let definition = json!({ "QueryLanguage": "JSONata", "StartAt": "S", "States": { "S": task } });
    let execution = begin_with(&endpoint, &definition.to_string());
    let since = Instant::now();
    while first.requests() < 2 {
        assert!(since.elapsed().as_secs() < 20);
        std::thread::sleep(Duration::from_millis(5));
    }
    endpoint.kill();

    let endpoint = serve(&second);
    let described = endpoint.ended(&execution);
    assert_eq!(described["output"], r#"{"JobId":"j","Status":"SUCCEEDED"}"#);
    assert!(second.last().starts_with("POST /v1/describejobs "), "{}", second.last());
    assert_eq!(second.requests(), 1);
    let types: Vec<_> =
        endpoint.history(&execution).iter().map(|event| event["type"].clone()).collect();
    assert_eq!(types.iter().filter(|name| **name == "TaskSubmitted").count(), 1, "{types:?}");
}

#[test]
fn a_process_that_is_told_to_end_leaves_the_executions_to_the_next_one() {
    let state = file("ended.state");
    let mut endpoint = serve(&state);
    let execution = begin(&endpoint);
    let id = endpoint.process.id().to_string();
    std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(endpoint.process.wait().unwrap().success());
    assert_eq!(serve(&state).ended(&execution)["status"], "SUCCEEDED");
}

#[test]
fn the_time_that_was_set_goes_on_with_the_next_process() {
    let state = file("time.state");
    let start = |name: &str| {
        let arguments =
            ["--region", "us-east-1", "--state", &state, "--start", "2026-01-01T00:00:00Z"];
        let endpoint = Serve::start_with(&arguments);
        let definition = json!({ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } });
        let input = json!({ "name": "m", "roleArn": ROLE, "definition": definition.to_string() });
        let machine = endpoint.call("CreateStateMachine", &input)["stateMachineArn"].clone();
        let input = json!({ "stateMachineArn": machine, "name": name });
        let started = endpoint.call("StartExecution", &input)["startDate"].as_f64().unwrap();
        endpoint.kill();
        started
    };
    let (first, second) = (start("first"), start("second"));
    let new_year = 1_767_225_600.0;
    assert!((new_year..new_year + 60.0).contains(&first), "{first}");
    assert!(first < second && second < first + 60.0, "{first} {second}");
}

#[test]
fn a_file_that_cannot_be_used_is_told_with_what_to_do() {
    let state = file("used.state");
    let _first = serve(&state);
    let ran = Shop::new(&["serve", "--port", "0", "--state", &state]).run().exits(2);
    ran.mentions(&format!(
        "error: cannot use the state file `{state}`\n  because: another process uses it\n  help: end the other process, or give another file\n"
    ));
    let other = support::file("other.state", "not a state file");
    let ran = Shop::new(&["serve", "--port", "0", "--state", &other]).run().exits(2);
    ran.mentions(
        "  because: it is not a state file\n  help: give another file; this one is left as it is\n",
    );
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "not a state file");
    let cut = file("cut.state");
    drop(serve(&cut));
    let whole = std::fs::read(&cut).unwrap();
    for length in [whole.len() / 2, 5_000, 100] {
        std::fs::write(&cut, &whole[..length]).unwrap();
        let ran = Shop::new(&["serve", "--port", "0", "--state", &cut]).run().exits(2);
        ran.mentions("  because: it is damaged: ").mentions("\n  help: give another file");
    }
}
