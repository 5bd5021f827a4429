//! How long it takes to read, check and write a definition of 5,000 states: `cargo bench -p sfn-asl`.
//!
//! The budget is 100 ms for reading and checking, in a release build; ten times the states should take ten times
//! as long. In JSONata, every other state assigns a variable of its own that the next ones read.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark measures and prints"
)]

use std::time::{Duration, Instant};

use sfn_asl::{WorkflowType, read, write};

/// A chain in which every fifth state is a Choice and every tenth a Map with a Task inside.
fn definition(states: usize, state: fn(usize, &str) -> String, language: &str) -> String {
    let mut text =
        format!("{{ \"QueryLanguage\": \"{language}\", \"StartAt\": \"S0\", \"States\": {{\n");
    let mut index = 0;
    while index < states {
        let taken = if index % 10 == 9 { 2 } else { 1 };
        let state = state(index, &format!("S{}", index + taken));
        text.extend(["\"S", &index.to_string(), "\": { ", &state, " },\n"]);
        index += taken;
    }
    text + &format!(
        "\"S{index}\": {{ \"Type\": \"Pass\", \"Next\": \"Last\" }},\n\"Last\": {{ \"Type\": \"Succeed\" }} }} }}"
    )
}

fn json_path(index: usize, next: &str) -> String {
    if index % 10 == 9 {
        format!(
            r#""Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 4, "ItemProcessor": {{
  "StartAt": "S{inner}", "States": {{ "S{inner}": {{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {{ "FunctionName": "f", "Payload": {{ "id.$": "$.id" }} }}, "End": true }} }} }}, "Next": "{next}""#,
            inner = index + 1
        )
    } else if index.is_multiple_of(5) {
        format!(
            r#""Type": "Choice", "Choices": [{{ "And": [{{ "Variable": "$.a", "NumericGreaterThan": 1 }},
  {{ "Variable": "$.b", "StringEquals": "x" }}], "Next": "{next}" }}], "Default": "Last""#
        )
    } else if index % 5 == 1 {
        format!(
            r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
  "Parameters": {{ "FunctionName": "${{Function}}", "Payload": {{ "id.$": "$.id", "n": {index} }} }},
  "Retry": [{{ "ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2, "BackoffRate": 2 }}],
  "Catch": [{{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Last" }}], "Next": "{next}""#
        )
    } else {
        format!(
            r#""Type": "Task", "Resource": "${{Function}}", "Comment": "Calls it", "ResultPath": "$.r",
  "TimeoutSeconds": 60, "Next": "{next}""#
        )
    }
}

fn jsonata(index: usize, next: &str) -> String {
    // The variable that the state before this one assigned, or the one before that.
    let read = index.saturating_sub(if index.is_multiple_of(5) { 2 } else { 1 }).max(1);
    if index % 10 == 9 {
        format!(
            r#""Type": "Map", "Items": "{{% $states.input.items[price > $v{read}.limit] %}}", "MaxConcurrency": 4, "ItemProcessor": {{
  "StartAt": "S{inner}", "States": {{ "S{inner}": {{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
    "Arguments": {{ "FunctionName": "f", "Payload": {{ "id": "{{% $states.input.id %}}" }} }}, "End": true }} }} }},
  "Assign": {{ "v{index}": "{{% $sum($states.result.total) %}}" }}, "Next": "{next}""#,
            inner = index + 1
        )
    } else if index.is_multiple_of(5) {
        let condition =
            if index == 0 { "$states.input.a".to_owned() } else { format!("$v{read}.a") };
        format!(
            r#""Type": "Choice", "Choices": [{{ "Condition": "{{% {condition} > 1 and $states.input.b = 'x' %}}", "Next": "{next}" }}], "Default": "Last""#
        )
    } else if index % 5 == 1 {
        format!(
            r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
  "Arguments": {{ "FunctionName": "${{Function}}", "Payload": {{ "id": "{{% $states.input.id & '-' & $uuid() %}}", "n": {index} }} }},
  "Retry": [{{ "ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2, "BackoffRate": 2 }}],
  "Assign": {{ "v{index}": "{{% $states.result.Payload %}}" }}, "Output": "{{% $merge([$states.input, {{'n': {index}}}]) %}}",
  "Catch": [{{ "ErrorEquals": ["States.ALL"], "Output": "{{% $states.errorOutput.Error %}}", "Next": "Last" }}], "Next": "{next}""#
        )
    } else {
        format!(
            r#""Type": "Task", "Resource": "${{Function}}", "Comment": "Calls it", "Arguments": "{{% $v{read} %}}",
  "Assign": {{ "v{index}": "{{% $states.result %}}" }}, "TimeoutSeconds": 60, "Next": "{next}""#
        )
    }
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
        measure("JSONPath", &definition(states, json_path, "JSONPath"));
        measure("JSONata", &definition(states, jsonata, "JSONata"));
    }
}

fn measure(language: &str, text: &str) {
    let reading = read::json(text);
    let machine = reading.machine.clone().unwrap_or_default();
    let read = best(|| drop(read::json(text)));
    let check = best(|| drop(reading.check(WorkflowType::Standard)));
    let write = best(|| drop(write::to_string(&machine)));
    println!(
        "{} states in {language}, {} KB, {} findings: read {read:?}, check {check:?}, write {write:?}",
        machine.walk().count(),
        text.len() / 1024,
        reading.check(WorkflowType::Standard).len()
    );
}
