//! The context object: which execution this is.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::{Data, native::with_current};

/// Which execution of which state machine this is; see [`context`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Context {
    /// The execution.
    pub execution: Execution,
    /// Its state machine.
    pub state_machine: StateMachine,
}

/// `$states.context.Execution`, without its input, which are the workflow's parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Execution {
    /// Its ARN.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The ARN of the role that it has.
    pub role_arn: String,
    /// When it began.
    pub start_time: Timestamp,
    /// How often it was redriven.
    pub redrive_count: u32,
}

/// `$states.context.StateMachine`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct StateMachine {
    /// Its ARN.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The context object: names, ARNs and the start of this execution.
///
/// What it holds of a state (its name, its retries) is not here: a value belongs to no state of its own. The index of
/// an item in a Map is `sfn::map(items.iter().enumerate(), ..)`.
///
/// Natively the execution is called `local`, or as [`Environment::execution_name`](crate::native::Environment::execution_name)
/// and [`Answers::execution_name`](crate::testing::Answers::execution_name) say; ARNs are those of account `000000000000`.
/// Inside a distributed Map it is the workflow's as well, whose names travel in the child's input.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, assert_equivalent}};
///
/// #[derive(Clone, Debug, PartialEq, TaskError)]
/// pub enum NoError {}
///
/// #[workflow(name = "labels")]
/// pub async fn labels() -> Result<String, NoError> {
///     Ok(format!("run-{}", sfn::context().execution.name))
/// }
///
/// let answers = Answers::new().execution_name("monday");
/// assert_eq!(answers.run(labels()).result, Ok("run-monday".to_owned()));
/// assert_equivalent(labels, &answers);
/// ```
///
/// # ASL
/// ```text
/// 'run-' & $states.context.Execution.Name
/// ```
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>
pub fn context() -> Context {
    with_current(|environment| environment.context())
}
