//! Tasks that call Step Functions itself: nested executions and the SDK integration `aws-sdk:sfn`. The service answers
//! them; every other task goes to the runner of the configuration.

use std::sync::{Arc, Weak};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Map, Value, json};

use super::{
    error::ApiError,
    ops::{self, StartExecution},
    run::End,
    service::{Inner, Service},
};
use crate::{
    ExecutionHandle, IntegrationPattern, Resource, ResourceKind, Status, TaskFailure, TaskRequest,
    TaskRunner, Timestamp,
};

/// The service as a runner of tasks.
pub(super) struct ServiceTasks {
    service: Weak<Inner>,
    others: Arc<dyn TaskRunner>,
}

impl ServiceTasks {
    pub(super) fn new(service: Weak<Inner>, others: Arc<dyn TaskRunner>) -> Self {
        Self { service, others }
    }
}

impl TaskRunner for ServiceTasks {
    fn call(&self, request: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> {
        let Some(service) = self.service.upgrade().map(Service::from_inner) else {
            return self.others.call(request);
        };
        match request.resource.service_api() {
            Some(("states", "startExecution")) => start(service, request).boxed(),
            Some(("aws-sdk:sfn", _)) => sdk(service, request).boxed(),
            None if service.has_activity(&request.resource.arn) => {
                wait_for_worker(service, request).boxed()
            }
            _ => self.others.call(request),
        }
    }

    fn test_cases(&self, workflow: &str) -> Vec<String> {
        self.others.test_cases(workflow)
    }
}

/// An activity: a worker asks for the task, and sends its token back.
async fn wait_for_worker(service: Service, request: TaskRequest) -> Result<Value, TaskFailure> {
    // Who took it before a restart has its token.
    let _offered = (!request.is_taken).then(|| service.activities().offer(&request));
    // Not held on to: the wait may be a long one.
    drop(service);
    request.control.never().await;
    Err(TaskFailure::new("States.Timeout", ""))
}

/// `states:startExecution` in its three patterns. The child runs on the clock of its parent.
async fn start(service: Service, request: TaskRequest) -> Result<Value, TaskFailure> {
    let input: StartExecution = camel_case(request.arguments.value())
        .and_then(ops::read)
        .map_err(|error| failure("StepFunctions", &error))?;
    let clock = request.control.clock();
    let task = (request.execution.execution_arn.clone(), request.control.task.0);
    let (child, _) = service
        .answer(Some(clock), |call| ops::start_nested(call, input, task))
        .map_err(|error| failure("StepFunctions", &error))?;
    let started = json!({ "ExecutionArn": child.context().execution_arn, "StartDate": millis(child.started_at()) });
    if request.resource.integration != IntegrationPattern::Sync {
        return Ok(started);
    }
    request.control.submitted(started);
    let mut guard = StopOnDrop(Some(child.clone()));
    if let Some(end) = service.end_of(&child.context().execution_arn) {
        request.control.idle(End::wait(end)).await;
    }
    guard.0 = None;
    finished(&child, &request.resource)
}

/// A parent that ends takes its child along.
struct StopOnDrop(Option<ExecutionHandle>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        if let Some(handle) = &self.0 {
            handle.stop(None, None);
        }
    }
}

