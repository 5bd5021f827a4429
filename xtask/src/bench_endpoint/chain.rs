//! Chains of ten Pass states through a client that costs little: the server's own speed shows.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Map, Value, json};
use ureq::Agent;

use super::Server;

/// How long each of the cases runs.
const SPAN: Duration = Duration::from_secs(3);
/// After how long an execution counts as stuck.
const LIMIT: Duration = Duration::from_mins(1);
/// Who signs is asked by none of the servers.
const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request, \
                         SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000";

/// What the other driver calls the cases.
pub(super) const NAMES: [&str; 4] = ["chain_seq", "chain_c16", "express_seq", "express_c16"];

/// The cases by the names that the other driver gives them, as it writes its results. A server may lack one.
pub(super) fn cases(server: &Server) -> Result<Value, String> {
    let running = server.start()?;
    let kinds = [("STANDARD", 1), ("STANDARD", 16), ("EXPRESS", 1), ("EXPRESS", 16)];
    let results: Map<String, Value> = NAMES
        .into_iter()
        .zip(kinds)
        .map(|(name, (workflow_type, clients))| {
            let result = case(&running.url, workflow_type, clients);
            let result = result.unwrap_or_else(|problem| json!({ "failed": problem }));
            eprintln!("{:<14} {name:<13} {result}", server.name);
            (name.to_owned(), result)
        })
        .collect();
    Ok(results.into())
}

fn case(url: &str, workflow_type: &str, clients: u64) -> Result<Value, String> {
    let definition = definition().to_string();
    let client = Client::new(url);
    let machine = client.call(
        "CreateStateMachine",
        &json!({
            "name": format!("chain-{workflow_type}-{clients}"),
            "definition": definition,
            "roleArn": "arn:aws:iam::123456789012:role/bench",
            "type": workflow_type,
        }),
    )?;
    let machine = text(&machine, "stateMachineArn")?;
    let run = if workflow_type == "EXPRESS" { Client::run_sync } else { Client::run };
    let numbers = Arc::new(AtomicU64::new(0));
    run(&client, machine, next(&numbers))?;
    let started = Instant::now();
    let counts: Result<Vec<u64>, String> = thread::scope(|scope| {
        let workers: Vec<_> = (0..clients)
            .map(|_| {
                scope.spawn(|| {
                    let client = Client::new(url);
                    let mut count = 0;
                    while started.elapsed() < SPAN {
                        run(&client, machine, next(&numbers))?;
                        count += 1;
                    }
                    Ok(count)
                })
            })
            .collect();
        let joined = workers.into_iter().map(thread::ScopedJoinHandle::join);
        joined.map(|count| count.unwrap_or_else(|_| Err("a client ended".to_owned()))).collect()
    });
    let (executions, seconds) = (counts?.iter().sum::<u64>(), started.elapsed().as_secs_f64());
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    let rate = executions as f64 / seconds;
    Ok(json!({ "executions": executions, "seconds": seconds, "executions_per_s": rate }))
}

fn next(numbers: &AtomicU64) -> u64 {
    numbers.fetch_add(1, Ordering::Relaxed)
}

/// As the other driver has it.
fn definition() -> Value {
    let states: Map<String, Value> = (0..10)
        .map(|step| {
            let mut state =
                json!({ "Type": "Pass", "Parameters": { "id.$": "$.id", "step": step } });
            let (member, value) = match step {
                9 => ("End", json!(true)),
                _ => ("Next", json!(format!("S{}", step + 1))),
            };
            state[member] = value;
            (format!("S{step}"), state)
        })
        .collect();
    json!({ "StartAt": "S0", "States": states })
}

/// Posts what sets a server up.
pub(super) fn post(url: &str, body: &str) -> Result<(), String> {
    let agent: Agent = Agent::config_builder().build().into();
    let answer = agent.post(url).header("Content-Type", "application/json").send(body);
    answer.map(drop).map_err(|error| format!("{url}: {error}"))
}

/// A connection of its own that is kept.
struct Client {
    agent: Agent,
    url: String,
}

impl Client {
    fn new(url: &str) -> Self {
        let config =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(LIMIT));
        Self { agent: config.build().into(), url: url.to_owned() }
    }

    fn call(&self, operation: &str, body: &Value) -> Result<Value, String> {
        let answer = self
            .agent
            .post(&self.url)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", format!("AWSStepFunctions.{operation}"))
            .header("X-Amz-Date", "20260101T000000Z")
            .header("Authorization", SIGNATURE)
            .send(body.to_string());
        let mut answer = answer.map_err(|error| format!("{operation}: {error}"))?;
        let status = answer.status();
        let text = answer.body_mut().read_to_string();
        let text = text.map_err(|error| format!("{operation}: {error}"))?;
        if !status.is_success() {
            return Err(format!("{operation}: {status}: {text}"));
        }
        serde_json::from_str(&text).map_err(|error| format!("{operation}: {error}"))
    }

    /// Starts an execution and asks for it until it has ended.
    fn run(&self, machine: &str, number: u64) -> Result<(), String> {
        let request =
            json!({ "stateMachineArn": machine, "name": format!("e{number}"), "input": input() });
        let execution = self.call("StartExecution", &request)?;
        let described = json!({ "executionArn": text(&execution, "executionArn")? });
        let started = Instant::now();
        loop {
            let execution = self.call("DescribeExecution", &described)?;
            if execution["status"] != "RUNNING" {
                return check(&execution);
            }
            let passed = started.elapsed();
            if passed > LIMIT {
                return Err("an execution does not end".to_owned());
            }
            // Fine enough for a fast server, no load on a slow one.
            thread::sleep(
                (passed / 20).clamp(Duration::from_micros(300), Duration::from_millis(20)),
            );
        }
    }

    fn run_sync(&self, machine: &str, _number: u64) -> Result<(), String> {
        let request = json!({ "stateMachineArn": machine, "input": input() });
        check(&self.call("StartSyncExecution", &request)?)
    }
}

fn input() -> String {
    json!({ "id": 7, "pad": "x".repeat(200) }).to_string()
}

fn check(execution: &Value) -> Result<(), String> {
    let output: Option<Value> =
        execution["output"].as_str().and_then(|output| serde_json::from_str(output).ok());
    if execution["status"] == "SUCCEEDED" && output == Some(json!({ "id": 7, "step": 9 })) {
        Ok(())
    } else {
        Err(format!("it ended otherwise: {execution}"))
    }
}

fn text<'a>(answer: &'a Value, member: &str) -> Result<&'a str, String> {
    answer[member].as_str().ok_or_else(|| format!("no {member} in {answer}"))
}
