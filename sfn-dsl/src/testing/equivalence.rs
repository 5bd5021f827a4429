//! The function and its definition do the same.

use std::{
    collections::BTreeMap, convert::Infallible, fmt, pin::Pin, rc::Rc, sync::Arc, time::Duration,
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sfn_local::{Definition, Outcome, TaskFailure};

use super::{
    answers::Answers,
    canonical::without_map_run,
    definition_run::DefinitionRun,
    interpreted::{NotRunnable, failure_of},
    native_run::{NativeRun, RunError},
    session::Session,
};
use crate::{
    error::ErrorType,
    native::{WorkflowFuture, decoded_failure},
    task::Task,
};

/// Where the function and its definition part.
#[derive(Debug)]
pub struct Difference {
    /// The input of both.
    pub input: Value,
    /// How the function ended.
    pub function: String,
    /// How the definition ended.
    pub definition: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { input, function, definition } = self;
        write!(f, "the workflow and its definition differ\n       input: {input}\n")?;
        write!(f, "    function: {function}\n  definition: {definition}")
    }
}

impl std::error::Error for Difference {}

/// Runs a workflow natively and its definition in the interpreter, on the same input and with the same answers.
///
/// # Panics
/// Where they differ; see [`check_equivalence`].
#[expect(clippy::panic, reason = "an assertion")]
#[track_caller]
pub fn assert_equivalent<M>(workflow: impl Fn() -> WorkflowFuture<M>, answers: &Answers)
where
    M: Task,
    M::Output: Serialize + DeserializeOwned,
{
    if let Err(difference) = check_equivalence(workflow, answers) {
        panic!("{difference}");
    }
}

/// The same for each of some inputs: `assert_equivalent!(workflow, inputs)`, and with [`Answers`] after them.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, assert_equivalent}};
///
/// # #[derive(Debug, PartialEq, TaskError)]
/// # pub enum SizeError { Empty }
/// #[workflow(name = "sizes")]
/// pub async fn sizes(words: Vec<String>) -> Result<u32, SizeError> {
///     if words.is_empty() {
///         return Err(SizeError::Empty);
///     }
///     Ok(words.len() as u32)
/// }
///
/// assert_equivalent!(sizes, [vec![], vec!["one".to_owned()]]);
/// assert_equivalent!(sizes, [vec![]], Answers::new());
/// ```
///
/// # Panics
/// Where function and definition differ for one of them.
#[doc(inline)]
pub use crate::__sfn_assert_equivalent as assert_equivalent;

#[doc(hidden)]
#[macro_export]
macro_rules! __sfn_assert_equivalent {
    ($workflow:path, $inputs:expr $(,)?) => {
        $crate::testing::assert_equivalent!($workflow, $inputs, $crate::testing::Answers::new())
    };
    ($workflow:path, $inputs:expr, $answers:expr $(,)?) => {{
        let answers = &$answers;
        for input in $inputs {
            $crate::testing::assert_equivalent(
                || $workflow(::core::clone::Clone::clone(&input)),
                answers,
            );
        }
    }};
}

/// The same as a value, for properties.
///
/// Outputs are compared as values of the workflow's type, so that a missing `Option` equals a null one. Errors are
/// compared by name and by cause, as JSON where it is JSON, without what Lambda or a nested execution wraps around it;
/// the cause of an error without fields is not compared. Random values and UUIDs differ between the two; the ARN of a Map
/// Run and its id in the key of a manifest are not compared.
///
/// Both must end after the same virtual time, having made the same calls. Every call takes a time of its own, so that of two parallel calls the
/// same one ends first in both runs; where two end in the same millisecond, other times are tried.
///
/// # Errors
/// The difference, also where the definition cannot be run at all.
pub fn check_equivalence<M>(
    workflow: impl Fn() -> WorkflowFuture<M>,
    answers: &Answers,
) -> Result<(), Difference>
where
    M: Task,
    M::Output: Serialize + DeserializeOwned,
{
    let start = || Started::new(workflow());
    check(&start, M::definition(), reread::<M::Output>, answers)
}

/// A workflow that is about to run, without its types: what follows is compiled once and not for every workflow.
pub(super) struct Started {
    input: Result<Value, String>,
    end: Pin<Box<dyn Future<Output = Result<End, Infallible>>>>,
}

