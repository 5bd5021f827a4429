//! AWS Step Functions: state machines that are not written in Rust here.
//!
//! A `#[workflow]` is called by its own function, which knows its input, its output and its errors.

use serde::{Deserialize, Serialize};

use super::CallbackOutput;
use crate::{
    Data, TaskError,
    builder::Called,
    native::{TaskFuture, TokenPlace},
    task::{Kind, RunAJob, Supports},
};

integration! {
    /// Starts an execution and does not wait for it; `.run_job::<T>()` waits, and gives its output, a `T`.
    ///
    /// `input` is the JSON text of the input: `&sfn::to_json(&order)`. With `.wait_for_task_token::<T, E>()` the input is
    /// `{"Message": input, "TaskToken": token}`, and the call waits until the execution, or who it asks, calls back.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::stepfunctions, sfn, testing::Answers};
    /// use serde_json::json;
    ///
    /// let input = sfn::to_json(&json!({ "orderId": "o1" }));
    /// let start = stepfunctions::start_execution("${Archive}", &input).execution_name("o1");
    /// let run = Answers::new()
    ///     .on_json(stepfunctions::start_execution, |_| Ok(json!({ "ExecutionArn": "arn" })))
    ///     .run(start);
    /// assert_eq!(run.result.unwrap().execution_arn, "arn");
    ///
    /// let answers = Answers::new().succeed(stepfunctions::start_execution::run_job::<u32>, &12);
    /// let run = answers.run(stepfunctions::start_execution("${CountRows}", "{}").run_job::<u32>());
    /// assert_eq!(run.result.unwrap(), 12);
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
    ///  "Arguments": {"StateMachineArn": "${Machine}", "Input": "{% $string($order) %}"}}
    /// ```
    ///
    /// # Permissions
    /// `states:StartExecution` on the state machine. To wait for the end also `states:DescribeExecution` and
    /// `states:StopExecution` on its executions, `events:PutTargets`, `events:PutRule` and `events:DescribeRule` on the rule
    /// `StepFunctionsGetEventsForStepFunctionsExecutionRule`.
    ///
    /// # Errors
    /// An execution that is waited for and fails is `States.TaskFailed`, with its own error in the cause.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>
    fn start_execution -> StartExecution;
    resource "arn:aws:states:::states:startExecution";
    required state_machine_arn: &str => "StateMachineArn";
    required input: &str => "Input";
    texts {
        /// The name of the execution: a second one of the same name is refused for 90 days.
        execution_name => "Name";
    }
    output StartExecutionOutput;
    error StepFunctionsError;
    callback TokenPlace::WithMessage("Input");
    by_hand job {
        /// `start_execution(..).run_job::<T>()`, as tests and the builder name it.
        pub fn run_job<T: CallbackOutput>(
            state_machine_arn: &str,
            input: &str,
        ) -> TaskFuture<StartExecution<ForOutput<T>>> {
            super::start_execution(state_machine_arn, input).run_job()
        }

        /// `start_execution(..).run_job_as_text()`, as tests and the builder name it.
        pub fn run_job_as_text(
            state_machine_arn: &str,
            input: &str,
        ) -> TaskFuture<StartExecution<RunAJob>> {
            super::start_execution(state_machine_arn, input).run_job_as_text()
        }
    }
}

/// The pattern of an execution that is waited for, whose output is a `T`: `.sync:2`.
pub struct ForOutput<T>(std::marker::PhantomData<fn() -> T>);

integration_task! {
    [T: CallbackOutput] StartExecution<ForOutput<T>>;
    start_execution, "arn:aws:states:::states:startExecution.sync:2", RunAJob,
    ["StateMachineArn", "Input"], None;
    T, Some("Output"), StepFunctionsError;
}

integration_task! {
    [] StartExecution<RunAJob>;
    start_execution, "arn:aws:states:::states:startExecution.sync", RunAJob,
    ["StateMachineArn", "Input"], None;
    Execution, None, StepFunctionsError;
}

impl TaskFuture<StartExecution> {
    /// Waits for the end of the execution of a Standard state machine, and gives its output, a `T`: `.sync:2`.
    pub fn run_job<T: CallbackOutput>(self) -> TaskFuture<StartExecution<ForOutput<T>>> {
        self.__become(None)
    }

    /// Waits for the end of the execution of a Standard state machine, and gives the execution, whose output is a text:
    /// `.sync`.
    pub fn run_job_as_text(self) -> TaskFuture<StartExecution<RunAJob>> {
        self.__become(None)
    }
}

impl<K: Kind + Supports<RunAJob>> Called<K, StartExecution> {
    /// Waits for the end of the execution of a Standard state machine, and gives its output, a `T`: `.sync:2`.
    pub fn run_job<T: CallbackOutput>(self) -> Called<K, StartExecution<ForOutput<T>>> {
        self.__become(None)
    }

    /// Waits for the end of the execution of a Standard state machine, and gives the execution, whose output is a text:
    /// `.sync`.
    pub fn run_job_as_text(self) -> Called<K, StartExecution<RunAJob>> {
        self.__become(None)
    }
}

/// An execution that was started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct StartExecutionOutput {
    /// The ARN of the execution.
    pub execution_arn: String,
}

/// An execution that has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Execution {
    /// The ARN of the execution.
    pub execution_arn: String,
    /// The name of the execution.
    pub name: String,
    /// `SUCCEEDED`, since any other end is an error.
    pub status: String,
    /// The output, as JSON text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
}

/// How starting an execution fails.
///
/// # Source
/// Exceptions of `StartExecution`, under the prefix of the optimized integration.
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum StepFunctionsError {
    /// There is no such state machine.
    #[sfn(name = "StepFunctions.StateMachineDoesNotExistException")]
    StateMachineDoesNotExist,
    /// An execution has this name.
    #[sfn(name = "StepFunctions.ExecutionAlreadyExistsException")]
    ExecutionAlreadyExists,
    /// Too many executions run.
    #[sfn(name = "StepFunctions.ExecutionLimitExceededException")]
    ExecutionLimitExceeded,
    /// The input is no JSON.
    #[sfn(name = "StepFunctions.InvalidExecutionInputException")]
    InvalidExecutionInput,
    /// The ARN is none of a state machine.
    #[sfn(name = "StepFunctions.InvalidArnException")]
    InvalidArn,
    /// It took too long.
    #[sfn(timeout)]
    TimedOut,
    /// Any other error.
    #[sfn(other)]
    Other {
        /// `Error`
        name: String,
        /// `Cause`
        cause: String,
    },
}
