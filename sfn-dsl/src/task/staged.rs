//! What a task is to the builder and to the twin.

use std::rc::Rc;

use super::Task;
use crate::{
    builder::{Called, Outcome, W},
    code::{Code, Root},
    native::{TaskFuture, TokenPlace, WorkflowFuture},
    step::{Step, StepFuture, StepOf},
};

/// What can be awaited in a workflow: a call of a task, of another workflow, or of a step.
#[diagnostic::on_unimplemented(
    message = "this call does not return a workflow task",
    label = "only a `#[task]`, a `#[workflow]` or `sfn::…` can be awaited here",
    note = "Step Functions runs no Rust between states: make it a `#[task]` and await that"
)]
pub trait Awaitable {
    /// What is called.
    type Call: Outcome;
    /// What a kind of workflow must support for it.
    type Pattern: Pattern;

    /// Writes the call down.
    #[doc(hidden)]
    fn __record<K: Kind>(w: &W<K>, arguments: Vec<Code>) -> Called<K, Self::Call>;
}

/// A call that is a Task state: of a task or of another workflow.
#[diagnostic::on_unimplemented(
    message = "this is no task",
    label = "answers and payloads belong to a `#[task]`, a `#[workflow]` or a call of a service",
    note = "a `#[step]` has no state of its own: name the tasks that it calls"
)]
pub trait CallsTask: Awaitable<Call = Self::Task> {
    /// The task that is called.
    type Task: Task;
}

impl<M: Task> Awaitable for TaskFuture<M> {
    type Call = M;
    type Pattern = M::Pattern;

    fn __record<K: Kind>(w: &W<K>, arguments: Vec<Code>) -> Called<K, M> {
        w.task(arguments)
    }
}

impl<M: Task> CallsTask for TaskFuture<M> {
    type Task = M;
}

impl<M: Task, O> Awaitable for WorkflowFuture<M, O> {
    type Call = M;
    type Pattern = M::Pattern;

    fn __record<K: Kind>(w: &W<K>, arguments: Vec<Code>) -> Called<K, M> {
        w.task(arguments)
    }
}

impl<M: Task, O> CallsTask for WorkflowFuture<M, O> {
    type Task = M;
}

impl<S: Step, F> Awaitable for StepFuture<S, F> {
    type Call = StepOf<S>;
    type Pattern = <S::Kind as Kind>::Step;

    fn __record<K: Kind>(w: &W<K>, arguments: Vec<Code>) -> Called<K, Self::Call> {
        w.step::<S>(arguments)
    }
}

/// A call that has a state of its own, of which more can be said: a task, a workflow, a Map, a Parallel.
#[diagnostic::on_unimplemented(
    message = "a step has no state of its own of which this could be said",
    label = "this belongs to a state",
    note = "say it of the calls inside the step"
)]
pub trait OwnState {}

#[diagnostic::do_not_recommend]
impl<M: Task> OwnState for M {}

/// How a call of a task is written in a Task state.
pub struct Integration {
    /// `Resource`
    pub resource: String,
    /// From the arguments of the Rust call to `Arguments`.
    pub arguments: Rc<dyn Fn(Vec<Code>) -> Code>,
    /// Where the task token goes, where it is none of these arguments.
    pub token: Option<TokenPlace>,
    /// The member of `$states.result` that the Rust call gives; without one it gives all of it.
    pub result: Option<&'static str>,
    /// From `$states.errorOutput` to an error value `{Error, Cause}` whose cause is the JSON text of the fields.
    pub caught: fn(Code) -> Code,
    /// Whether it is a workflow that is waited for: its errors arrive as `States.TaskFailed` and are inside the cause.
    pub nested: bool,
    /// The IAM action and what it is allowed on, where no table knows them.
    pub permission: Option<(&'static str, &'static str)>,
}

impl Integration {
    /// What the Rust call gives, in terms of `$states.result`.
    pub(crate) fn value(&self) -> Code {
        let result = Code::Root(Root::Result);
        self.result.map_or_else(|| result.clone(), |member| result.field(member))
    }
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
pub enum ChildExecutions {}

impl Pattern for RequestResponse {}
impl Pattern for RunAJob {}
impl Pattern for Callback {}
impl Pattern for ChildExecutions {}

/// The calls of a step wait in one pattern or another.
pub enum AnyPattern {}
impl Pattern for AnyPattern {}

/// No pattern at all. With it an Express workflow supports more than one, so that rustc says what is missing rather
/// than which one it expected.
#[doc(hidden)]
pub enum NoPattern {}
impl Pattern for NoPattern {}

/// Standard or Express, as a type.
pub trait Kind: 'static {
    /// The same as a value.
    const WORKFLOW_TYPE: sfn_asl::WorkflowType;
    /// How the calls of a step for this kind wait.
    #[doc(hidden)]
    type Step: Pattern;
}

/// Exactly-once, up to a year, billed by state transition.
pub enum Standard {}
/// At-least-once, up to five minutes, billed by request and duration.
pub enum Express {}

impl Kind for Standard {
    const WORKFLOW_TYPE: sfn_asl::WorkflowType = sfn_asl::WorkflowType::Standard;
    type Step = AnyPattern;
}
impl Kind for Express {
    const WORKFLOW_TYPE: sfn_asl::WorkflowType = sfn_asl::WorkflowType::Express;
    type Step = RequestResponse;
}

/// A workflow of this kind can wait in the pattern `P`.
#[diagnostic::on_unimplemented(
    message = "this call waits in the pattern `{P}`, which an `{Self}` workflow cannot",
    label = "Express workflows have neither `.sync` nor task tokens, activities or a distributed Map",
    note = "make the workflow `kind = Standard`, or move this call into a Standard workflow of its own",
    note = "a step that both kinds can call is a `#[step(kind = Express)]`"
)]
pub trait Supports<P> {}

impl<P: Pattern> Supports<P> for Standard {}
impl Supports<RequestResponse> for Express {}
impl Supports<NoPattern> for Express {}
