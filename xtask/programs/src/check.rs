//! Runs the programs of a batch: each definition is looked at, then function and definition are compared on random
//! inputs and answers. What is found goes to stdout, a JSON object a line.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    sync::Mutex,
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sfn_dsl::{WorkflowFuture, task::Task, testing::check_equivalence};
use sfn_local::Definition;

use crate::{
    answers::{Errors, answers},
    sample::Random,
};

/// Where a panic was, and what it said.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// The cases of one program.
pub struct Runner {
    key: u64,
    cases: u64,
}

/// A program: its number, what its inputs follow from, and how it is checked.
pub type Entry = (u64, u64, fn(&Runner));

/// Runs programs, each of which has a number and what its inputs follow from. Arguments of the process: the number of
/// the first one to run, and how many inputs a program gets.
pub fn run(programs: &[Entry]) -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let &[first, cases] = numbers.as_slice() else {
        eprintln!("expected: first program, inputs");
        return ExitCode::FAILURE;
    };
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut text) = PANIC.lock() {
            *text = panic.to_string();
        }
    }));
    for (number, key, check) in programs {
        if *number >= first {
            say(&json!({ "started": number }));
            check(&Runner { key: *key, cases });
        }
    }
    say(&json!({ "done": true }));
    ExitCode::SUCCESS
}

#[expect(clippy::print_stdout, reason = "what was found is the output")]
fn say(line: &Value) {
    println!("{line}");
}

impl Runner {
    /// Checks a program; `start` starts it on random input.
    pub fn check<M>(&self, errors: Errors, start: fn(&mut Random) -> WorkflowFuture<M>)
    where
        M: Task,
        M::Output: Serialize + DeserializeOwned,
    {
        let definition = M::definition().map(guarded);
        match definition {
            Some(Ok(definition)) => {
                for problem in problems(&definition) {
                    found("definition", None, &problem);
                }
            }
            Some(Err(panic)) => return found("definition", None, &panic),
            None => return found("definition", None, "there is none"),
        }
        for case in 0..self.cases {
            let seed = Random::new(self.key ^ case).below(u64::MAX);
            let compared = guarded(|| {
                check_equivalence(|| start(&mut Random::new(seed)), &answers(seed ^ 1, errors))
            });
            let problem = match compared {
                Ok(Ok(())) => continue,
                Ok(Err(difference)) => difference.to_string(),
                Err(panic) => panic,
            };
            return found("difference", Some(case), &problem);
        }
    }
}

fn found(kind: &str, case: Option<u64>, text: &str) {
    say(&json!({ "kind": kind, "case": case, "text": text }));
}

/// What `work` gives, or what its panic says.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let text = PANIC.lock().map(|text| text.clone());
        format!("panic: {}", text.unwrap_or_default())
    })
}

/// What is wrong with a definition by itself.
fn problems(definition: &Definition) -> Vec<String> {
    let findings = sfn_asl::check(&definition.machine, definition.workflow_type, None);
    // Whether a call is tried again is for whoever writes the program.
    let findings = findings.iter().filter(|finding| finding.severity != sfn_asl::Severity::Hint);
    let mut problems: Vec<String> = findings.map(ToString::to_string).collect();
    let text = sfn_asl::write::to_string(&definition.machine);
    let reading = sfn_asl::read::json(&text);
    if reading.machine.as_ref() != Some(&definition.machine) {
        problems
            .push(format!("it does not read back as it was: {:?}\n{text}", reading.diagnostics));
    }
    expressions(&sfn_asl::write::to_value(&definition.machine), &mut problems);
    problems
}

/// Every expression is JSONata.
fn expressions(value: &Value, problems: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            if let Some(expression) = sfn_query::jsonata::expression_in(text)
                && let Err(error) = sfn_query::jsonata::check(expression)
            {
                problems.push(format!("{expression}: {error}"));
            }
        }
        Value::Array(elements) => {
            for element in elements {
                expressions(element, problems);
            }
        }
        Value::Object(members) => {
            for member in members.values() {
                expressions(member, problems);
            }
        }
        _ => {}
    }
}
