//! Events as `GetExecutionHistory` shows them. Inputs and outputs are JSON texts there.

use serde_json::{Map, Value, json};
use sfn_asl::StateType;

use super::{Assigned, Call, Event, EventKind, HistoryReader};
use crate::{
    errors::StateError,
    payload::Payload,
    program::{Program, Resource, ResourceKind, StateIndex},
};

/// The type of the event.
pub(super) fn type_name(program: &Program, kind: &EventKind) -> &'static str {
    match kind {
        EventKind::ExecutionStarted { .. } => "ExecutionStarted",
        EventKind::ExecutionSucceeded { .. } => "ExecutionSucceeded",
        EventKind::ExecutionFailed { .. } => "ExecutionFailed",
        EventKind::ExecutionTimedOut { .. } => "ExecutionTimedOut",
        EventKind::ExecutionAborted { .. } => "ExecutionAborted",
        EventKind::ExecutionRedriven { .. } => "ExecutionRedriven",
        EventKind::EvaluationFailed { .. } => "EvaluationFailed",
        EventKind::IterationStarted { .. } => "MapIterationStarted",
        EventKind::IterationSucceeded { .. } => "MapIterationSucceeded",
        EventKind::IterationFailed { .. } => "MapIterationFailed",
        EventKind::IterationAborted { .. } => "MapIterationAborted",
        EventKind::MapRunStarted { .. } => "MapRunStarted",
        EventKind::MapRunSucceeded { .. } => "MapRunSucceeded",
        EventKind::MapRunFailed { .. } => "MapRunFailed",
        EventKind::MapRunAborted { .. } => "MapRunAborted",
        EventKind::MapRunRedriven { .. } => "MapRunRedriven",
        EventKind::StateEntered { state, .. } => entered(program.state_type(*state)),
        EventKind::StateExited { state, .. } => exited(program.state_type(*state)),
        EventKind::StateAborted { state } => match program.state_type(*state) {
            StateType::Parallel => "ParallelStateAborted",
            StateType::Map => "MapStateAborted",
            StateType::Wait => "WaitStateAborted",
            _ => "TaskStateAborted",
        },
        EventKind::StateStarted { state, .. } => {
            parallel_or_map(program, *state, "ParallelStateStarted", "MapStateStarted")
        }
        EventKind::StateSucceeded { state } => {
            parallel_or_map(program, *state, "ParallelStateSucceeded", "MapStateSucceeded")
        }
        EventKind::StateFailed { state } => {
            parallel_or_map(program, *state, "ParallelStateFailed", "MapStateFailed")
        }
        EventKind::TaskScheduled { state, .. } => {
            task(program, *state, ["TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled"])
        }
        EventKind::TaskStarted { state, .. } => {
            task(program, *state, ["TaskStarted", "LambdaFunctionStarted", "ActivityStarted"])
        }
        EventKind::TaskSubmitted { .. } => "TaskSubmitted",
        EventKind::TaskSucceeded { state, .. } => {
            task(program, *state, ["TaskSucceeded", "LambdaFunctionSucceeded", "ActivitySucceeded"])
        }
        EventKind::TaskFailed { state, .. } => {
            task(program, *state, ["TaskFailed", "LambdaFunctionFailed", "ActivityFailed"])
        }
        EventKind::TaskTimedOut { state, .. } => {
            task(program, *state, ["TaskTimedOut", "LambdaFunctionTimedOut", "ActivityTimedOut"])
        }
    }
}

const fn entered(state_type: StateType) -> &'static str {
    match state_type {
        StateType::Task => "TaskStateEntered",
        StateType::Parallel => "ParallelStateEntered",
        StateType::Map => "MapStateEntered",
        StateType::Pass => "PassStateEntered",
        StateType::Wait => "WaitStateEntered",
        StateType::Choice => "ChoiceStateEntered",
        StateType::Succeed => "SucceedStateEntered",
        StateType::Fail => "FailStateEntered",
    }
}