impl Started {
    pub(super) fn new<M>(workflow: WorkflowFuture<M>) -> Self
    where
        M: Task,
        M::Output: Serialize,
    {
        let input = workflow.input().clone();
        let end = async {
            Ok(match workflow.await {
                Ok(output) => end_of_output(&output),
                Err(error) => end_of_failure(&error.__to_failure()),
            })
        };
        Self { input, end: Box::pin(end) }
    }
}

/// An output of the definition as a value of the workflow's type.
pub(super) type Reread = fn(&Value) -> End;

fn check(
    start: &dyn Fn() -> Started,
    definition: Option<fn() -> Definition>,
    reread: Reread,
    answers: &Answers,
) -> Result<(), Difference> {
    let definition = definition.map(|definition| definition());
    let mut result = Ok(());
    for spread in 1..=8 {
        let answers = Answers { spread: Some(spread), ..answers.clone() };
        let Comparison { difference, is_tied, .. } =
            compare_once(start(), definition.as_ref(), reread, &answers);
        result = difference.map_or(Ok(()), Err);
        if result.is_ok() || !is_tied {
            break;
        }
    }
    result
}

/// What one run of each says.
pub(super) struct Comparison {
    pub(super) difference: Option<Difference>,
    /// Whether the order of parallel calls was left to chance.
    pub(super) is_tied: bool,
    /// Why the two may well differ.
    pub(super) incomparable: Option<String>,
}

/// How a run ended, and after how much virtual time.
#[derive(PartialEq)]
struct Ended {
    end: End,
    elapsed: Duration,
}

impl Ended {
    const fn broken(problem: String) -> Self {
        Self { end: End::Broken(problem), elapsed: Duration::ZERO }
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} after {:?}", self.end, self.elapsed)
    }
}

/// The same without the time.
#[derive(PartialEq)]
pub(super) enum End {
    Output(Value),
    Failure {
        error: String,
        cause: Option<Value>,
    },
    /// It did not come to an end that could be compared.
    Broken(String),
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(output) => write!(f, "gave {output}"),
            Self::Failure { error, cause: None } => write!(f, "failed with {error}"),
            Self::Failure { error, cause: Some(cause) } => {
                write!(f, "failed with {error}, cause {cause}")
            }
            Self::Broken(problem) => f.write_str(problem),
        }
    }
}

pub(super) fn compare_once(
    started: Started,
    definition: Option<&Definition>,
    reread: Reread,
    answers: &Answers,
) -> Comparison {
    let (native, interpreted) = (Rc::new(Session::new(answers)), Arc::new(Session::new(answers)));
    let Started { input, end } = started;
    let run = answers.run_in(&native, end);
    let mut function = Ended { elapsed: run.elapsed, end: end_of_function(run) };
    let mut incomparable = native.incomparable().map(str::to_owned);
    if prints_negative_zero(&function, &native) {
        incomparable = Some("it prints a negative zero".to_owned());
    }
    let (input, mut definition) = match (input, definition) {
        (Ok(input), Some(definition)) => {
            let run = answers.interpret(&interpreted, definition, input.clone());
            incomparable = incomparable.or_else(|| why_incomparable(&run));
            (input, end_of_definition(run, reread))
        }
        (Ok(input), None) => (input, Ended::broken("there is none".to_owned())),
        (Err(problem), _) => (Value::Null, Ended::broken(problem)),
    };
    for (run, session) in [(&mut function, &*native), (&mut definition, &*interpreted)] {
        if let Some(problem) = session.unanswered_call() {
            run.end = End::Broken(format!("cannot be run: {problem}"));
        }
    }
    // An error without fields says nothing of its cause.
    if let (End::Failure { cause: None, .. }, End::Failure { cause, .. }) =
        (&function.end, &mut definition.end)
    {
        *cause = None;
    }
    let (called, calls) = unlike(&native.calls(), &interpreted.calls());
    let is_same = function == definition && called == calls;
    let is_same = is_same && !matches!(function.end, End::Broken(_));
    let difference = (!is_same).then(|| Difference {
        input,
        function: format!("{function}{called}"),
        definition: format!("{definition}{calls}"),
    });
    let is_tied = native.is_tied() || interpreted.is_tied();
    Comparison { difference, is_tied, incomparable }
}

