//! Step Functions Local's mock file, `MockConfigFile.json`: test cases, each with a mocked response for some states.
//!
//! ```json
//! {
//!   "StateMachines": { "Order": { "TestCases": { "RetryPath": { "Charge": "ChargedAtLast" } } } },
//!   "MockedResponses": {
//!     "ChargedAtLast": {
//!       "0-1": { "Throw": { "Error": "Lambda.TooManyRequestsException", "Cause": "busy" } },
//!       "2": { "Return": { "StatusCode": 200, "Payload": { "id": 1 } } }
//!     }
//!   }
//! }
//! ```
//! An execution takes part in a test case where `#RetryPath` stands behind the ARN of its state machine. `Return` is the
//! whole result of the task, or what comes back with a task token. The numbers count how often the execution calls the
//! state, retries and iterations of a Map among them. Where they end, the execution fails, as it does in
//! Step Functions Local; states that the test case does not name are answered as without it.
//!
//! Source: <https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-test-sm-exec.html>

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::{
    Answer, TokenAnswer,
    mock::{Reader, member},
};
use crate::{definition::TaskFailure, errors::names};

const MACHINES: &str = "StateMachines";
const RESPONSES: &str = "MockedResponses";

/// Whether a mock file is meant to be one of this format.
pub(super) fn is_meant(file: &Value) -> bool {
    [MACHINES, RESPONSES].iter().any(|member| file.get(member).is_some())
}

type TestCase = BTreeMap<String, Arc<Responses>>;

/// By the name of the state machine, then by their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TestCases(BTreeMap<String, BTreeMap<String, TestCase>>);

