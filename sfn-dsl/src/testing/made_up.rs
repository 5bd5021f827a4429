//! Outcomes of calls that nobody has written down.

use std::{
    collections::BTreeMap,
    rc::Rc,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;
use sfn_local::TaskFailure;

use super::{
    answers::failure_of,
    sampler::{Mentioned, Sampler},
};
use crate::{
    error::{ErrorKind, ErrorType, ErrorVariant},
    task::Task,
};

/// After so many calls a run ends, which might go on for ever.
const CALLS: usize = 60;

type Outcome = Result<Value, TaskFailure>;

/// How outcomes of a task's calls are made up.
#[derive(Clone, Copy)]
pub struct Outcomes {
    make: fn(&Rc<Sampler>) -> Result<Outcome, String>,
    /// The member of the service's result that the outcome is.
    member: Option<&'static str>,
}

impl Outcomes {
    /// None in a release build, which tests seldom are: every task's types would be read in a second way.
    pub(crate) fn of<M: Task>() -> Option<Self> {
        if cfg!(debug_assertions) {
            Some(Self { make: outcome::<M>, member: M::integration().result })
        } else {
            None
        }
    }
}

fn outcome<M: Task>(sampler: &Rc<Sampler>) -> Result<Outcome, String> {
    let variants = M::Error::__variants();
    if variants.is_empty() || sampler.below(4) > 0 {
        return sampler.value::<M::Output>().map(|(_, json)| Ok(json));
    }
    Ok(Err(match kind(variants, sampler) {
        Some(ErrorKind::Named(name)) => {
            let made =
                sampler.standing_in(|| M::Error::__from_failure(&TaskFailure::new(name, "")));
            let error = made.ok_or_else(|| format!("the fields of `{name}` take no value"))?;
            failure_of::<M>(&error)
        }
        Some(ErrorKind::Timeout) => TaskFailure::new("States.Timeout", ""),
        _ => TaskFailure::new("Lambda.ServiceException", "made up"),
    }))
}

/// What one of the variants stands for.
fn kind(variants: &[ErrorVariant], sampler: &Sampler) -> Option<ErrorKind> {
    match variants.get(sampler.below(variants.len()))?.kind {
        ErrorKind::Transparent(variants) => kind(variants, sampler),
        kind => Some(kind),
    }
}

/// The outcomes that a native run's calls were given, for the definition's run.
#[derive(Debug)]
pub(super) struct Recording {
    seed: u64,
    mentioned: Mentioned,
    made: Mutex<Made>,
}

#[derive(Debug, Default)]
struct Made {
    /// By the call and how often it came before.
    outcomes: BTreeMap<(String, u32), (Outcome, Option<&'static str>)>,
    problem: Option<String>,
}

impl Recording {
    pub(super) fn new(seed: u64, mentioned: Mentioned) -> Self {
        Self { seed, mentioned, made: Mutex::default() }
    }

    /// The outcome of a call of the function.
    pub(super) fn make(&self, call: &str, earlier: u32, outcomes: Option<Outcomes>) -> Outcome {
        let key = (call.to_owned(), earlier);
        let mut made = self.made();
        if let Some((outcome, _)) = made.outcomes.get(&key) {
            return outcome.clone();
        }
        let is_enough = made.outcomes.len() >= CALLS;
        let member = outcomes.and_then(|outcomes| outcomes.member);
        let outcome = match outcomes {
            _ if is_enough => {
                Err(TaskFailure::new("States.Runtime", "more calls than are made up"))
            }
            Some(outcomes) => {
                let seed =
                    super::session::fnv(format!("{} {call} {earlier}", self.seed).as_bytes());
                let sampler = Rc::new(Sampler::new(seed, self.mentioned.clone()));
                (outcomes.make)(&sampler).unwrap_or_else(|problem| made.gives_up(problem))
            }
            None => made.gives_up("a build with debug assertions makes values up".to_owned()),
        };
        made.outcomes.insert(key, (outcome.clone(), member));
        outcome
    }

    /// The outcome of a call of the definition, which should be one that the function made.
    pub(super) fn repeat(&self, call: &str, earlier: u32) -> (Outcome, Option<&'static str>) {
        let made = self.made().outcomes.get(&(call.to_owned(), earlier)).cloned();
        made.unwrap_or_else(|| {
            (Err(TaskFailure::new("States.Runtime", "the function makes no such call")), None)
        })
    }

    /// Whether the function made the call.
    pub(super) fn knows(&self, call: &str) -> bool {
        self.made().outcomes.contains_key(&(call.to_owned(), 0))
    }

    /// Why nothing can be said of the run.
    pub(super) fn problem(&self) -> Option<String> {
        self.made().problem.clone()
    }

    /// Calls and outcomes, for whoever reads that something differs.
    pub(super) fn told(&self) -> String {
        let made = self.made();
        let told = made.outcomes.iter().map(|((call, _), (outcome, _))| match outcome {
            Ok(output) => format!("\n     answered: {call} gave {output}"),
            Err(failure) => format!("\n     answered: {call} failed with {failure}"),
        });
        told.collect()
    }

    fn made(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Made {
    fn gives_up(&mut self, problem: String) -> Outcome {
        let failure = TaskFailure::new("States.Runtime", &*problem);
        self.problem.get_or_insert(problem);
        Err(failure)
    }
}
