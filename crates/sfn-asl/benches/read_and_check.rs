//! How long it takes to read, check and write a definition of 5,000 states: `cargo bench -p sfn-asl`.
//!
//! The budget is 100 ms for reading and checking, in a release build; ten times the states should take ten times
//! as long.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark measures and prints"
)]

use std::time::{Duration, Instant};

use sfn_asl::{WorkflowType, read, write};

/// A chain in which every fifth state is a Choice and every tenth a Map with a Task inside.
fn definition(states: usize) -> String {
    let mut text = String::from("{ \"StartAt\": \"S0\", \"States\": {\n");
    let mut index = 0;
    while index < states {
        let next = format!("S{}", index + if index % 10 == 9 { 2 } else { 1 });
        let state = if index % 10 == 9 {
            format!(
                r#""S{index}": {{ "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 4, "ItemProcessor": {{
  "StartAt": "S{inner}", "States": {{ "S{inner}": {{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {{ "FunctionName": "f", "Payload": {{ "id.$": "$.id" }} }}, "End": true }} }} }}, "Next": "{next}" }}"#,
                inner = index + 1
            )
        } else if index % 5 == 0 {
            format!(
                r#""S{index}": {{ "Type": "Choice", "Choices": [{{ "And": [{{ "Variable": "$.a", "NumericGreaterThan": 1 }},
  {{ "Variable": "$.b", "StringEquals": "x" }}], "Next": "{next}" }}], "Default": "Last" }}"#
            )
        } else if index % 5 == 1 {
            format!(
                r#""S{index}": {{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
  "Parameters": {{ "FunctionName": "${{Function}}", "Payload": {{ "id.$": "$.id", "n": {index} }} }},
  "Retry": [{{ "ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2, "BackoffRate": 2 }}],
  "Catch": [{{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Last" }}], "Next": "{next}" }}"#
            )
        } else {
            format!(
                r#""S{index}": {{ "Type": "Task", "Resource": "${{Function}}", "Comment": "Calls it", "ResultPath": "$.r",
  "TimeoutSeconds": 60, "Next": "{next}" }}"#
            )
        };
        text += &state;
        text += ",\n";
        index += if index % 10 == 9 { 2 } else { 1 };
    }
    text + &format!(
        "\"S{index}\": {{ \"Type\": \"Pass\", \"Next\": \"Last\" }},\n\"Last\": {{ \"Type\": \"Succeed\" }} }} }}"
    )
}

/// The best of many runs: what the work takes when nothing else disturbs it.
fn best(mut run: impl FnMut()) -> Duration {
    let timed = |()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    std::iter::repeat_n((), 41).map(timed).min().unwrap_or_default()
}

fn main() {
    let sizes = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect::<Vec<usize>>();
    for states in if sizes.is_empty() { vec![500, 5_000, 50_000] } else { sizes } {
        let text = definition(states);
        let reading = read::json(&text);
        let machine = reading.machine.clone().unwrap_or_default();
        let read = best(|| drop(read::json(&text)));
        let check = best(|| drop(reading.check(WorkflowType::Standard)));
        let write = best(|| drop(write::to_string(&machine)));
        let findings = reading.check(WorkflowType::Standard).len();
        println!(
            "{} states, {} KB, {findings} findings: read {read:?}, check {check:?}, write {write:?}",
            machine.walk().count(),
            text.len() / 1024
        );
    }
}
