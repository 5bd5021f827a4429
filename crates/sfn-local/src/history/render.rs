//! Events as `GetExecutionHistory` shows them. Inputs and outputs are JSON texts there.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;
use sfn_asl::StateType;

use super::{Assigned, Call, Event, EventKind, HistoryReader};
use crate::{
    errors::StateError,
    payload::Payload,
    program::{Program, ResourceKind, StateIndex},
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

/// An event as an element of `GetExecutionHistory`'s `events`.
#[derive(Clone, Copy)]
pub(crate) struct Rendered<'a> {
    pub(super) reader: &'a HistoryReader,
    pub(super) event: &'a Event,
    pub(super) include_data: bool,
    pub(super) started_by: StartedBy<'a>,
}

/// The alias and the version that an execution was started through, by their ARNs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StartedBy<'a> {
    /// The alias.
    pub(crate) alias: Option<&'a str>,
    /// The version.
    pub(crate) version: Option<&'a str>,
}

impl Serialize for Rendered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { reader, event, .. } = self;
        let type_name = type_name(&reader.program, &event.kind);
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry("timestamp", &event.at.as_seconds())?;
        members.serialize_entry("type", type_name)?;
        members.serialize_entry("id", &event.id)?;
        members.serialize_entry("previousEventId", &event.previous)?;
        if self.has_details() {
            members.serialize_entry(&details_field(&event.kind, type_name), &Details(*self))?;
        }
        members.end()
    }
}

impl Rendered<'_> {
    /// Whether the type of the event has details.
    fn has_details(&self) -> bool {
        let program = &self.reader.program;
        match &self.event.kind {
            EventKind::StateStarted { state, .. } => program.state_type(*state) == StateType::Map,
            EventKind::TaskStarted { state, .. } => {
                let kind = program.resource(*state).map(|resource| &resource.kind);
                kind.is_some_and(|kind| !matches!(kind, ResourceKind::LambdaFunction))
            }
            EventKind::MapRunSucceeded { .. }
            | EventKind::MapRunAborted { .. }
            | EventKind::StateSucceeded { .. }
            | EventKind::StateFailed { .. }
            | EventKind::StateAborted { .. } => false,
            _ => true,
        }
    }
}

/// The member that has the details of an event: `MapStateStarted` → `mapStateStartedEventDetails`.
fn details_field(kind: &EventKind, type_name: &str) -> Cow<'static, str> {
    match kind {
        EventKind::StateEntered { .. } => "stateEnteredEventDetails".into(),
        EventKind::StateExited { .. } => "stateExitedEventDetails".into(),
        _ => {
            let mut field = String::with_capacity(type_name.len() + 12);
            let mut characters = type_name.chars();
            field.extend(characters.next().map(|first| first.to_ascii_lowercase()));
            field.push_str(characters.as_str());
            field.push_str("EventDetails");
            field.into()
        }
    }
}

/// The details of an event.
struct Details<'a>(Rendered<'a>);

impl Serialize for Details<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Rendered { reader, event, include_data, started_by } = self.0;
        let map = serializer.serialize_map(None)?;
        let mut members = Members { map, reader, include_data };
        members.of(&event.kind, started_by)?;
        members.map.end()
    }
}

/// That a text was not cut: it never is here.
#[derive(Serialize)]
struct DataDetails {
    truncated: bool,
}

const WHOLE: DataDetails = DataDetails { truncated: false };

/// The names of a text that an event shows, and of what is said about it.
type DataNames = (&'static str, &'static str);

const INPUT: DataNames = ("input", "inputDetails");
const OUTPUT: DataNames = ("output", "outputDetails");

struct Members<'a, M> {
    map: M,
    reader: &'a HistoryReader,
    include_data: bool,
}

