//! The operations: for each, its input shape and a function over the [`State`](super::state::State).

#![expect(clippy::needless_pass_by_value, reason = "every operation takes its input alike")]

mod activity;
mod alias;
mod encryption;
mod execution;
mod history;
mod map_run;
mod state_machine;
mod tag;
mod task;
mod validate;
mod version;

use std::sync::Arc;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

pub(super) use self::execution::{
    DataDetails, Prepared, StartExecution, check_input, find as find_execution, launch, prepare,
    start_nested,
};
use self::map_run::find_map_run;
pub(super) use self::state_machine::IncludedData;
use super::{
    error::ApiError,
    model,
    run::{Launch, Launcher, Running},
    shape::Member,
    state::{Instant, State},
    state_file::Writer,
};
use crate::{Clock, ExecutionHandle};

/// What an operation works with.
pub(super) struct Call<'a> {
    pub(super) state: &'a mut State,
    pub(super) now: Instant,
    pub(super) running: &'a Running,
    pub(super) launcher: &'a Launcher,
    /// The clock that a new execution shares; without one it has its own.
    pub(super) clock: Option<Arc<dyn Clock>>,
    /// The execution that is to run once the call is answered.
    pub(super) launch: Option<Launch>,
    /// Keeps what is to survive the process, where it does.
    pub(super) writer: Option<&'a Arc<Writer>>,
    /// The execution that must have heard what it was sent before the call is answered.
    pub(super) heard_by: Option<ExecutionHandle>,
    /// The execution that must have ended before the call is answered.
    pub(super) wait_for: Option<String>,
}

/// How an answer is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// As a value.
    Value,
    /// As JSON text, without a value of it in between.
    Text,
}

/// An answer.
#[derive(Debug)]
pub(super) enum Output {
    Value(Value),
    Text(String),
}

impl Form {
    pub(super) fn of(self, output: &impl Serialize) -> Result<Output, ApiError> {
        match self {
            Self::Value => answer(output).map(Output::Value),
            Self::Text => serde_json::to_string(output).map(Output::Text).map_err(serialization),
        }
    }
}

impl Output {
    pub(super) fn into_value(self) -> Result<Value, ApiError> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Text(text) => serde_json::from_str(&text).map_err(serialization),
        }
    }

    pub(super) fn into_text(self) -> String {
        match self {
            Self::Value(value) => value.to_string(),
            Self::Text(text) => text,
        }
    }
}

fn serialization(error: serde_json::Error) -> ApiError {
    ApiError::serialization(error.to_string())
}

/// An operation of the API.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) input: &'static [Member],
    pub(super) run: fn(&mut Call<'_>, Value, Form) -> Result<Output, ApiError>,
}

/// An [`Operation`] from a function over typed input and output.
macro_rules! operation {
    ($name:literal, $input:ident, $run:path) => {
        Operation {
            name: $name,
            input: model::$input,
            run: |call, input, form| form.of(&$run(call, read(input)?)?),
        }
    };
}

/// The operations that answer at once. `StopExecution`, `StartSyncExecution`, `GetActivityTask` and `TestState` wait, so the
/// service has them.
static OPERATIONS: &[Operation] = &[
    operation!("CreateStateMachine", CREATE_STATE_MACHINE, state_machine::create),
    operation!("UpdateStateMachine", UPDATE_STATE_MACHINE, state_machine::update),
    operation!("DescribeStateMachine", DESCRIBE_STATE_MACHINE, state_machine::describe),
    operation!("DeleteStateMachine", DELETE_STATE_MACHINE, state_machine::delete),
    operation!("ListStateMachines", LIST_STATE_MACHINES, state_machine::list),
    operation!("PublishStateMachineVersion", PUBLISH_VERSION, version::publish),
    operation!("ListStateMachineVersions", LIST_OF_MACHINE, version::list),
    operation!("DeleteStateMachineVersion", DELETE_VERSION, version::delete),
    operation!("CreateStateMachineAlias", CREATE_ALIAS, alias::create),
    operation!("UpdateStateMachineAlias", UPDATE_ALIAS, alias::update),
    operation!("DescribeStateMachineAlias", ONE_ALIAS, alias::describe),
    operation!("ListStateMachineAliases", LIST_OF_MACHINE, alias::list),
    operation!("DeleteStateMachineAlias", ONE_ALIAS, alias::delete),
    operation!("StartExecution", START_EXECUTION, execution::start),
    operation!("DescribeExecution", DESCRIBE_EXECUTION, execution::describe),
    operation!(
        "DescribeStateMachineForExecution",
        DESCRIBE_EXECUTION,
        execution::describe_state_machine
    ),
    operation!("ListExecutions", LIST_EXECUTIONS, execution::list),
    operation!("RedriveExecution", REDRIVE_EXECUTION, execution::redrive),
    operation!("DescribeMapRun", DESCRIBE_MAP_RUN, map_run::describe),
    operation!("ListMapRuns", LIST_MAP_RUNS, map_run::list),
    operation!("UpdateMapRun", UPDATE_MAP_RUN, map_run::update),
    operation!("GetExecutionHistory", GET_EXECUTION_HISTORY, history::get),
    operation!("SendTaskSuccess", SEND_TASK_SUCCESS, task::success),
    operation!("SendTaskFailure", SEND_TASK_FAILURE, task::failure),
    operation!("SendTaskHeartbeat", SEND_TASK_HEARTBEAT, task::heartbeat),
    operation!("ValidateStateMachineDefinition", VALIDATE_DEFINITION, validate::validate),
    operation!("CreateActivity", CREATE_ACTIVITY, activity::create),
    operation!("DescribeActivity", ONE_ACTIVITY, activity::describe),
    operation!("DeleteActivity", ONE_ACTIVITY, activity::delete),
    operation!("ListActivities", LIST_STATE_MACHINES, activity::list),
    operation!("TagResource", TAG_RESOURCE, tag::tag),
    operation!("UntagResource", UNTAG_RESOURCE, tag::untag),
    operation!("ListTagsForResource", LIST_TAGS, tag::list),
];

/// The names of the operations here.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OPERATIONS.iter().map(|operation| operation.name)
}

/// The operation called `name`.
pub(super) fn find(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

/// The typed input; its types were checked before.
pub(super) fn read<T: DeserializeOwned>(input: Value) -> Result<T, ApiError> {
    serde_json::from_value(input).map_err(serialization)
}

pub(super) fn answer(output: &impl Serialize) -> Result<Value, ApiError> {
    serde_json::to_value(output).map_err(serialization)
}

/// An answer without members.
#[derive(Debug, Serialize)]
struct Nothing {}
