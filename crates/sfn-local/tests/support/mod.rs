//! Runs definitions in tests.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::Arc;

use serde_json::Value;
use sfn_asl::WorkflowType;
use sfn_local::{ExecutionHandle, LocalTasks, MockFile, Outcome, Program, Run, block_on};

/// Compiles a definition, with `QueryLanguage` set to JSONata.
pub(crate) fn compile(mut definition: Value) -> Result<Program, Vec<String>> {
    definition["QueryLanguage"] = "JSONata".into();
    let machine = sfn_asl::read::value(&definition).machine.unwrap();
    Program::compile("machine", WorkflowType::Standard, &machine)
        .map_err(|found| found.iter().map(ToString::to_string).collect())
}

/// Runs a definition with mocks on a virtual clock.
pub(crate) fn run(definition: Value, input: Value, mocks: &Value) -> Finished {
    let tasks = LocalTasks::new().mocks(MockFile::from_value(mocks).unwrap());
    run_with(definition, input, tasks)
}

/// The same with other tasks.
pub(crate) fn run_with(definition: Value, input: Value, tasks: LocalTasks) -> Finished {
    let program = Arc::new(compile(definition).unwrap());
    let finished = block_on(Run::new(program, input, Arc::new(tasks)).run());
    Finished { outcome: finished.outcome, handle: finished.handle }
}

pub(crate) struct Finished {
    pub(crate) outcome: Outcome,
    pub(crate) handle: ExecutionHandle,
}

impl Finished {
    pub(crate) fn output(&self) -> Value {
        self.outcome.output().unwrap_or_else(|| panic!("{:?}", self.outcome)).clone()
    }

    /// Error and cause.
    pub(crate) fn error(&self) -> (String, String) {
        let error = self.outcome.error().unwrap_or_else(|| panic!("{:?}", self.outcome));
        (
            error.error.as_deref().unwrap_or("-").to_owned(),
            error.cause.as_deref().unwrap_or("-").to_owned(),
        )
    }

    /// `id<previous Type` of each event, with the seconds since the start where they change.
    pub(crate) fn events(&self) -> Vec<String> {
        let history = self.handle.history();
        let start = history[0]["timestamp"].as_f64().unwrap();
        let mut last = 0.0;
        history
            .iter()
            .map(|event| {
                let seconds = (event["timestamp"].as_f64().unwrap() - start).round();
                let time = if seconds > last { format!(" +{seconds}s") } else { String::new() };
                last = seconds;
                let kind = event["type"].as_str().unwrap();
                let index = event["mapIterationStartedEventDetails"]["index"].as_u64();
                let index = index.map(|index| format!(" {index}")).unwrap_or_default();
                format!("{}<{} {kind}{index}{time}", event["id"], event["previousEventId"])
            })
            .collect()
    }
}

/// A state that calls the Lambda function `f`.
pub(crate) fn lambda(more: Value) -> Value {
    let mut state = serde_json::json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": { "FunctionName": "f", "Payload": "{% $states.input %}" },
        "Output": "{% $states.result.Payload %}",
        "End": true
    });
    for (key, value) in more.as_object().unwrap() {
        if value.is_null() {
            state.as_object_mut().unwrap().remove(key);
        } else {
            state[key] = value.clone();
        }
    }
    state
}

/// A machine of one state.
pub(crate) fn single(state: Value) -> Value {
    serde_json::json!({ "StartAt": "S", "States": { "S": state } })
}