impl<M: SerializeMap> Members<'_, M> {
    fn of(&mut self, kind: &EventKind, started_by: StartedBy<'_>) -> Result<(), M::Error> {
        match kind {
            EventKind::ExecutionStarted { input } => {
                self.data(INPUT, input)?;
                self.set("roleArn", self.reader.context.role_arn.as_str())?;
                self.set_some("stateMachineAliasArn", started_by.alias)?;
                self.set_some("stateMachineVersionArn", started_by.version)
            }
            EventKind::ExecutionSucceeded { output } => self.data(OUTPUT, output),
            EventKind::ExecutionRedriven { redrive_count } => {
                self.set("redriveCount", redrive_count)
            }
            EventKind::ExecutionFailed { error }
            | EventKind::ExecutionTimedOut { error }
            | EventKind::ExecutionAborted { error }
            | EventKind::MapRunFailed { error, .. } => self.error(error),
            EventKind::StateEntered { state, input } => {
                self.state_name(*state)?;
                self.data(INPUT, input)
            }
            EventKind::StateExited { state, output, assigned } => {
                self.state_name(*state)?;
                self.data(OUTPUT, output)?;
                assigned.as_ref().map_or(Ok(()), |assigned| self.assigned(assigned))
            }
            EventKind::StateStarted { length, .. } => self.set("length", length),
            EventKind::MapRunStarted { map_run_arn, .. } => {
                self.set("mapRunArn", map_run_arn.as_ref())
            }
            EventKind::MapRunRedriven { map_run_arn, redrive_count, .. } => {
                self.set("mapRunArn", map_run_arn.as_ref())?;
                self.set("redriveCount", redrive_count)
            }
            EventKind::MapRunSucceeded { .. }
            | EventKind::MapRunAborted { .. }
            | EventKind::StateSucceeded { .. }
            | EventKind::StateFailed { .. }
            | EventKind::StateAborted { .. } => Ok(()),
            EventKind::IterationStarted { state, index }
            | EventKind::IterationSucceeded { state, index }
            | EventKind::IterationFailed { state, index }
            | EventKind::IterationAborted { state, index } => {
                self.state_name(*state)?;
                self.set("index", index)
            }
            EventKind::EvaluationFailed { state, failure } => {
                self.error(&failure.error)?;
                self.set("location", failure.location.as_str())?;
                self.set("state", self.reader.program.state_name(*state))
            }
            EventKind::TaskScheduled { state, call } => self.scheduled(*state, call),
            EventKind::TaskStarted { state, worker_name } => {
                self.set_some("workerName", worker_name.as_deref())?;
                self.service(*state)
            }
            EventKind::TaskSubmitted { state, output }
            | EventKind::TaskSucceeded { state, output } => {
                self.service(*state)?;
                self.data(OUTPUT, output)
            }
            EventKind::TaskFailed { state, error } | EventKind::TaskTimedOut { state, error } => {
                self.service(*state)?;
                self.error(error)
            }
        }
    }

    fn set(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), M::Error> {
        self.map.serialize_entry(name, value)
    }

    fn set_some(
        &mut self,
        name: &str,
        value: Option<&(impl Serialize + ?Sized)>,
    ) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.set(name, value))
    }

    fn state_name(&mut self, state: StateIndex) -> Result<(), M::Error> {
        self.set("name", self.reader.program.state_name(state))
    }

    /// An input or output: its text, and what there is to say about it.
    fn data(&mut self, (name, details): DataNames, payload: &Payload) -> Result<(), M::Error> {
        if !self.include_data {
            return Ok(());
        }
        self.set(name, &payload.text())?;
        self.set(details, &WHOLE)
    }

    fn error(&mut self, error: &StateError) -> Result<(), M::Error> {
        self.set_some("error", error.error.as_deref())?;
        self.set_some("cause", error.visible_cause())
    }

    fn assigned(&mut self, assigned: &Assigned) -> Result<(), M::Error> {
        if !self.include_data {
            return Ok(());
        }
        let texts: BTreeMap<_, _> =
            assigned.iter().map(|(name, value)| (name, value.text())).collect();
        self.set("assignedVariables", &texts)?;
        self.set("assignedVariablesDetails", &WHOLE)
    }

    fn service(&mut self, state: StateIndex) -> Result<(), M::Error> {
        let reader = self.reader;
        let kind = reader.program.resource(state).map(|resource| &resource.kind);
        if let Some(ResourceKind::Service { resource_type, resource }) = kind {
            self.set("resourceType", resource_type)?;
            self.set("resource", resource)?;
        }
        Ok(())
    }

    fn scheduled(&mut self, state: StateIndex, call: &Call) -> Result<(), M::Error> {
        let reader = self.reader;
        let Some(resource) = reader.program.resource(state) else { return Ok(()) };
        match &resource.kind {
            ResourceKind::Service { .. } => {
                self.service(state)?;
                self.set("region", reader.context.region())?;
                // Also where data are left out, as measured on AWS (floci-io/floci, its page about Step Functions).
                self.set("parameters", &call.parameters.text())?;
            }
            ResourceKind::LambdaFunction | ResourceKind::Activity => {
                self.set("resource", resource.arn.as_ref())?;
                self.data(INPUT, &call.parameters)?;
            }
        }
        self.set_some("timeoutInSeconds", call.timeout_seconds.as_ref())?;
        self.set_some("heartbeatInSeconds", call.heartbeat_seconds.as_ref())?;
        let role = call.credentials.as_ref().and_then(|credentials| credentials.get("RoleArn"));
        self.set_some("taskCredentials", role.map(|role_arn| Credentials { role_arn }).as_ref())
    }
}

#[derive(Serialize)]
struct Credentials<'a> {
    #[serde(rename = "roleArn")]
    role_arn: &'a Value,
}
