//! Executions: each is run twice, on a virtual clock, and some a third time, on a clock that runs.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use serde_json::{Map, Value, json};
use sfn_asl::WorkflowType;
use sfn_local::{
    Clock, LocalTasks, MapRunStatus, MockFile, Program, RealClock, Run, SeededRandomness, Status,
    TimeScale, Timestamp, VirtualClock, objects::MemoryObjects,
};

use tokio::runtime::Runtime;

use super::{
    definition::{Definitions, NAMES, mutate},
    dice::Dice,
};

/// When executions begin, shortly before a time that definitions name.
const START: &str = "2026-01-31T11:59:40Z";

/// One of so many executions also runs on a clock that does not wait for it.
const REAL_TIME_ODDS: usize = 500;

/// What came of a case.
pub(super) enum Ended {
    /// The definition was refused.
    Refused,
    Run {
        status: Status,
        events: usize,
        in_real_time: bool,
    },
}

/// A definition, changed in places where `mutations` says so, with its input and answers.
pub(super) fn check(runtime: &Runtime, dice: &mut Dice, mutations: usize) -> Result<Ended, String> {
    let jsonata = dice.once_in(2);
    let concurrent = !dice.once_in(4);
    let mut definitions = Definitions { dice, jsonata, concurrent };
    let mut definition = definitions.machine();
    let input = definitions.value(2);
    let answers = definitions.answers();
    for _ in 0..mutations {
        mutate(&mut definition, dice);
    }
    let reading = sfn_asl::read::value(&definition);
    let Some(machine) = reading.machine else { return Ok(Ended::Refused) };
    let _ = sfn_asl::rules::check(&machine, WorkflowType::Standard, None);
    let Ok(program) = Program::compile("fuzz", WorkflowType::Standard, &machine) else {
        return Ok(Ended::Refused);
    };
    let program = Arc::new(program);
    let mocks = MockFile::from_value(&answers).map_err(|errors| format!("{errors:?}"))?;
    let start = Timestamp::parse(START).ok_or("the start is no time")?;
    let again =
        |clock: Arc<dyn Clock>| runtime.block_on(execute(&program, &input, mocks.clone(), clock));
    let on_virtual_time = || again(Arc::new(VirtualClock::new(start)));
    let explain =
        |problem: String| format!("{problem}\n{definition:#}\ninput {input}\nanswers {answers}");
    let first = on_virtual_time().map_err(explain)?;
    let second = on_virtual_time().map_err(explain)?;
    if first != second {
        return Err(explain("the second run differs".to_owned()));
    }
    // Side by side, what happens first in real time is chance.
    let in_real_time = !concurrent && mutations == 0 && dice.once_in(REAL_TIME_ODDS);
    if in_real_time {
        let scale = TimeScale::new(200.0).unwrap_or(TimeScale::ONE);
        let same = || {
            let clock = RealClock::new(|duration| Box::pin(tokio::time::sleep(duration)))
                .scaled(scale)
                .starting_at(start);
            Ok::<_, String>(again(Arc::new(clock))?.is_like(&first))
        };
        // On a busy machine timers are late, and two of them may change places.
        let mut found = false;
        for _ in 0..20 {
            found = found || same().map_err(explain)?;
        }
        if !found {
            return Err(explain("the history in real time differs".to_owned()));
        }
    }
    Ok(Ended::Run { status: first.status, events: first.events.len(), in_real_time })
}

/// What one run did.
#[derive(PartialEq)]
struct Done {
    status: Status,
    events: Vec<Seen>,
}

/// An event: its type, and a digest of all of it. Whole histories of large values would fill the memory.
#[derive(PartialEq)]
struct Seen {
    kind: String,
    digest: u64,
}

async fn execute(
    program: &Arc<Program>,
    input: &Value,
    mocks: MockFile,
    clock: Arc<dyn Clock>,
) -> Result<Done, String> {
    let run =
        Run::new(Arc::clone(program), input.clone(), Arc::new(LocalTasks::new().mocks(mocks)))
            .clock(clock)
            .randomness(Box::new(SeededRandomness::new(7)))
            .objects(Arc::new(MemoryObjects::new()));
    let finished = run.run().await;
    let handle = &finished.handle;
    let count = handle.event_count();
    let history = (0..count).flat_map(|first| handle.events(first, 1));
    let mut events = well_formed(history.map(|event| handle.reader().render(&event, true)), count)?;
    for run in handle.map_runs() {
        if run.status() == MapRunStatus::Running || run.execution_counts().running != 0 {
            return Err("a Map Run goes on".to_owned());
        }
        for child in run.executions() {
            let history = child.history();
            let count = history.len();
            events.extend(well_formed(history.into_iter(), count)?);
        }
    }
    Ok(Done { status: finished.outcome.status(), events })
}

/// The events of a history of so many, where it has what every history has.
fn well_formed(events: impl Iterator<Item = Value>, count: usize) -> Result<Vec<Seen>, String> {
    let wrong = |what: &str, event: &Value| Err(format!("{what}: {event}"));
    let mut latest = f64::MIN;
    let mut seen = Vec::with_capacity(count);
    for (event, id) in events.zip(1_u64..) {
        let previous = event["previousEventId"].as_u64();
        if event["id"] != id || previous.is_none_or(|previous| previous >= id) {
            return wrong("ids", &event);
        }
        let time = event["timestamp"].as_f64().unwrap_or(f64::MIN);
        if time < latest {
            return wrong("times", &event);
        }
        latest = time;
        let kind = event["type"].as_str().unwrap_or_default();
        let is_end = matches!(
            kind,
            "ExecutionSucceeded" | "ExecutionFailed" | "ExecutionTimedOut" | "ExecutionAborted"
        );
        if is_end != (id == count as u64) || (kind == "ExecutionStarted") != (id == 1) {
            return wrong("start or end", &event);
        }
        let mut hasher = DefaultHasher::new();
        event.to_string().hash(&mut hasher);
        seen.push(Seen { kind: kind.to_owned(), digest: hasher.finish() });
    }
    Ok(seen)
}

impl Done {
    /// Whether the same happened in the same order. An execution that its time limit ends gets less far on a clock that
    /// runs, where every timer is a little late.
    fn is_like(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.events, &other.events);
        let alike = |(ours, theirs): (&Seen, &Seen)| ours.kind == theirs.kind;
        if [self, other].iter().any(|done| done.status == Status::TimedOut) {
            let common = ours.len().min(theirs.len()).saturating_sub(1);
            return ours.iter().zip(theirs).take(common).all(alike);
        }
        ours.len() == theirs.len() && ours.iter().zip(theirs).all(alike)
    }
}

impl Definitions<'_> {
    /// What the tasks of each state answer, in both languages' mock file.
    fn answers(&mut self) -> Value {
        let states: Map<_, _> = NAMES
            .iter()
            .map(|name| {
                let answers: Vec<_> = (0..=self.dice.below(2)).map(|_| self.answer()).collect();
                ((*name).to_owned(), answers.into())
            })
            .collect();
        json!({ "states": states })
    }

    fn answer(&mut self) -> Value {
        match self.dice.below(12) {
            0 => json!({ "throw": { "error": "E", "cause": "c" }, "after_seconds": 1 }),
            1 => json!({ "throw": { "error": "States.Timeout" } }),
            2 => json!({ "timeout": true }),
            3 => json!({ "token": { "success": self.value(1) }, "after_seconds": 60 }),
            4 => json!({ "result": self.value(2), "after_seconds": 20 }),
            _ => json!({ "return": self.value(2) }),
        }
    }
}