const fn exited(state_type: StateType) -> &'static str {
    match state_type {
        StateType::Task => "TaskStateExited",
        StateType::Parallel => "ParallelStateExited",
        StateType::Map => "MapStateExited",
        StateType::Pass => "PassStateExited",
        StateType::Wait => "WaitStateExited",
        StateType::Choice => "ChoiceStateExited",
        // A Fail state is never left; its name is here for completeness.
        StateType::Succeed | StateType::Fail => "SucceedStateExited",
    }
}

fn parallel_or_map(
    program: &Program,
    state: StateIndex,
    parallel: &'static str,
    map: &'static str,
) -> &'static str {
    if program.state_type(state) == StateType::Map { map } else { parallel }
}

/// The type's name for a service integration, a Lambda function and an activity.
fn task(
    program: &Program,
    state: StateIndex,
    [service, lambda, activity]: [&'static str; 3],
) -> &'static str {
    match program.resource(state).map(|resource| &resource.kind) {
        Some(ResourceKind::LambdaFunction) => lambda,
        Some(ResourceKind::Activity) => activity,
        _ => service,
    }
}

pub(super) fn render(reader: &HistoryReader, event: &Event, include_data: bool) -> Value {
    let type_name = type_name(&reader.program, &event.kind);
    let mut rendered = Map::new();
    rendered.insert("timestamp".into(), event.at.as_seconds().into());
    rendered.insert("type".into(), type_name.into());
    rendered.insert("id".into(), event.id.into());
    rendered.insert("previousEventId".into(), event.previous.into());
    let mut details = Details { reader, include_data, members: Map::new() };
    if let Some(field) = details.of(&event.kind, type_name) {
        rendered.insert(field, Value::Object(details.members));
    }
    Value::Object(rendered)
}

struct Details<'a> {
    reader: &'a HistoryReader,
    include_data: bool,
    members: Map<String, Value>,
}

