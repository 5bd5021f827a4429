//! Answers in place of tasks.

use std::{any::TypeId, fmt, sync::Arc, time::Duration};

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sfn_local::{TaskFailure, objects::MemoryObjects};

use super::made_up::Recording;
use crate::{
    builder::Callee,
    error::{ErrorKind, ErrorType, ErrorVariant},
    native::lambda_failure,
    task::{Callback, CallsTask, Task},
};

/// The task that a function calls.
pub(super) type TaskOf<F, A> = <<F as Callee<A>>::Future as CallsTask>::Task;
pub(super) type OutputOf<F, A> = <TaskOf<F, A> as Task>::Output;
pub(super) type ErrorOf<F, A> = <TaskOf<F, A> as Task>::Error;

/// Answers in place of tasks; a task without an answer here runs its own body.
///
/// An answer depends on nothing but the task, its payload and how many calls with that payload came before. So the
/// order in which parallel calls are made does not matter, and a native and an interpreted run get the same answers.
/// Time starts at 2026-01-01T00:00:00Z and random values at a fixed seed, so that runs repeat.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, RunError}};
///
/// #[derive(Debug, PartialEq, TaskError)]
/// pub enum QuoteError { Unknown { item: String } }
///
/// #[task(lambda = "${Quote}")]
/// pub async fn quote(item: String) -> Result<f64, QuoteError>;
///
/// let answers = Answers::new().on(quote, |call| match call.payload["item"].as_str() {
///     Some("tea") => Ok(3.5),
///     item => Err(QuoteError::Unknown { item: item.unwrap_or_default().to_owned() }),
/// });
/// assert_eq!(answers.run(quote("tea".to_owned())).result, Ok(3.5));
/// assert_eq!(
///     answers.run(quote("gold".to_owned())).result,
///     Err(RunError::Returned(QuoteError::Unknown { item: "gold".to_owned() }))
/// );
/// ```
#[derive(Clone)]
#[must_use = "run a workflow with it"]
pub struct Answers {
    pub(super) rules: Vec<Rule>,
    pub(super) start: Timestamp,
    pub(super) seed: u64,
    pub(super) execution_name: Option<&'static str>,
    /// Where given, every call takes its own time, which follows from this number and the call.
    pub(super) spread: Option<u64>,
    pub(super) objects: Vec<Object>,
    /// Where given, every call's outcome is made up.
    pub(super) recording: Option<Arc<Recording>>,
    /// After how many moments at which something happens a native run ends.
    pub(super) most_moments: Option<u32>,
}

/// An object in S3.
#[derive(Clone)]
pub(super) struct Object {
    bucket: String,
    key: String,
    body: Arc<[u8]>,
}

/// A call, as an answer sees it.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// A Lambda function's payload; for other integrations the `Arguments`. The same in every run: a task token is
    /// `"<task token>"`, the ARN of a Map Run `"<map run>"`, a whole number an integer, and a null member is left out.
    pub payload: &'a Value,
    /// How many calls with the same payload came before in this run.
    pub earlier: u32,
}

/// What answers a task's calls.
#[derive(Clone)]
pub(super) struct Rule {
    pub(super) function: Option<&'static str>,
    pub(super) resource: String,
    /// The member of the service's result that the answer is.
    pub(super) member: Option<&'static str>,
    pub(super) answer: AnswerFn,
    pub(super) after: Duration,
}

pub(super) type AnswerFn = Arc<dyn Fn(Call<'_>) -> Result<Value, TaskFailure> + Send + Sync>;

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tasks = self.rules.iter().map(|rule| rule.function.unwrap_or(&rule.resource));
        f.debug_list().entries(tasks).finish()
    }
}

impl Default for Answers {
    fn default() -> Self {
        Self::new()
    }
}

