//! A workflow as everything right of the DSL sees it: the state machine, and what is known beside it.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;
use sfn_asl::{StateMachine, StateName, WorkflowType};
pub use sfn_task::{Handler, HandlerFuture, TaskFailure};

/// A named state machine with what is needed to check, run and deploy it.
///
/// From Rust, `sfn_dsl` makes it; from a file it has only a name, a type and a machine.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name of the state machine.
    pub name: String,
    /// Standard or Express.
    pub workflow_type: WorkflowType,
    /// The machine. `${Placeholder}`s in it are filled in at deployment.
    pub machine: StateMachine,
    /// Where each state comes from.
    pub source_map: BTreeMap<StateName, SourceLocation>,
    /// The Lambda functions that run natively.
    pub handlers: Vec<LambdaHandler>,
    /// Says whether a value is an input of this workflow.
    pub check_input: Option<InputCheck>,
    /// Workflows that this one starts and waits for.
    pub children: Vec<fn() -> Definition>,
    /// What the machine does not say of the permissions that its role needs.
    pub permissions: Vec<StatePermission>,
}

impl Definition {
    /// A definition of which only the machine is known.
    pub fn new(
        name: impl Into<String>,
        workflow_type: WorkflowType,
        machine: StateMachine,
    ) -> Self {
        Self {
            name: name.into(),
            workflow_type,
            machine,
            source_map: BTreeMap::new(),
            handlers: Vec::new(),
            check_input: None,
            children: Vec::new(),
            permissions: Vec::new(),
        }
    }
}

/// What a state's call is allowed, as the workflow says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatePermission {
    /// The state.
    pub state: StateName,
    /// The actions; none where they are known, and only what they are allowed on is said.
    pub actions: Vec<String>,
    /// ARNs, in which `*` stands for anything, perhaps with placeholders.
    pub resources: Vec<String>,
}

/// Checks an execution input; the error says what does not fit, and where.
pub type InputCheck = fn(&Value) -> Result<(), String>;

/// A line of Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLocation {
    /// The file, as the compiler names it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl fmt::Display for SourceLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A Lambda function that is at hand as Rust: `#[task]` with a body.
#[derive(Clone)]
pub struct LambdaHandler {
    /// The function as the definition names it: a name, an ARN or a `${Placeholder}`.
    pub function: String,
    /// Takes the payload, gives the result or the failure.
    pub handler: Handler,
}

impl fmt::Debug for LambdaHandler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LambdaHandler").field("function", &self.function).finish_non_exhaustive()
    }
}
