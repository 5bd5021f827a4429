//! What is known about an execution besides its program: names, ARNs, how it ended.

use std::fmt;

use serde_json::Value;
use sfn_asl::WorkflowType;

use crate::{errors::StateError, payload::Payload};

/// Names and ARNs of an execution, as its context object shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionContext {
    /// `$states.context.Execution.Id`
    pub execution_arn: String,
    /// `$states.context.Execution.Name`
    pub execution_name: String,
    /// `$states.context.Execution.RoleArn`
    pub role_arn: String,
    /// `$states.context.Execution.RedriveCount`
    pub redrive_count: u32,
    /// `$states.context.StateMachine.Id`
    pub state_machine_arn: String,
    /// `$states.context.StateMachine.Name`
    pub state_machine_name: String,
    /// The test case of a `MockConfigFile.json` that it takes part in.
    pub test_case: Option<String>,
}

impl ExecutionContext {
    /// The account of executions that nobody gave another one.
    pub const ACCOUNT: &str = "000000000000";
    /// The region of executions that nobody gave another one.
    pub const REGION: &str = "us-east-1";

    /// The execution `execution_name` of the state machine `state_machine_name`, in the local account.
    pub fn local(state_machine_name: &str, execution_name: &str) -> Self {
        Self::in_account(Self::REGION, Self::ACCOUNT, state_machine_name, execution_name)
    }

    /// The same in a region and an account.
    pub fn in_account(
        region: &str,
        account: &str,
        state_machine_name: &str,
        execution_name: &str,
    ) -> Self {
        Self {
            execution_arn: format!(
                "arn:aws:states:{region}:{account}:execution:{state_machine_name}:{execution_name}"
            ),
            execution_name: execution_name.to_owned(),
            role_arn: format!("arn:aws:iam::{account}:role/local"),
            redrive_count: 0,
            state_machine_arn: format!(
                "arn:aws:states:{region}:{account}:stateMachine:{state_machine_name}"
            ),
            state_machine_name: state_machine_name.to_owned(),
            test_case: None,
        }
    }

    /// The name of the workflow whose states run: without the label that a child of a distributed Map has in the name
    /// of its state machine.
    pub fn workflow_name(&self) -> &str {
        self.state_machine_name.split('/').next().unwrap_or_default()
    }

    /// Whether a distributed Map started it.
    pub(crate) fn is_child_of_map(&self) -> bool {
        self.state_machine_name.contains('/')
    }

    /// The names of the distributed Map with that label.
    pub(crate) fn labelled(&self, label: &str) -> Labelled<'_> {
        // The Map may itself run in a child of another; labels are unique in a definition.
        Labelled { execution: self, name: format!("{}/{label}", self.workflow_name()) }
    }

    /// The region in the execution's ARN.
    pub fn region(&self) -> &str {
        self.execution_arn
            .split(':')
            .nth(3)
            .filter(|region| !region.is_empty())
            .unwrap_or(Self::REGION)
    }

    /// The account in the execution's ARN.
    pub fn account(&self) -> &str {
        self.execution_arn
            .split(':')
            .nth(4)
            .filter(|account| !account.is_empty())
            .unwrap_or(Self::ACCOUNT)
    }
}

/// A distributed Map of a state machine: what its ARNs and those of its children are made of.
pub(crate) struct Labelled<'a> {
    execution: &'a ExecutionContext,
    /// `<machine>/<label>`
    name: String,
}

impl Labelled<'_> {
    fn arn(&self, resource: fmt::Arguments<'_>) -> String {
        let partition = self.execution.execution_arn.split(':').nth(1).unwrap_or("aws");
        let (region, account) = (self.execution.region(), self.execution.account());
        format!("arn:{partition}:states:{region}:{account}:{resource}")
    }

    pub(crate) fn map_run(&self, uuid: &str) -> String {
        self.arn(format_args!("mapRun:{}:{uuid}", self.name))
    }

    /// The child execution of that name. `id` tells Express executions of one name apart.
    pub(crate) fn child(
        &self,
        workflow_type: WorkflowType,
        name: String,
        id: &str,
    ) -> ExecutionContext {
        let machine = &self.name;
        ExecutionContext {
            execution_arn: match workflow_type {
                WorkflowType::Standard => self.arn(format_args!("execution:{machine}:{name}")),
                WorkflowType::Express => self.arn(format_args!("express:{machine}:{name}:{id}")),
            },
            execution_name: name,
            role_arn: self.execution.role_arn.clone(),
            redrive_count: 0,
            state_machine_arn: self.state_machine(),
            state_machine_name: machine.clone(),
            test_case: self.execution.test_case.clone(),
        }
    }

    pub(crate) fn state_machine(&self) -> String {
        self.arn(format_args!("stateMachine:{}", self.name))
    }
}

/// The API's `status` of an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `RUNNING`
    Running,
    /// `SUCCEEDED`
    Succeeded,
    /// `FAILED`
    Failed,
    /// `TIMED_OUT`
    TimedOut,
    /// `ABORTED`
    Aborted,
}

impl Status {
    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
        }
    }
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// With this output.
    Succeeded(Payload),
    /// With this error.
    Failed(StateError),
    /// The execution took longer than its `TimeoutSeconds` or than AWS allows.
    TimedOut(StateError),
    /// Somebody stopped it.
    Aborted(StateError),
}

impl Outcome {
    /// The API's `status`.
    pub const fn status(&self) -> Status {
        match self {
            Self::Succeeded(_) => Status::Succeeded,
            Self::Failed(_) => Status::Failed,
            Self::TimedOut(_) => Status::TimedOut,
            Self::Aborted(_) => Status::Aborted,
        }
    }

    /// The output of an execution that succeeded.
    pub fn output(&self) -> Option<&Value> {
        match self {
            Self::Succeeded(output) => Some(output.value()),
            _ => None,
        }
    }

    /// The error of one that did not.
    pub const fn error(&self) -> Option<&StateError> {
        match self {
            Self::Succeeded(_) => None,
            Self::Failed(error) | Self::TimedOut(error) | Self::Aborted(error) => Some(error),
        }
    }
}