/// What `.sync` (data as text) and `.sync:2` (data as JSON) come back with.
fn finished(child: &ExecutionHandle, resource: &Resource) -> Result<Value, TaskFailure> {
    let as_text = matches!(&resource.kind, ResourceKind::Service { resource, .. } if resource.split_once('.').is_some_and(|(_, pattern)| pattern == "sync"));
    let data = |value: &Value| if as_text { Value::from(value.to_string()) } else { value.clone() };
    let outcome = child.outcome();
    let mut described = Map::new();
    let mut set = |name: &str, value: Value| described.insert(name.to_owned(), value);
    if let Some(error) = outcome.as_ref().and_then(|outcome| outcome.error()) {
        error.cause.as_deref().map(|cause| set("Cause", cause.into()));
        error.error.as_deref().map(|error| set("Error", error.into()));
    }
    let context = child.context();
    set("ExecutionArn", context.execution_arn.clone().into());
    set("Input", data(child.input().value()));
    set("InputDetails", json!({ "Included": true }));
    set("Name", context.execution_name.clone().into());
    if let Some(output) = outcome.as_ref().and_then(|outcome| outcome.output()) {
        set("Output", data(output));
        set("OutputDetails", json!({ "Included": true }));
    }
    set("StartDate", millis(child.started_at()));
    set("StateMachineArn", context.state_machine_arn.clone().into());
    set("Status", child.status().as_str().into());
    if let Some(stopped_at) = child.stopped_at() {
        set("StopDate", millis(stopped_at));
    }
    match child.status() {
        Status::Succeeded => Ok(described.into()),
        _ => Err(TaskFailure::new("States.TaskFailed", Value::from(described).to_string())),
    }
}

fn millis(timestamp: Timestamp) -> Value {
    timestamp.as_millis().into()
}

/// `aws-sdk:sfn:<api>`: the API itself, its members in Pascal case.
async fn sdk(service: Service, request: TaskRequest) -> Result<Value, TaskFailure> {
    let api = request.resource.service_api().map_or("", |(_, api)| api);
    let operation = first(api, char::to_ascii_uppercase);
    let input = camel_case(request.arguments.value()).map_err(|error| failure("Sfn", &error))?;
    // Boxed, since an operation can start an execution whose tasks call an operation.
    let call = service.call(&operation, input).boxed();
    let output = request.control.idle(call).await.map_err(|error| failure("Sfn", &error))?;
    Ok(pascal_case(&output))
}

fn failure(service: &str, error: &ApiError) -> TaskFailure {
    let code = error.code;
    let suffix = if code.ends_with("Exception") { "" } else { "Exception" };
    let short = if service == "Sfn" { "Sfn" } else { "AWSStepFunctions" };
    let cause = format!("{} (Service: {short}, Status Code: {})", error.message, error.http_status);
    TaskFailure::new(format!("{service}.{code}{suffix}"), cause)
}

fn first(name: &str, change: impl Fn(&char) -> char) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |letter| change(&letter).to_string() + letters.as_str())
}

/// A task's arguments as an input of the API; what the API wants as JSON text may stand there as JSON.
fn camel_case(arguments: &Value) -> Result<Value, ApiError> {
    let Value::Object(arguments) = arguments else {
        return Err(ApiError::serialization("the arguments of the task are not a JSON object"));
    };
    let members = arguments.iter().map(|(name, value)| {
        let value = match (name.as_str(), value) {
            ("Input" | "Output", Value::String(_) | Value::Null) => value.clone(),
            ("Input" | "Output", value) => value.to_string().into(),
            (_, value) => renamed(value, char::to_ascii_lowercase),
        };
        (first(name, char::to_ascii_lowercase), value)
    });
    Ok(members.collect::<Map<_, _>>().into())
}

/// An output of the API as a task's result; instants are text there.
fn pascal_case(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let members = object.iter().map(|(name, value)| {
                let instant = value.as_f64().filter(|_| name.ends_with("Date"));
                let value =
                    instant.map_or_else(|| pascal_case(value), |seconds| iso_8601(seconds).into());
                (first(name, char::to_ascii_uppercase), value)
            });
            members.collect()
        }
        Value::Array(items) => items.iter().map(pascal_case).collect(),
        other => other.clone(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of instants that we wrote ourselves"
)]
fn iso_8601(seconds: f64) -> String {
    Timestamp::from_millis((seconds * 1000.0).round() as i64).to_string()
}

fn renamed(value: &Value, change: fn(&char) -> char) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| (first(name, change), renamed(value, change)))
            .collect(),
        Value::Array(items) => items.iter().map(|item| renamed(item, change)).collect(),
        other => other.clone(),
    }
}
