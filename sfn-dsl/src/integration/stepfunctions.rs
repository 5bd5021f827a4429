//! AWS Step Functions: state machines that are not written in Rust here.
//!
//! A `#[workflow]` is called by its own function, which knows its input, its output and its errors.

use serde::{Deserialize, Serialize};

use super::CallbackOutput;
use crate::{Data, TaskError};

integration! {
    /// Starts an execution and does not wait for it.
    ///
    /// `input` is the JSON text of the input: `&sfn::to_json(&order)`.
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
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution",
    ///  "Arguments": {"StateMachineArn": "${Machine}", "Input": "{% $string($order) %}"}}
    /// ```
    ///
    /// # Permissions
    /// `states:StartExecution` on the state machine.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>
    fn start_execution -> StartExecution;
    resource "arn:aws:states:::states:startExecution";
    pattern RequestResponse;
    required state_machine_arn: &str => "StateMachineArn";
    required input: &str => "Input";
    texts {
        /// The name of the execution: a second one of the same name is refused for 90 days.
        execution_name => "Name";
    }
    output StartExecutionOutput;
    error StepFunctionsError;
}

integration! {
    /// Starts an execution of a Standard state machine and waits for its output, a `T`:
    /// `stepfunctions::run_execution::<Report>(arn, &sfn::to_json(&order))`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::stepfunctions, testing::Answers};
    ///
    /// let count = stepfunctions::run_execution::<u32>;
    /// let run = Answers::new().succeed(count, &12).run(count("${CountRows}", "{}"));
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
    /// `states:StartExecution` on the state machine, `states:DescribeExecution` and `states:StopExecution` on its
    /// executions, `events:PutTargets`, `events:PutRule` and `events:DescribeRule` on the rule
    /// `StepFunctionsGetEventsForStepFunctionsExecutionRule`.
    ///
    /// # Errors
    /// An execution that fails is `States.TaskFailed`, with its own error in the cause.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>
    fn run_execution<T: CallbackOutput> -> RunExecution;
    resource "arn:aws:states:::states:startExecution.sync:2";
    pattern RunAJob;
    required state_machine_arn: &str => "StateMachineArn";
    required input: &str => "Input";
    texts {
        /// The name of the execution: a second one of the same name is refused for 90 days.
        execution_name => "Name";
    }
    output T, at "Output";
    error StepFunctionsError;
}

/// An execution that was started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct StartExecutionOutput {
    /// The ARN of the execution.
    pub execution_arn: String,
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
