//! The test that every workflow has without anybody writing it: on inputs and answers that are made up, the function
//! does what its definition does.

use std::{
    marker::PhantomData,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sfn_local::Definition;

use super::{
    answers::Answers,
    equivalence::{Difference, Reread, Started, compare_once, reread},
    made_up::Recording,
    sampler::{Mentioned, Sampler},
};
use crate::{native::WorkflowFuture, task::Task};

/// How many inputs are made up.
const CASES: u64 = 24;
/// How often time may move on in a run: a workflow may well wait for ever, which is nothing to compare.
const MOMENTS: u32 = 400;
/// A function that loops for ever on an input is left alone after so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// A workflow `M` with parameters `P`, a tuple.
pub struct Generated<M, P>(PhantomData<fn() -> (M, P)>);

impl<M, P> Generated<M, P> {
    /// Called by the test that `#[workflow]` makes.
    #[expect(clippy::new_without_default, reason = "generated code calls it")]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Compares where the output can be written as JSON.
pub trait Compare<M: Task, P> {
    /// # Panics
    /// Where function and definition differ.
    fn compare(&self, start: fn(P) -> WorkflowFuture<M>);
}

impl<M, P> Compare<M, P> for Generated<M, P>
where
    M: Task,
    M::Output: Serialize,
    P: DeserializeOwned + 'static,
{
    fn compare(&self, start: fn(P) -> WorkflowFuture<M>) {
        let Some(definition) = M::definition() else { return };
        run(Workflow {
            definition,
            input: |sampler| sampler.value::<P>().map(|(_, json)| json),
            start: Box::new(move |input| {
                P::deserialize(input).ok().map(|parameters| Started::new(start(parameters)))
            }),
            reread: reread::<M::Output>,
        });
    }
}

/// An output without JSON cannot be compared.
pub trait CannotCompare<M: Task, P> {
    /// Does nothing.
    fn compare(&self, start: fn(P) -> WorkflowFuture<M>);
}

impl<M: Task, P> CannotCompare<M, P> for &Generated<M, P> {
    fn compare(&self, _start: fn(P) -> WorkflowFuture<M>) {}
}

/// A workflow without its types.
struct Workflow {
    definition: fn() -> Definition,
    input: fn(&Sampler) -> Result<Value, String>,
    start: Box<Start>,
    reread: Reread,
}

/// Starts the function on an input, where it is one.
type Start = dyn Fn(&Value) -> Option<Started> + Send;

/// How often the two were compared, and why not more often.
#[derive(Default)]
struct Report {
    compared: u32,
    problem: Option<String>,
    difference: Option<String>,
}

#[expect(clippy::panic, reason = "an assertion")]
fn run(workflow: Workflow) {
    let name = (workflow.definition)().name;
    let (report, reports) = mpsc::channel();
    // The test goes on where the function does not.
    thread::spawn(move || report.send(compare_all(&workflow)));
    match reports.recv_timeout(PATIENCE) {
        Ok(Report { difference: Some(difference), .. }) => panic!("{difference}"),
        Ok(Report { compared: 0, problem: Some(problem), .. }) => tell(&name, &problem),
        Ok(_) => {}
        Err(_) => tell(&name, "an input that was made up keeps the function busy"),
    }
}

#[expect(clippy::print_stderr, reason = "what a test tells")]
fn tell(name: &str, problem: &str) {
    eprintln!("`{name}` was not compared with its definition: {problem}");
}

fn compare_all(workflow: &Workflow) -> Report {
    let definition = (workflow.definition)();
    let mentioned = Mentioned::of(&definition);
    let mut report = Report::default();
    for seed in 0..CASES {
        match compare_case(workflow, &definition, &mentioned, seed) {
            Ok(None) => report.compared += 1,
            Ok(Some(difference)) => {
                report.difference = Some(difference);
                break;
            }
            Err(problem) => report.problem = Some(problem),
        }
    }
    report
}

/// The difference; an error where there is nothing to compare.
fn compare_case(
    workflow: &Workflow,
    definition: &Definition,
    mentioned: &Mentioned,
    seed: u64,
) -> Result<Option<String>, String> {
    let input = (workflow.input)(&Sampler::new(seed, mentioned.clone()))?;
    let recording = Arc::new(Recording::new(seed, mentioned.clone()));
    let mut found: Option<Difference> = None;
    for spread in 1..=4 {
        let answers = Answers::making_up(Arc::clone(&recording), MOMENTS, spread);
        let started = (workflow.start)(&input).ok_or("the input cannot be read")?;
        let compared = catch_unwind(AssertUnwindSafe(|| {
            compare_once(started, Some(definition), workflow.reread, &answers)
        }));
        let compared = compared.map_err(|_| "the function panics".to_owned())?;
        if let Some(problem) = recording.problem().or(compared.incomparable) {
            return Err(problem);
        }
        found = compared.difference;
        if found.is_none() || !compared.is_tied {
            break;
        }
    }
    Ok(found.map(|difference| format!("{difference}{}", recording.told())))
}