impl Details<'_> {
    /// Fills in the members and gives the field they stand in; `None` where the type has no details.
    fn of(&mut self, kind: &EventKind, type_name: &str) -> Option<String> {
        match kind {
            EventKind::ExecutionStarted { input } => {
                self.data("input", input);
                self.set("roleArn", self.reader.context.role_arn.as_str());
            }
            EventKind::ExecutionSucceeded { output } => self.data("output", output),
            EventKind::ExecutionRedriven { redrive_count } => {
                self.set("redriveCount", *redrive_count);
            }
            EventKind::ExecutionFailed { error }
            | EventKind::ExecutionTimedOut { error }
            | EventKind::ExecutionAborted { error }
            | EventKind::MapRunFailed { error, .. } => self.error(error),
            EventKind::StateEntered { state, input } => {
                self.state_name(*state);
                self.data("input", input);
                return Some("stateEnteredEventDetails".into());
            }
            EventKind::StateExited { state, output, assigned } => {
                self.state_name(*state);
                self.data("output", output);
                if let Some(assigned) = assigned {
                    self.assigned(assigned);
                }
                return Some("stateExitedEventDetails".into());
            }
            EventKind::StateStarted { state, length } => {
                if self.reader.program.state_type(*state) != StateType::Map {
                    return None;
                }
                self.set("length", *length);
            }
            EventKind::MapRunStarted { map_run_arn, .. } => {
                self.set("mapRunArn", map_run_arn.as_ref());
            }
            EventKind::MapRunRedriven { map_run_arn, redrive_count, .. } => {
                self.set("mapRunArn", map_run_arn.as_ref());
                self.set("redriveCount", *redrive_count);
            }
            EventKind::MapRunSucceeded { .. }
            | EventKind::MapRunAborted { .. }
            | EventKind::StateSucceeded { .. }
            | EventKind::StateFailed { .. }
            | EventKind::StateAborted { .. } => {
                return None;
            }
            EventKind::IterationStarted { state, index }
            | EventKind::IterationSucceeded { state, index }
            | EventKind::IterationFailed { state, index }
            | EventKind::IterationAborted { state, index } => {
                self.state_name(*state);
                self.set("index", *index);
            }
            EventKind::EvaluationFailed { state, failure } => {
                self.error(&failure.error);
                self.set("location", failure.location.as_str());
                self.set("state", self.reader.program.state_name(*state));
            }
            EventKind::TaskScheduled { state, call } => self.scheduled(*state, call),
            EventKind::TaskStarted { state, worker_name } => {
                if matches!(self.resource(*state)?.kind, ResourceKind::LambdaFunction) {
                    return None;
                }
                if let Some(worker_name) = worker_name {
                    self.set("workerName", worker_name.as_ref());
                }
                self.service(*state);
            }
            EventKind::TaskSubmitted { state, output }
            | EventKind::TaskSucceeded { state, output } => {
                self.service(*state);
                self.data("output", output);
            }
            EventKind::TaskFailed { state, error } | EventKind::TaskTimedOut { state, error } => {
                self.service(*state);
                self.error(error);
            }
        }
        Some(details_field(type_name))
    }

    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.members.insert(name.to_owned(), value.into());
    }

    fn state_name(&mut self, state: StateIndex) {
        self.set("name", self.reader.program.state_name(state));
    }

    fn resource(&self, state: StateIndex) -> Option<&Resource> {
        self.reader.program.resource(state)
    }

    /// An input or output: its text, and whether the text was cut (it never is here).
    fn data(&mut self, name: &str, payload: &Payload) {
        if self.include_data {
            self.set(name, payload.text());
            self.set(&format!("{name}Details"), json!({ "truncated": false }));
        }
    }

    fn error(&mut self, error: &StateError) {
        if let Some(name) = &error.error {
            self.set("error", name.as_ref());
        }
        if let Some(cause) = error.visible_cause() {
            self.set("cause", cause);
        }
    }

    fn assigned(&mut self, assigned: &Assigned) {
        if self.include_data {
            let texts: Map<_, _> = assigned
                .iter()
                .map(|(name, value)| (name.to_string(), Value::from(value.text())))
                .collect();
            self.set("assignedVariables", texts);
            self.set("assignedVariablesDetails", json!({ "truncated": false }));
        }
    }

    fn service(&mut self, state: StateIndex) {
        if let Some(ResourceKind::Service { resource_type, resource }) =
            self.resource(state).map(|found| found.kind.clone())
        {
            self.set("resourceType", resource_type);
            self.set("resource", resource);
        }
    }

    fn scheduled(&mut self, state: StateIndex, call: &Call) {
        let Some(resource) = self.resource(state).cloned() else { return };
        match &resource.kind {
            ResourceKind::Service { .. } => {
                self.service(state);
                self.set("region", self.reader.context.region());
                if self.include_data {
                    self.set("parameters", call.parameters.text());
                }
            }
            ResourceKind::LambdaFunction | ResourceKind::Activity => {
                self.set("resource", resource.arn.as_ref());
                self.data("input", &call.parameters);
            }
        }
        if let Some(seconds) = call.timeout_seconds {
            self.set("timeoutInSeconds", seconds);
        }
        if let Some(seconds) = call.heartbeat_seconds {
            self.set("heartbeatInSeconds", seconds);
        }
        if let Some(role_arn) =
            call.credentials.as_ref().and_then(|credentials| credentials.get("RoleArn"))
        {
            self.set("taskCredentials", json!({ "roleArn": role_arn }));
        }
    }
}

/// `MapStateStarted` → `mapStateStartedEventDetails`.
fn details_field(type_name: &str) -> String {
    let mut field = String::with_capacity(type_name.len() + 12);
    let mut characters = type_name.chars();
    field.extend(characters.next().map(|first| first.to_ascii_lowercase()));
    field.push_str(characters.as_str());
    field.push_str("EventDetails");
    field
}
