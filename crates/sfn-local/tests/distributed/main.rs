//! The distributed Map: readers, selection, batches, children, tolerated failure, results.
#![cfg(test)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` is written in place")]

mod children;
mod failures;
mod inputs;
mod nesting;
mod results;
#[path = "../support/mod.rs"]
mod support;

use std::{
    sync::Arc,
    task::{Context, Waker},
};

use serde_json::{Value, json};
use sfn_local::{
    Clock, ExecutionHandle, LocalTasks, MapRunHandle, MockFile, Run, VirtualClock, block_on,
    objects::MemoryObjects,
};

use support::{Finished, compile, single};

/// A machine whose state `S` is a distributed Map over `processor`, with more fields.
fn map(processor: Value, more: Value) -> Value {
    single(map_state(processor, more))
}

fn map_state(processor: Value, more: Value) -> Value {
    let mut state = json!({
        "Type": "Map",
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "I",
            "States": { "I": processor }
        },
        "Label": "items",
        "End": true
    });
    for (key, value) in more.as_object().unwrap() {
        state[key] = value.clone();
    }
    state
}

/// A state whose output is what the expression says.
fn output(expression: &str) -> Value {
    json!({ "Type": "Pass", "Output": format!("{{% {expression} %}}"), "End": true })
}

/// A state that fails for an input of `-1`.
fn fails_below_zero() -> Value {
    json!({
        "Type": "Pass",
        "Output": "{% $states.input < 0 ? $error('below zero') : $states.input %}",
        "End": true
    })
}

fn run(definition: Value, input: Value) -> Finished {
    run_mocked(definition, input, json!({}))
}

fn run_mocked(definition: Value, input: Value, mocks: Value) -> Finished {
    run_with(definition, input, mocks, Arc::new(MemoryObjects::new()))
}

fn run_with(
    definition: Value,
    input: Value,
    mocks: Value,
    objects: Arc<MemoryObjects>,
) -> Finished {
    let tasks = LocalTasks::new().mocks(MockFile::from_value(&mocks).unwrap());
    let program = Arc::new(compile(definition).unwrap());
    let finished = block_on(Run::new(program, input, Arc::new(tasks)).objects(objects).run());
    Finished { outcome: finished.outcome, handle: finished.handle }
}

/// An execution that stands still while nobody outside does anything, and what lets it go on.
fn start(definition: Value, input: Value, mocks: Value) -> (ExecutionHandle, impl FnMut() -> bool) {
    let tasks = LocalTasks::new().mocks(MockFile::from_value(&mocks).unwrap());
    let clock = VirtualClock::default();
    let now = clock.now();
    let (handle, work) = Run::new(Arc::new(compile(definition).unwrap()), input, Arc::new(tasks))
        .clock(Arc::new(clock.until(now)))
        .start();
    let mut work = Box::pin(work);
    let poll = move || work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
    (handle, poll)
}

fn map_run(finished: &Finished) -> MapRunHandle {
    finished.handle.map_runs().pop().unwrap()
}
