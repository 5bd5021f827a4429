//! The mock file: what tasks without a body answer.
//!
//! ```json
//! {
//!   "states":    { "ChargePayment": [{ "throw": { "error": "Declined", "cause": { "code": "51" } } }, { "return": { "id": 1 } }] },
//!   "functions": { "extract-text": { "return": { "text": "…" }, "after_seconds": 2 } },
//!   "resources": { "arn:aws:states:::s3:putObject": { "return": {} } }
//! }
//! ```
//! A key stands for a state (also `Workflow/State`), a Lambda function (by its name), or a `Resource`;
//! the first of these that is there answers. Its value is one answer, or one for each call of an
//! execution, of which the last repeats; a child of a distributed Map is an execution of its own. An answer is exactly one of
//! - `return`: what the Lambda function returns, or the service's whole answer;
//! - `result`: the whole result of the task, also for Lambda functions;
//! - `throw`: `error` and, if wanted, `cause` (a text, or JSON);
//! - `timeout`: `true`, it never answers;
//! - `token`: for callbacks, `{ "success": value }`, `{ "failure": { "error", "cause" } }`, or `"wait"` for
//!   somebody outside; `submitted` beside it is the first answer of the call.
//!
//! `after_seconds` beside any of them lets time of the execution pass first. `when` beside one, an object, makes it the answer
//! to calls with these members, whatever their number: `{ "when": { "Key": "a.png" }, "return": … }`. A Lambda function's call is
//! compared by its payload.
//!
//! A file with `StateMachines` and `MockedResponses` is one of Step Functions Local.

use std::{borrow::Cow, collections::BTreeMap, fmt, time::Duration};

use serde_json::{Map, Value, json};

use super::mock_config::{self, Responses, TestCases};
use crate::{definition::TaskFailure, task_runner::TaskRequest};

/// A parsed mock file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MockFile {
    states: BTreeMap<String, Answers>,
    functions: BTreeMap<String, Answers>,
    resources: BTreeMap<String, Answers>,
    test_cases: TestCases,
}

/// The answers under one key.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Answers {
    /// For calls with these members.
    particular: Vec<(Value, Answer)>,
    /// One for each other call; the last repeats.
    in_turn: Vec<Answer>,
}

impl Answers {
    /// The answer for a call with these arguments, where one is for them.
    pub(super) fn particular(&self, arguments: &Value) -> Option<&Answer> {
        self.particular
            .iter()
            .find(|(members, _)| contains(arguments, members))
            .map(|(_, answer)| answer)
    }

    /// The answer for the call of this number, from 0.
    pub(super) fn in_turn(&self, call: usize) -> Option<&Answer> {
        self.in_turn.get(call).or_else(|| self.in_turn.last())
    }
}

/// Whether `value` has everything that `part` has.
fn contains(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::Object(value), Value::Object(part)) => {
            part.iter().all(|(key, part)| value.get(key).is_some_and(|value| contains(value, part)))
        }
        (value, part) => value == part,
    }
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the members of the file")]
pub enum Answer {
    Return { value: Value, after: Duration },
    Result { value: Value, after: Duration },
    Throw { failure: TaskFailure, after: Duration },
    Timeout,
    Token { submitted: Value, answer: TokenAnswer, after: Duration },
}

/// What comes back with a task token.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenAnswer {
    /// `SendTaskSuccess`
    Success(Value),
    /// `SendTaskFailure`
    Failure(TaskFailure),
    /// Nothing from the mock: somebody outside answers.
    Wait,
}

/// Something in a mock file that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MockError {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What.
    pub message: String,
}

impl fmt::Display for MockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pointer, message } = self;
        if pointer.is_empty() {
            f.write_str(message)
        } else {
            write!(f, "{message} (at `{pointer}`)")
        }
    }
}

impl std::error::Error for MockError {}