impl Answers {
    /// No answers: every task runs its own body.
    pub const fn new() -> Self {
        let start = Timestamp::constant(1_767_225_600, 0);
        Self {
            rules: Vec::new(),
            start,
            seed: 1,
            execution_name: None,
            spread: None,
            objects: Vec::new(),
            recording: None,
            most_moments: None,
        }
    }

    /// The outcomes of calls are made up.
    pub(super) fn making_up(recording: Arc<Recording>, most_moments: u32, spread: u64) -> Self {
        Self {
            recording: Some(recording),
            most_moments: Some(most_moments),
            spread: Some(spread),
            ..Self::new()
        }
    }

    /// The clock starts at `moment`.
    pub const fn starting_at(mut self, moment: Timestamp) -> Self {
        self.start = moment;
        self
    }

    /// The execution is called `name`, as `sfn::context()` tells; without this, `local`.
    pub const fn execution_name(mut self, name: &'static str) -> Self {
        self.execution_name = Some(name);
        self
    }

    /// Random values follow from `seed`.
    pub const fn seeded(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// An object in S3 that distributed Maps read, in a bucket as the workflow names it. Every run begins with these.
    pub fn object(mut self, bucket: &str, key: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into().into();
        self.objects.push(Object { bucket: bucket.to_owned(), key: key.to_owned(), body });
        self
    }

    /// The objects of a run.
    pub(super) fn store(&self) -> Arc<MemoryObjects> {
        let store = self.objects.iter().fold(MemoryObjects::new(), |store, object| {
            store.with(&object.bucket, &object.key, &*object.body)
        });
        Arc::new(store)
    }

    /// `answer` answers the calls of `task`, named by its function. A later answer for the same task replaces this.
    pub fn on<F, A>(
        self,
        task: F,
        answer: impl Fn(Call<'_>) -> Result<OutputOf<F, A>, ErrorOf<F, A>> + Send + Sync + 'static,
    ) -> Self
    where
        F: Callee<A>,
        F::Future: CallsTask,
        OutputOf<F, A>: Serialize,
    {
        self.on_json(task, move |call| match answer(call) {
            Ok(output) => to_json(&output),
            Err(error) => Err(failure_of::<TaskOf<F, A>>(&error)),
        })
    }

    /// The same with a result that is the JSON of what the call gives, and a failure as the state sees it: `Error` and `Cause`.
    #[expect(clippy::needless_pass_by_value, reason = "a task is named by passing its function")]
    pub fn on_json<F, A>(
        mut self,
        task: F,
        answer: impl Fn(Call<'_>) -> Result<Value, TaskFailure> + Send + Sync + 'static,
    ) -> Self
    where
        F: Callee<A>,
        F::Future: CallsTask,
    {
        let _ = task;
        self.rules.push(Rule::of::<TaskOf<F, A>>(answer, Duration::ZERO));
        self
    }

    /// Every call of `task` gives `output`.
    pub fn succeed<F, A>(self, task: F, output: &OutputOf<F, A>) -> Self
    where
        F: Callee<A>,
        F::Future: CallsTask,
        OutputOf<F, A>: Serialize,
    {
        let output = to_json(output);
        self.on_json(task, move |_| output.clone())
    }

    /// Every call of `task` fails with `error`.
    pub fn fail<F, A>(self, task: F, error: &ErrorOf<F, A>) -> Self
    where
        F: Callee<A>,
        F::Future: CallsTask,
    {
        let failure = failure_of::<TaskOf<F, A>>(error);
        self.on_json(task, move |_| Err(failure.clone()))
    }

    /// The first calls of `task` with a payload fail with an error of this name, such as `Lambda.ServiceException`;
    /// then the answers that were there before count, or the task's own body.
    pub fn fail_first<F, A>(mut self, times: u32, task: F, error: &str) -> Self
    where
        F: Callee<A>,
        F::Future: CallsTask,
    {
        let before = self.rules.iter().rev().find(|rule| rule.is_of::<TaskOf<F, A>>()).cloned();
        let failure = TaskFailure::new(error, "");
        let handler = <TaskOf<F, A>>::handler();
        let after = before.as_ref().map_or(Duration::ZERO, |rule| rule.after);
        self = self.on_json(task, move |call| match (&before, &handler) {
            _ if call.earlier < times => Err(failure.clone()),
            (Some(rule), _) => {
                (rule.answer)(Call { earlier: call.earlier.saturating_sub(times), ..call })
            }
            (None, Some(handler)) => crate::native::block_on(handler(call.payload.clone())),
            (None, None) => Err(failure.clone()),
        });
        self.taking(after)
    }

    /// The calls that the answer before this answers take so much virtual time.
    pub fn taking(mut self, duration: Duration) -> Self {
        if let Some(rule) = self.rules.last_mut() {
            rule.after = duration;
        }
        self
    }
}

impl Call<'_> {
    /// The argument for the parameter `name`.
    ///
    /// # Panics
    /// Where the payload has no such member, or it is no `T`. Where the one parameter is a struct, the payload is that
    /// struct: see [`input`](Self::input).
    #[track_caller]
    pub fn argument<T: DeserializeOwned>(&self, name: &str) -> T {
        read(self.payload.get(name).unwrap_or(&Value::Null), name)
    }

    /// The whole payload.
    ///
    /// # Panics
    /// Where it is no `T`.
    #[track_caller]
    pub fn input<T: DeserializeOwned>(&self) -> T {
        read(self.payload, "the payload")
    }
}

#[expect(clippy::panic, reason = "an assertion")]
#[track_caller]
fn read<T: DeserializeOwned>(value: &Value, name: &str) -> T {
    match T::deserialize(value) {
        Ok(value) => value,
        Err(error) => panic!("{name} is no {}: {error}", std::any::type_name::<T>()),
    }
}

impl Rule {
    pub(super) fn of<M: Task>(
        answer: impl Fn(Call<'_>) -> Result<Value, TaskFailure> + Send + Sync + 'static,
        after: Duration,
    ) -> Self {
        let integration = M::integration();
        Self {
            function: M::lambda_function(),
            resource: integration.resource,
            member: integration.result,
            answer: Arc::new(answer),
            after,
        }
    }

    fn is_of<M: Task>(&self) -> bool {
        self.is_for(M::lambda_function(), &M::integration().resource)
    }

    pub(super) fn is_for(&self, function: Option<&str>, resource: &str) -> bool {
        self.function == function && (function.is_some() || self.resource == resource)
    }
}

pub(super) fn to_json(output: &impl Serialize) -> Result<Value, TaskFailure> {
    serde_json::to_value(output).map_err(|error| {
        TaskFailure::new("States.Runtime", format!("the answer has no JSON: {error}"))
    })
}

/// An error as the state sees it that calls `M`.
///
/// A Lambda function wraps its own errors. Those of the services and those that come by callback arrive as they are.
pub(super) fn failure_of<M: Task>(error: &M::Error) -> TaskFailure {
    let failure = error.__to_failure();
    let is_callback = TypeId::of::<M::Pattern>() == TypeId::of::<Callback>();
    let is_wrapped = M::lambda_function().is_some()
        && !is_callback
        && is_of_the_function(<M::Error>::__variants(), &failure.error);
    if is_wrapped { lambda_failure(error) } else { failure }
}

fn is_of_the_function(variants: &[ErrorVariant], error: &str) -> bool {
    let is_of_a_service =
        ["Lambda.", "States.", "Sandbox."].iter().any(|prefix| error.starts_with(prefix));
    !is_of_a_service
        && variants.iter().any(|variant| match variant.kind {
            ErrorKind::Named(name) => name == error,
            ErrorKind::Timeout | ErrorKind::Other => false,
            ErrorKind::Transparent(variants) => is_of_the_function(variants, error),
        })
}
