//! Workflows that start others: `states:startExecution`, `.sync` and `.sync:2`.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::LocalTasks;
use crate::{
    definition::TaskFailure,
    errors::names,
    execution::{ExecutionContext, Outcome},
    program::{IntegrationPattern, Program},
    randomness::{Randomness, SeededRandomness},
    run::{ExecutionHandle, Run},
    task_runner::TaskRequest,
};

pub(super) async fn start_execution(
    tasks: LocalTasks,
    request: TaskRequest,
) -> Result<Value, TaskFailure> {
    let arguments = request.arguments.value();
    let argument = |name: &str| arguments.get(name).and_then(Value::as_str);
    let arn = argument("StateMachineArn").unwrap_or_default();
    let (machine_arn, test_case) = match arn.split_once('#') {
        Some((machine_arn, test_case)) => (machine_arn, Some(test_case.to_owned())),
        None => (arn, None),
    };
    let Some(program) = tasks.workflow(machine_name(machine_arn)) else {
        let cause = format!(
            "State Machine Does Not Exist: '{arn}' (no workflow of this program has this name)"
        );
        return Err(TaskFailure::new("StepFunctions.StateMachineDoesNotExistException", cause));
    };
    let input = match arguments.get("Input") {
        // AWS takes `null` for no input: recordings of `"Input": null` show that the workflow got `{}`.
        None | Some(Value::Null) => json!({}),
        Some(Value::String(text)) => serde_json::from_str(text).map_err(|_| {
            TaskFailure::new(
                "StepFunctions.InvalidExecutionInputException",
                "the input is not JSON",
            )
        })?,
        Some(input) => input.clone(),
    };
    let seed = seed(&request);
    let context =
        ExecutionContext { test_case, ..child_context(&request, program, argument("Name"), seed) };
    let run = Run::new(Arc::clone(program), input, Arc::new(tasks.clone()))
        .context(context)
        .clock(request.control.clock())
        .objects(request.control.objects())
        .randomness(Box::new(SeededRandomness::new(seed)));
    let run = match &tasks.0.observer {
        Some(observer) => run.observer(Arc::clone(observer)),
        None => run,
    };
    let (handle, work) = run.start();
    let started = started(&request, &handle);
    if request.resource.integration == IntegrationPattern::Sync {
        request.control.submitted(started);
        let outcome = request.control.idle(work).await;
        return described(&request, &handle, &outcome);
    }
    match &tasks.0.spawn {
        Some(spawn) => spawn(Box::pin(async move { drop(work.await) })),
        None => drop(request.control.idle(work).await),
    }
    Ok(started)
}

/// The name in a state machine's ARN, without version or alias.
fn machine_name(arn: &str) -> &str {
    arn.split(':').nth(6).unwrap_or(arn)
}

/// Randomness of a call that is the same in each run.
fn seed(request: &TaskRequest) -> u64 {
    let mut seed: u64 = 0xCBF2_9CE4_8422_2325;
    let iteration = request.iteration.iter().map(|(_, index)| index.to_string());
    let parts = [
        request.execution.execution_arn.clone(),
        request.state.to_string(),
        request.retry_count.to_string(),
    ];
    for part in parts.into_iter().chain(iteration) {
        for byte in part.bytes().chain([0]) {
            seed = (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
    seed
}

fn child_context(
    request: &TaskRequest,
    program: &Program,
    name: Option<&str>,
    seed: u64,
) -> ExecutionContext {
    let name = name.map_or_else(|| uuid(seed), str::to_owned);
    let parent = &request.execution;
    ExecutionContext::in_account(parent.region(), parent.account(), program.name(), &name)
}

fn uuid(seed: u64) -> String {
    let mut randomness = SeededRandomness::new(seed);
    let bits = u128::from(randomness.next_u64()) << 64 | u128::from(randomness.next_u64());
    uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string()
}

/// What the SDK adds to an answer of a service that speaks AWS JSON: `SdkHttpMetadata` and `SdkResponseMetadata`.
pub fn sdk_metadata(request: &TaskRequest) -> Map<String, Value> {
    sdk_answer(request, json!({ "Content-Type": "application/x-amz-json-1.0" }))
}

/// The identifier of a request to a service.
pub(super) fn request_id(request: &TaskRequest) -> String {
    uuid(seed(request))
}

pub(super) fn sdk_answer(request: &TaskRequest, headers: Value) -> Map<String, Value> {
    let request_id = request_id(request);
    let mut single = Map::new();
    single.insert("connection".to_owned(), json!("keep-alive"));
    single.insert("x-amzn-RequestId".to_owned(), json!(request_id));
    if let Value::Object(headers) = headers {
        single.extend(headers);
    }
    let all: Map<_, _> =
        single.iter().map(|(name, value)| (name.clone(), json!([value]))).collect();
    let metadata = json!({ "AllHttpHeaders": all, "HttpHeaders": single, "HttpStatusCode": 200 });
    let mut answer = Map::new();
    answer.insert("SdkHttpMetadata".to_owned(), metadata);
    answer.insert("SdkResponseMetadata".to_owned(), json!({ "RequestId": request_id }));
    answer
}

fn started(request: &TaskRequest, handle: &ExecutionHandle) -> Value {
    let mut answer = sdk_metadata(request);
    answer.insert("ExecutionArn".to_owned(), json!(handle.context().execution_arn));
    answer.insert("StartDate".to_owned(), json!(handle.started_at().as_millis()));
    answer.sort_keys();
    Value::Object(answer)
}

/// The answer of `DescribeExecution` that a `.sync` task gets; with `:2` input and output are JSON.
fn described(
    request: &TaskRequest,
    handle: &ExecutionHandle,
    outcome: &Outcome,
) -> Result<Value, TaskFailure> {
    let is_json = request.resource.arn.ends_with(".sync:2");
    let data = |value: &Value| if is_json { value.clone() } else { Value::from(value.to_string()) };
    let context = handle.context();
    let status = outcome.status().as_str();
    let mut description = json!({
        "ExecutionArn": context.execution_arn,
        "Input": data(handle.input().value()),
        "InputDetails": { "Included": true },
        "Name": context.execution_name,
        "RedriveCount": 0,
        "StartDate": handle.started_at().as_millis(),
        "StateMachineArn": context.state_machine_arn,
        "Status": status,
        "StopDate": handle.stopped_at().map(crate::time::Timestamp::as_millis),
    });
    let Some(members) = description.as_object_mut() else { return Ok(description) };
    let Some(error) = outcome.error() else {
        let reason = format!("Execution is {status} and cannot be redriven");
        members.insert("RedriveStatus".to_owned(), "NOT_REDRIVABLE".into());
        members.insert("RedriveStatusReason".to_owned(), reason.into());
        members.insert("Output".to_owned(), outcome.output().map(data).unwrap_or_default());
        members.insert("OutputDetails".to_owned(), json!({ "Included": true }));
        members.sort_keys();
        return Ok(description);
    };
    members.insert("RedriveStatus".to_owned(), "REDRIVABLE".into());
    // The error arrives as the cause of a task that failed, also where the workflow timed out.
    for (name, text) in [("Error", &error.error), ("Cause", &error.cause)] {
        if let Some(text) = text {
            members.insert(name.to_owned(), json!(text));
        }
    }
    members.sort_keys();
    Err(TaskFailure::new(names::TASK_FAILED, description.to_string()))
}