impl MockFile {
    /// Reads a mock file: one of ours, or a `MockConfigFile.json` of Step Functions Local.
    ///
    /// # Errors
    /// Everything in it that cannot be.
    pub fn parse(text: &str) -> Result<Self, Vec<MockError>> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            vec![MockError { pointer: String::new(), message: format!("not JSON: {error}") }]
        })?;
        Self::from_value(&value)
    }

    /// Reads a mock file from a value.
    ///
    /// # Errors
    /// Everything in it that cannot be.
    pub fn from_value(value: &Value) -> Result<Self, Vec<MockError>> {
        let mut reader = Reader::default();
        let mut file = Self::default();
        if mock_config::is_meant(value) {
            file.test_cases = mock_config::read(&mut reader, value);
            return if reader.is_clean() { Ok(file) } else { Err(reader.errors) };
        }
        for (section, mocks) in reader.object("", value) {
            let pointer = member("", section);
            let table = match section.as_str() {
                "states" => &mut file.states,
                "functions" => &mut file.functions,
                "resources" => &mut file.resources,
                _ => {
                    reader.error(
                        &pointer,
                        "unknown member: expected `states`, `functions` or `resources`",
                    );
                    continue;
                }
            };
            for (key, answers) in reader.object(&pointer, mocks) {
                let answers = reader.answers(&member(&pointer, key), answers);
                table.insert(key.clone(), answers);
            }
        }
        if reader.is_clean() { Ok(file) } else { Err(reader.errors) }
    }

    /// The same with what another file has; of two mocks under one key this file's stays.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        let Self { states, functions, resources, test_cases } = other;
        for (own, others) in [
            (&mut self.states, states),
            (&mut self.functions, functions),
            (&mut self.resources, resources),
        ] {
            for (key, answers) in others {
                own.entry(key).or_insert(answers);
            }
        }
        self.test_cases.or(test_cases);
        self
    }

    pub(super) fn states(&self) -> impl Iterator<Item = &String> {
        self.states.keys()
    }

    pub(super) fn functions(&self) -> impl Iterator<Item = &String> {
        self.functions.keys()
    }

    pub(super) fn resources(&self) -> impl Iterator<Item = &String> {
        self.resources.keys()
    }

    /// Each workflow, with its test cases and the states that they name.
    pub(super) fn all_test_cases(
        &self,
    ) -> impl Iterator<Item = (&String, impl Iterator<Item = (&String, &String)>)> {
        self.test_cases.all()
    }

    /// The names of the test cases that a file of Step Functions Local has for a workflow.
    pub fn test_cases(&self, workflow: &str) -> impl Iterator<Item = &str> {
        self.test_cases.names(workflow)
    }

    /// The responses to the calls of a state in the test case that its execution takes part in.
    pub(super) fn responses(&self, request: &TaskRequest) -> Option<&Responses> {
        let test_case = request.execution.test_case.as_deref()?;
        self.test_cases.find(request.execution.workflow_name(), test_case, &request.state)
    }

    /// The answers for a call, with the key that they stand under.
    pub(super) fn find(
        &self,
        request: &TaskRequest,
        function: Option<&str>,
    ) -> Option<(String, &Answers)> {
        let qualified = format!("{}/{}", request.execution.workflow_name(), request.state);
        let entry = |kind: &str, table: &BTreeMap<String, Answers>, key: &str| -> Option<String> {
            table.contains_key(key).then(|| format!("{kind}/{key}"))
        };
        let look = |kind: &str, key: &str| -> Option<(String, &Answers)> {
            let table = match kind {
                "states" => &self.states,
                "functions" => &self.functions,
                _ => &self.resources,
            };
            Some((entry(kind, table, key)?, table.get(key)?))
        };
        look("states", &qualified)
            .or_else(|| look("states", &request.state))
            .or_else(|| look("functions", function?))
            .or_else(|| look("resources", &request.resource.arn))
    }
}

/// The members of which an answer has exactly one.
const KINDS: [&str; 5] = ["return", "result", "throw", "timeout", "token"];

/// The JSON pointer to a member.
pub(super) fn member(pointer: &str, name: &str) -> String {
    let mut name = Cow::Borrowed(name);
    if name.contains(['~', '/']) {
        name = name.replace('~', "~0").replace('/', "~1").into();
    }
    format!("{pointer}/{name}")
}

/// Reads on after mistakes, and keeps them.
#[derive(Default)]
pub(super) struct Reader {
    errors: Vec<MockError>,
}

impl Reader {
    /// Whether no mistake was found.
    pub(super) fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    pub(super) fn error(&mut self, pointer: &str, message: impl Into<String>) {
        self.errors.push(MockError { pointer: pointer.to_owned(), message: message.into() });
    }

