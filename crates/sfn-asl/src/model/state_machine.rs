//! The machine, a scope of states, and what all states share.

use indexmap::IndexMap;

use super::{
    Catcher, ChoiceState, FailState, MapState, ParallelState, PassState, PathOrNull, Quantity,
    QueryLanguage, Retrier, StateName, TaskState, Template, TemplateMap, Transition, WaitState,
};

/// Standard or Express: how a machine is run and billed. Not a part of the definition's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WorkflowType {
    /// Exactly-once, up to a year, billed by state transition.
    #[default]
    Standard,
    /// At-least-once, up to five minutes, billed by request and duration.
    Express,
}

impl WorkflowType {
    /// The API's word: `STANDARD` or `EXPRESS`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::Express => "EXPRESS",
        }
    }
}

/// A state machine definition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateMachine {
    /// `Comment`
    pub comment: Option<String>,
    /// `QueryLanguage`
    pub query_language: Option<QueryLanguage>,
    /// `Version`
    pub version: Option<String>,
    /// `TimeoutSeconds`
    pub timeout_seconds: Option<Quantity>,
    /// `StartAt` and `States`
    pub scope: Scope,
}

/// States that can transition to each other: those of the machine, of a Parallel branch, or of a Map's processor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// `StartAt`
    pub start_at: StateName,
    /// `States`
    pub states: IndexMap<StateName, State>,
}

impl Default for StateName {
    fn default() -> Self {
        Self::new("")
    }
}

/// A state: what every type may have, and what its type adds.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// `Comment`
    pub comment: Option<String>,
    /// `QueryLanguage`
    pub query_language: Option<QueryLanguage>,
    /// `InputPath` (JSONPath; not on Fail)
    pub input_path: Option<PathOrNull>,
    /// `OutputPath` (JSONPath; not on Fail)
    pub output_path: Option<PathOrNull>,
    /// `Assign` (not on Succeed and Fail)
    pub assign: Option<TemplateMap>,
    /// `Output` (JSONata; not on Fail)
    pub output: Option<Template>,
    /// `Type` and the fields of that type.
    pub kind: StateKind,
}

impl State {
    /// A state of this kind and nothing else set.
    pub fn new(kind: impl Into<StateKind>) -> Self {
        Self {
            comment: None,
            query_language: None,
            input_path: None,
            output_path: None,
            assign: None,
            output: None,
            kind: kind.into(),
        }
    }

    /// `Type`
    pub const fn state_type(&self) -> StateType {
        match self.kind {
            StateKind::Task(_) => StateType::Task,
            StateKind::Parallel(_) => StateType::Parallel,
            StateKind::Map(_) => StateType::Map,
            StateKind::Pass(_) => StateType::Pass,
            StateKind::Wait(_) => StateType::Wait,
            StateKind::Choice(_) => StateType::Choice,
            StateKind::Succeed => StateType::Succeed,
            StateKind::Fail(_) => StateType::Fail,
        }
    }

    /// `Next` and `End`, where the type has them.
    pub const fn transition(&self) -> Option<&Transition> {
        match &self.kind {
            StateKind::Task(state) => Some(&state.transition),
            StateKind::Parallel(state) => Some(&state.transition),
            StateKind::Map(state) => Some(&state.transition),
            StateKind::Pass(state) => Some(&state.transition),
            StateKind::Wait(state) => Some(&state.transition),
            StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_) => None,
        }
    }
}

impl State {
    /// The retriers, none where the type has no `Retry`.
    pub fn retry(&self) -> &[Retrier] {
        let retry = match &self.kind {
            StateKind::Task(state) => state.retry.as_deref(),
            StateKind::Parallel(state) => state.retry.as_deref(),
            StateKind::Map(state) => state.retry.as_deref(),
            _ => None,
        };
        retry.unwrap_or_default()
    }

    /// The catchers, none where the type has no `Catch`.
    pub fn catch(&self) -> &[Catcher] {
        let catch = match &self.kind {
            StateKind::Task(state) => state.catch.as_deref(),
            StateKind::Parallel(state) => state.catch.as_deref(),
            StateKind::Map(state) => state.catch.as_deref(),
            _ => None,
        };
        catch.unwrap_or_default()
    }
}

/// The eight state types, each with its own fields.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the variant says it")]
pub enum StateKind {
    Task(TaskState),
    Parallel(ParallelState),
    Map(Box<MapState>),
    Pass(PassState),
    Wait(WaitState),
    Choice(ChoiceState),
    Succeed,
    Fail(FailState),
}

/// The value of `Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variant says it")]
pub enum StateType {
    Task,
    Parallel,
    Map,
    Pass,
    Wait,
    Choice,
    Succeed,
    Fail,
}

impl StateType {
    /// All types, in the order of the specification.
    pub const ALL: [Self; 8] = [
        Self::Task,
        Self::Parallel,
        Self::Map,
        Self::Pass,
        Self::Wait,
        Self::Choice,
        Self::Succeed,
        Self::Fail,
    ];

    /// The value of `Type`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Task => "Task",
            Self::Parallel => "Parallel",
            Self::Map => "Map",
            Self::Pass => "Pass",
            Self::Wait => "Wait",
            Self::Choice => "Choice",
            Self::Succeed => "Succeed",
            Self::Fail => "Fail",
        }
    }
}

macro_rules! kinds {
    ($($kind:ident($state:ty)),*) => {
        $(impl From<$state> for StateKind {
            fn from(state: $state) -> Self {
                Self::$kind(state)
            }
        })*
    };
}
kinds!(
    Task(TaskState),
    Parallel(ParallelState),
    Pass(PassState),
    Wait(WaitState),
    Choice(ChoiceState),
    Fail(FailState)
);

impl From<MapState> for StateKind {
    fn from(state: MapState) -> Self {
        Self::Map(Box::new(state))
    }
}