/// Whether a text of the function's is that of a negative zero, which JSONata does not know.
fn prints_negative_zero(function: &Ended, native: &Session) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let is_in = |text: &str| {
        text.match_indices("-0").any(|(at, _)| {
            let (before, after) = text.split_at(at);
            let number = after.get(1..).unwrap_or_default().split(|c| !is_part(c)).next();
            !before.ends_with(is_part)
                && number.is_some_and(|number| number.chars().all(|c| c == '0' || c == '.'))
        })
    };
    is_in(&function.to_string()) || native.calls().keys().any(|call| is_in(call))
}

/// Why the definition does something else by one of the differences that are known.
fn why_incomparable(run: &Result<DefinitionRun, NotRunnable>) -> Option<String> {
    let error = match run {
        Ok(DefinitionRun { outcome: Outcome::Failed(error), .. }) => failure_of(error),
        Ok(DefinitionRun { outcome: Outcome::TimedOut(_), .. }) => {
            return Some("its time limit ends it".to_owned());
        }
        Ok(_) => return None,
        Err(problem) => return Some(problem.to_string()),
    };
    let is_known = match &*error.error {
        // An infinite number, and a division by zero.
        "States.QueryEvaluationError" => error.cause.contains("D1001"),
        "States.DataLimitExceeded" => true,
        "States.Runtime" => error.cause.contains("history"),
        _ => false,
    };
    is_known.then_some(error.cause)
}

/// The calls that one run made more often than the other, for each of the two.
fn unlike(one: &BTreeMap<String, u32>, other: &BTreeMap<String, u32>) -> (String, String) {
    let more = |of: &BTreeMap<String, u32>, than: &BTreeMap<String, u32>| {
        let both =
            of.iter().map(|(call, times)| (call, *times, than.get(call).map_or(0, |it| *it)));
        let told = both.filter(|(_, times, others)| times > others).map(|(call, times, others)| {
            match (times, others) {
                (1, _) => format!(", having called {call} once"),
                (_, 0) => format!(", having called {call} {times} times"),
                (_, 1) => format!(", having called {call} {times} times, not once"),
                _ => format!(", having called {call} {times} times, not {others}"),
            }
        });
        told.collect::<Vec<_>>().concat()
    };
    (more(one, other), more(other, one))
}

fn end_of_function(run: NativeRun<End, Infallible>) -> End {
    match run.result {
        Ok(end) => end,
        Err(RunError::Ended(failure)) => end_of_failure(&failure),
    }
}

fn end_of_output(output: &impl Serialize) -> End {
    serde_json::to_value(output).map_or_else(
        |error| End::Broken(format!("gave an output that has no JSON: {error}")),
        |output| End::Output(without_map_run(output)),
    )
}

pub(super) fn reread<O: Serialize + DeserializeOwned>(output: &Value) -> End {
    match serde_path_to_error::deserialize::<_, O>(output) {
        Ok(value) => end_of_output(&value),
        Err(error) => {
            let name = std::any::type_name::<O>();
            End::Broken(format!("gave {output}, which is not a `{name}`: {error}"))
        }
    }
}

fn end_of_definition(run: Result<DefinitionRun, NotRunnable>, reread: Reread) -> Ended {
    let DefinitionRun { outcome, elapsed, .. } = match run {
        Ok(run) => run,
        Err(problem) => return Ended::broken(format!("cannot be run: {problem}")),
    };
    let end = match &outcome {
        Outcome::Succeeded(output) => reread(output.value()),
        Outcome::Failed(error) | Outcome::TimedOut(error) | Outcome::Aborted(error) => {
            end_of_failure(&failure_of(error))
        }
    };
    Ended { end, elapsed }
}

fn end_of_failure(failure: &TaskFailure) -> End {
    let TaskFailure { error, cause } = decoded_failure(failure);
    let is_about_itself = error == "States.Runtime";
    let cause = (!cause.is_empty() && !is_about_itself)
        .then(|| serde_json::from_str(&cause).unwrap_or(Value::String(cause)));
    End::Failure { error, cause }
}