    pub(super) fn object<'a>(
        &mut self,
        pointer: &str,
        value: &'a Value,
    ) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        if !value.is_object() {
            self.error(pointer, "expected an object");
        }
        value.as_object().into_iter().flatten()
    }

    fn answers(&mut self, pointer: &str, value: &Value) -> Answers {
        let mut answers = Answers::default();
        match value {
            Value::Array(list) if list.is_empty() => {
                self.error(pointer, "expected at least one answer");
            }
            Value::Array(list) => {
                for (at, answer) in list.iter().enumerate() {
                    self.add(&mut answers, &format!("{pointer}/{at}"), answer);
                }
            }
            answer => self.add(&mut answers, pointer, answer),
        }
        answers
    }

    fn add(&mut self, answers: &mut Answers, pointer: &str, value: &Value) {
        let Some(answer) = self.answer(pointer, value) else { return };
        match value.get("when") {
            None => answers.in_turn.push(answer),
            Some(when @ Value::Object(_)) => answers.particular.push((when.clone(), answer)),
            Some(_) => self
                .error(&format!("{pointer}/when"), "expected an object: members of the arguments"),
        }
    }

    fn answer(&mut self, pointer: &str, value: &Value) -> Option<Answer> {
        let Some(members) = value.as_object() else {
            self.error(pointer, "expected an answer such as `{\"return\": …}`");
            return None;
        };
        for unknown in members.keys().filter(|key| {
            !KINDS.contains(&key.as_str())
                && !["after_seconds", "submitted", "when"].contains(&key.as_str())
        }) {
            self.error(
                &member(pointer, unknown),
                format!("unknown member: expected {}", KINDS.join(", ")),
            );
        }
        let mut found = members.iter().filter(|(key, _)| KINDS.contains(&key.as_str()));
        let (Some((kind, answer)), None) = (found.next(), found.next()) else {
            self.error(pointer, format!("expected exactly one of {}", KINDS.join(", ")));
            return None;
        };
        let after = self.after(pointer, members);
        let at = format!("{pointer}/{kind}");
        Some(match kind.as_str() {
            "return" => Answer::Return { value: answer.clone(), after },
            "result" => Answer::Result { value: answer.clone(), after },
            "throw" => Answer::Throw { failure: self.failure(&at, answer)?, after },
            "timeout" => Answer::Timeout,
            _ => {
                let submitted = members.get("submitted").cloned().unwrap_or_else(|| json!({}));
                Answer::Token { submitted, answer: self.token(&at, answer)?, after }
            }
        })
    }

    fn after(&mut self, pointer: &str, members: &Map<String, Value>) -> Duration {
        let Some(seconds) = members.get("after_seconds") else { return Duration::ZERO };
        let duration =
            seconds.as_f64().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        if duration.is_none() {
            self.error(&format!("{pointer}/after_seconds"), "expected a number of seconds");
        }
        duration.unwrap_or_default()
    }

    fn failure(&mut self, pointer: &str, value: &Value) -> Option<TaskFailure> {
        let Some(error) = value.get("error").and_then(Value::as_str) else {
            self.error(pointer, "expected an object with `error` and, if wanted, `cause`");
            return None;
        };
        let cause = match value.get("cause") {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(json) => json.to_string(),
        };
        Some(TaskFailure::new(error, cause))
    }

    fn token(&mut self, pointer: &str, value: &Value) -> Option<TokenAnswer> {
        if value == "wait" {
            return Some(TokenAnswer::Wait);
        }
        if let Some(success) = value.get("success") {
            return Some(TokenAnswer::Success(success.clone()));
        }
        let Some(failure) = value.get("failure") else {
            self.error(pointer, "expected `success`, `failure` or the word \"wait\"");
            return None;
        };
        self.failure(&format!("{pointer}/failure"), failure).map(TokenAnswer::Failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_can_be_for_particular_arguments() {
        let mut reader = Reader::default();
        let answers = reader.answers(
            "",
            &json!([
                { "when": { "Document": { "Name": "b" } }, "return": 1 },
                { "return": 2 },
                { "return": 3 }
            ]),
        );
        let value = |answer: Option<&Answer>| match answer {
            Some(Answer::Return { value, .. }) => value.as_i64(),
            _ => None,
        };
        let document = |name: &str| json!({ "Document": { "Name": name, "Bucket": "x" } });
        assert_eq!(value(answers.particular(&document("b"))), Some(1));
        assert_eq!(value(answers.particular(&document("c"))), None);
        let in_turn: Vec<_> = (0..4).map(|call| value(answers.in_turn(call))).collect();
        assert_eq!(in_turn, [Some(2), Some(3), Some(3), Some(3)]);
        assert_eq!(reader.errors, []);
    }

    #[test]
    fn every_mistake_is_found() {
        let errors = MockFile::from_value(&json!({
            "stats": {},
            "states": { "A": [{ "return": 1, "throw": { "error": "E" } }, { "retrun": 1 }], "B": [], "C": { "throw": 3 } },
            "functions": { "f": { "token": "later" }, "g": { "return": 1, "after_seconds": "x" } }
        }));
        let found: Vec<_> = errors.unwrap_err().into_iter().map(|error| error.pointer).collect();
        assert_eq!(
            found,
            [
                "/stats",
                "/states/A/0",
                "/states/A/1/retrun",
                "/states/A/1",
                "/states/B",
                "/states/C/throw",
                "/functions/f/token",
                "/functions/g/after_seconds"
            ]
        );
        let message = MockFile::parse("{").unwrap_err().remove(0).to_string();
        assert!(message.starts_with("not JSON: EOF"), "{message}");
    }
}