impl TestCases {
    /// The names of a workflow's test cases.
    pub(super) fn names(&self, workflow: &str) -> impl Iterator<Item = &str> {
        self.0.get(workflow).into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// Each workflow, with its test cases and the states that they name.
    pub(super) fn all(
        &self,
    ) -> impl Iterator<Item = (&String, impl Iterator<Item = (&String, &String)>)> {
        self.0.iter().map(|(workflow, cases)| {
            let states = |(name, case)| std::iter::repeat(name).zip(TestCase::keys(case));
            (workflow, cases.iter().flat_map(states))
        })
    }

    /// The responses for a state.
    pub(super) fn find(&self, workflow: &str, test_case: &str, state: &str) -> Option<&Responses> {
        Some(&**self.0.get(workflow)?.get(test_case)?.get(state)?)
    }

    /// Adds the test cases of another file; of two of one name the first stays.
    pub(super) fn or(&mut self, others: Self) {
        for (workflow, cases) in others.0 {
            let known = self.0.entry(workflow).or_default();
            for (name, case) in cases {
                known.entry(name).or_insert(case);
            }
        }
    }
}

/// A mocked response: one for each invocation of a state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Responses {
    name: String,
    /// Each with the last invocation, from 0, that it answers.
    until: Vec<(u64, Response)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Response {
    Return(Value),
    Throw(TaskFailure),
}

impl Responses {
    /// The answer to the call of this number, from 0.
    pub(super) fn answer(&self, invocation: u64, is_callback: bool) -> Answer {
        let after = Duration::ZERO;
        match self.until.iter().find(|(last, _)| invocation <= *last) {
            Some((_, Response::Return(value))) if is_callback => Answer::Token {
                submitted: json!({}),
                answer: TokenAnswer::Success(value.clone()),
                after,
            },
            Some((_, Response::Return(value))) => Answer::Result { value: value.clone(), after },
            Some((_, Response::Throw(failure))) => {
                Answer::Throw { failure: failure.clone(), after }
            }
            None => {
                let cause = format!(
                    "the mocked response `{}` has no entry for invocation {invocation}",
                    self.name
                );
                Answer::Throw { failure: TaskFailure::new(names::RUNTIME, cause), after }
            }
        }
    }
}

/// Reads a file of this format.
pub(super) fn read(reader: &mut Reader, file: &Value) -> TestCases {
    for (name, _) in reader.object("", file) {
        if ![MACHINES, RESPONSES].contains(&name.as_str()) {
            let expected = format!("unknown member: expected `{MACHINES}` or `{RESPONSES}`");
            reader.error(&member("", name), expected);
        }
    }
    let mut responses = BTreeMap::new();
    let at = member("", RESPONSES);
    for (name, entries) in reader.object(&at, file.get(RESPONSES).unwrap_or(&json!({}))) {
        let until = read_entries(reader, &member(&at, name), entries);
        responses.insert(name.clone(), Arc::new(Responses { name: name.clone(), until }));
    }
    let mut cases = TestCases::default();
    let at = member("", MACHINES);
    for (machine, value) in reader.object(&at, file.get(MACHINES).unwrap_or(&json!({}))) {
        let at = member(&at, machine);
        let own = cases.0.entry(machine.clone()).or_default();
        for (name, value) in reader.object(&at, value) {
            let at = member(&at, name);
            if name != "TestCases" {
                reader.error(&at, "unknown member: expected `TestCases`");
                continue;
            }
            for (name, states) in reader.object(&at, value) {
                let case = read_case(reader, &member(&at, name), states, &responses);
                own.insert(name.clone(), case);
            }
        }
    }
    cases
}

fn read_case(
    reader: &mut Reader,
    at: &str,
    states: &Value,
    responses: &BTreeMap<String, Arc<Responses>>,
) -> TestCase {
    let mut case = TestCase::new();
    for (state, name) in reader.object(at, states) {
        match name.as_str().map(|name| (name, responses.get(name))) {
            Some((_, Some(found))) => {
                case.insert(state.clone(), Arc::clone(found));
            }
            Some((name, None)) => {
                reader.error(&member(at, state), format!("`{RESPONSES}` has no `{name}`"));
            }
            None => reader.error(&member(at, state), format!("expected a name in `{RESPONSES}`")),
        }
    }
    case
}

/// The entries of a mocked response, in the order of the invocations that they are for.
fn read_entries(reader: &mut Reader, at: &str, entries: &Value) -> Vec<(u64, Response)> {
    let mut read = Vec::new();
    for (key, entry) in reader.object(at, entries) {
        let at = member(at, key);
        let response = read_response(reader, &at, entry);
        match invocations(key) {
            Some((first, last)) => read.extend(response.map(|response| (first, last, response))),
            None => reader
                .error(&at, "expected a number, such as `0`, or a range of numbers, such as `1-2`"),
        }
    }
    read.sort_by_key(|&(first, ..)| first);
    let mut next = 0;
    for &(first, last, _) in &read {
        if first != next && reader.is_clean() {
            let found = if first > next { "none is" } else { "several are" };
            reader.error(
                at,
                format!(
                    "expected one entry for each invocation, and {found} for {}",
                    first.min(next)
                ),
            );
        }
        next = last.saturating_add(1);
    }
    if read.is_empty() && reader.is_clean() {
        reader.error(at, "expected an entry for invocation 0");
    }
    read.into_iter().map(|(_, last, response)| (last, response)).collect()
}

/// The first and the last of the invocations that a key stands for.
fn invocations(key: &str) -> Option<(u64, u64)> {
    let number = |text: &str| text.trim().parse().ok();
    let (first, last) = key.split_once('-').unwrap_or((key, key));
    let (first, last) = (number(first)?, number(last)?);
    (first <= last).then_some((first, last))
}

fn read_response(reader: &mut Reader, at: &str, entry: &Value) -> Option<Response> {
    let members = entry.as_object().into_iter().flatten();
    let mut members = members.map(|(name, value)| (name.as_str(), value));
    match (members.next(), members.next()) {
        (Some(("Return", value)), None) => Some(Response::Return(value.clone())),
        (Some(("Throw", value)), None) => {
            let text = |name: &str| value.get(name).and_then(Value::as_str);
            let Some(error) = text("Error") else {
                reader.error(
                    &member(at, "Throw"),
                    "expected an object with the texts `Error` and `Cause`",
                );
                return None;
            };
            Some(Response::Throw(TaskFailure::new(error, text("Cause").unwrap_or_default())))
        }
        _ => {
            reader.error(at, "expected an object with either `Return` or `Throw`");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local_tasks::MockFile;

    #[test]
    fn every_mistake_is_found_with_its_place() {
        let errors = MockFile::from_value(&json!({
            "StateMachines": {
                "M": { "TestCases": { "A": { "S": "Missing", "T": 1 } }, "Cases": {} },
                "N": []
            },
            "MockedResponses": {
                "Wrong": { "a": { "Return": 1 }, "2-1": { "Return": 1 }, "0": { "Return": 1, "Throw": {} }, "1": { "Throw": "E" } }
            },
            "states": {}
        }));
        let found: Vec<_> = errors.unwrap_err().into_iter().map(|error| error.pointer).collect();
        assert_eq!(
            found,
            [
                "/states",
                "/MockedResponses/Wrong/a",
                "/MockedResponses/Wrong/2-1",
                "/MockedResponses/Wrong/0",
                "/MockedResponses/Wrong/1/Throw",
                "/StateMachines/M/TestCases/A/S",
                "/StateMachines/M/TestCases/A/T",
                "/StateMachines/M/Cases",
                "/StateMachines/N"
            ]
        );
    }

    #[test]
    fn invocations_are_counted_without_gaps() {
        let problem = |entries: Value| {
            let file = json!({ "MockedResponses": { "R": entries } });
            MockFile::from_value(&file).err().map(|mut errors| errors.remove(0).to_string())
        };
        let one = || json!({ "Return": 1 });
        assert_eq!(problem(json!({ "3": one(), "0": one(), "1 - 2": one() })), None);
        let gap = problem(json!({ "0": one(), "2": one() })).unwrap();
        assert_eq!(
            gap,
            "expected one entry for each invocation, and none is for 1 (at `/MockedResponses/R`)"
        );
        let twice = problem(json!({ "0-2": one(), "2": one() })).unwrap();
        assert!(twice.contains("several are for 2"), "{twice}");
        assert!(problem(json!({ "1": one() })).unwrap().contains("none is for 0"));
        assert!(problem(json!({})).unwrap().contains("invocation 0"));
    }
}
