//! What a task is to the builder and to the twin.

use std::rc::Rc;

use super::Task;
use crate::{
    code::Code,
    native::{TaskFuture, WorkflowFuture},
};

/// What can be awaited in a workflow: the future of a task or of another workflow.
#[diagnostic::on_unimplemented(
    message = "this call does not return a workflow task",
    label = "only a `#[task]`, a `#[workflow]` or `sfn::…` can be awaited here",
    note = "Step Functions runs no Rust between states: make it a `#[task]` and await that"
)]
pub trait Awaitable {
    /// The task that is called.
    type Task: Task;
}

impl<M: Task> Awaitable for TaskFuture<M> {
    type Task = M;
}

impl<M: Task, O> Awaitable for WorkflowFuture<M, O> {
    type Task = M;
}

/// How a call of a task is written in a Task state.
pub struct Integration {
    /// `Resource`
    pub resource: String,
    /// From the arguments of the Rust call to `Arguments`.
    pub arguments: Rc<dyn Fn(Vec<Code>) -> Code>,
    /// The member of `$states.result` that the Rust call gives; without one it gives all of it.
    pub result: Option<&'static str>,
    /// From `$states.errorOutput` to an error value `{Error, Cause}` whose cause is the JSON text of the fields.
    pub caught: fn(Code) -> Code,
    /// Whether it is a workflow that is waited for: its errors arrive as `States.TaskFailed` and are inside the cause.
    pub nested: bool,
}

/// How a Task state waits: request response, run a job (`.sync`), or a callback with a task token.
pub trait Pattern: 'static {}

/// The state goes on when the service has answered.
pub enum RequestResponse {}
/// The state goes on when the job is done: `.sync`.
pub enum RunAJob {}
/// The state goes on when somebody calls back with the task token: `.waitForTaskToken`.
pub enum Callback {}
/// The state goes on when its child executions have ended: a distributed Map.
pub enum DistributedMap {}

impl Pattern for RequestResponse {}
impl Pattern for RunAJob {}
impl Pattern for Callback {}
impl Pattern for DistributedMap {}

/// No pattern at all. With it an Express workflow supports more than one, so that rustc says what is missing rather
/// than which one it expected.
#[doc(hidden)]
pub enum NoPattern {}
impl Pattern for NoPattern {}

/// Standard or Express, as a type.
pub trait Kind: 'static {
    /// The same as a value.
    const WORKFLOW_TYPE: sfn_asl::WorkflowType;
}

/// Exactly-once, up to a year, billed by state transition.
pub enum Standard {}
/// At-least-once, up to five minutes, billed by request and duration.
pub enum Express {}

impl Kind for Standard {
    const WORKFLOW_TYPE: sfn_asl::WorkflowType = sfn_asl::WorkflowType::Standard;
}
impl Kind for Express {
    const WORKFLOW_TYPE: sfn_asl::WorkflowType = sfn_asl::WorkflowType::Express;
}

/// A workflow of this kind can wait in the pattern `P`.
#[diagnostic::on_unimplemented(
    message = "this call waits in the pattern `{P}`, which an `{Self}` workflow cannot",
    label = "Express workflows have neither `.sync` nor task tokens, activities or a distributed Map",
    note = "make the workflow `kind = Standard`, or move this call into a Standard workflow of its own"
)]
pub trait Supports<P> {}

impl<P: Pattern> Supports<P> for Standard {}
impl Supports<RequestResponse> for Express {}
impl Supports<NoPattern> for Express {}
