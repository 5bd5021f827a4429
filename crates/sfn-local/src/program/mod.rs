//! A definition made ready to run: names resolved to indexes, expressions compiled, defaults filled in.
//!
//! A [`Program`] is compiled once and shared by all its executions. What cannot run here is
//! reported as diagnostics before anything runs.

mod choice;
mod compile;
mod map;
mod report;
mod resource;
mod value;

use std::sync::Arc;

use sfn_asl::{Diagnostic, StateMachine, StateType, WorkflowType};
use sfn_query::jsonpath::Path;

use crate::errors::StateError;

pub(crate) use choice::{
    ConditionProgram, Pattern, Property, Relation, RuleProgram, Scalar, ScalarType, TestProgram,
    ValueType,
};
pub(crate) use compile::scalar;
pub(crate) use map::{
    BatcherProgram, DistributedProgram, ItemsProgram, MapProgram, Processor, ReaderProgram,
    ReaderSource, WriterProgram,
};
pub use resource::{IntegrationPattern, Resource, ResourceKind};
pub(crate) use value::{
    AssignProgram, DecimalProgram, NumberProgram, OutputProgram, PathField, PathsProgram,
    ResultPathProgram, SelectProgram, TemplateProgram, TextProgram,
};

/// A state's place in a [`Program`]'s states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateIndex(pub(crate) u32);

/// A scope's place in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ScopeIndex(pub(crate) u32);

/// A compiled definition.
#[derive(Debug)]
pub struct Program {
    pub(crate) name: Arc<str>,
    pub(crate) workflow_type: WorkflowType,
    pub(crate) timeout_seconds: Option<u64>,
    pub(crate) states: Vec<StateProgram>,
    /// Where each scope starts; the first is the machine itself.
    pub(crate) starts: Vec<StateIndex>,
    /// Ends every execution before its first state.
    pub(crate) failure: Option<StateError>,
}

impl Program {
    /// Compiles a definition.
    ///
    /// # Errors
    /// Everything that keeps it from running: names that lead nowhere, expressions that do not
    /// parse, placeholders that are not filled in, and what is not supported yet.
    pub fn compile(
        name: &str,
        workflow_type: WorkflowType,
        machine: &StateMachine,
    ) -> Result<Self, Vec<Diagnostic>> {
        compile::compile(name, workflow_type, machine)
    }

    /// A program that stands for a definition that cannot run here: its executions fail at once, in no state.
    #[cfg(feature = "endpoint")]
    pub(crate) fn failing(name: &str, workflow_type: WorkflowType, failure: StateError) -> Self {
        Self {
            name: name.into(),
            workflow_type,
            timeout_seconds: None,
            states: Vec::new(),
            starts: Vec::new(),
            failure: Some(failure),
        }
    }

    /// The name of the state machine.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Standard or Express.
    pub const fn workflow_type(&self) -> WorkflowType {
        self.workflow_type
    }

    /// The name of a state.
    pub fn state_name(&self, state: StateIndex) -> &str {
        self.state(state).map_or("", |state| &state.name)
    }

    /// The type of a state.
    pub fn state_type(&self, state: StateIndex) -> StateType {
        self.state(state).map_or(StateType::Pass, |state| state.state_type)
    }

    /// What a Task calls.
    pub fn resource(&self, state: StateIndex) -> Option<&Resource> {
        match &self.state(state)?.kind {
            KindProgram::Task(task) => Some(&task.resource),
            _ => None,
        }
    }

    pub(crate) fn state(&self, index: StateIndex) -> Option<&StateProgram> {
        self.states.get(index.0 as usize)
    }

    pub(crate) fn start_of(&self, scope: ScopeIndex) -> Option<StateIndex> {
        self.starts.get(scope.0 as usize).copied()
    }
}

/// A compiled state.
#[derive(Debug)]
pub(crate) struct StateProgram {
    pub(crate) name: Arc<str>,
    pub(crate) state_type: StateType,
    pub(crate) input_path: Option<SelectProgram>,
    pub(crate) assign: Option<AssignProgram>,
    pub(crate) output: OutputProgram,
    pub(crate) target: Target,
    pub(crate) retry: Vec<RetrierProgram>,
    pub(crate) catch: Vec<CatcherProgram>,
    pub(crate) kind: KindProgram,
}

/// Where a state leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Next(StateIndex),
    End,
}

/// One element of `Retry`.
#[derive(Debug)]
pub(crate) struct RetrierProgram {
    pub(crate) error_equals: Vec<String>,
    pub(crate) interval_seconds: f64,
    pub(crate) max_attempts: u64,
    pub(crate) backoff_rate: f64,
    pub(crate) max_delay_seconds: Option<f64>,
    pub(crate) full_jitter: bool,
}

/// One element of `Catch`.
#[derive(Debug)]
pub(crate) struct CatcherProgram {
    pub(crate) error_equals: Vec<String>,
    pub(crate) next: StateIndex,
    pub(crate) assign: Option<AssignProgram>,
    pub(crate) output: OutputProgram,
}

/// What the type of a state adds.
#[derive(Debug)]
pub(crate) enum KindProgram {
    /// With `Result` or `Parameters`
    Pass(Option<TemplateProgram>),
    Succeed,
    Fail {
        error: Option<TextProgram>,
        cause: Option<TextProgram>,
    },
    Wait(WaitProgram),
    Choice {
        rules: Vec<RuleProgram>,
        default: Option<StateIndex>,
    },
    Task(Box<TaskProgram>),
    Parallel {
        arguments: Option<TemplateProgram>,
        branches: Vec<ScopeIndex>,
    },
    Map(Box<MapProgram>),
}

#[derive(Debug)]
pub(crate) enum WaitProgram {
    Seconds(NumberProgram),
    Timestamp(TextProgram),
    SecondsPath(Path),
    TimestampPath(Path),
}

#[derive(Debug)]
pub(crate) struct TaskProgram {
    pub(crate) resource: Resource,
    pub(crate) arguments: Option<TemplateProgram>,
    pub(crate) credentials: Option<TemplateProgram>,
    pub(crate) timeout_seconds: Option<NumberProgram>,
    pub(crate) heartbeat_seconds: Option<NumberProgram>,
}
