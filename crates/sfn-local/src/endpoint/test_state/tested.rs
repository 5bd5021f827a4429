//! The state that is tested, and the machine made around it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use sfn_asl::WorkflowType;

use super::{
    super::{definition::Checked, error::ApiError},
    STATE_NAME,
};
use crate::StateError;

/// A state on its own.
#[derive(Debug)]
pub(super) struct Tested {
    /// As it stands in the definition.
    state: Value,
    query_language: String,
}

impl Tested {
    /// The definition is the state itself, or a machine in which it is called `name`, on any level.
    pub(super) fn find(definition: &str, name: Option<&str>) -> Result<Self, ApiError> {
        let parsed = serde_json::from_str(definition);
        let (Ok(parsed), None) = (&parsed, name) else {
            // What is wrong with the machine comes first.
            Checked::new(STATE_NAME, definition, WorkflowType::Standard)?;
            let machine: Value = parsed.unwrap_or_default();
            let state = name
                .and_then(|name| find(&machine, name))
                .ok_or_else(|| ApiError::validation("State not found in definition"))?;
            let query_language = language(state).or_else(|| language(&machine));
            return Ok(Self {
                state: state.clone(),
                query_language: query_language.unwrap_or("JSONPath").to_owned(),
            });
        };
        let query_language = language(parsed).unwrap_or("JSONPath").to_owned();
        Ok(Self { state: parsed.clone(), query_language })
    }

    /// A JSONPath state.
    pub(super) fn alone(state: Value) -> Self {
        Self { state, query_language: "JSONPath".to_owned() }
    }

    pub(super) fn state_type(&self) -> &str {
        self.text("Type")
    }

    pub(super) fn is_jsonata(&self) -> bool {
        self.query_language == "JSONata"
    }

    /// What a Task calls.
    pub(super) fn resource(&self) -> &str {
        self.text("Resource")
    }

    /// Whether the state has a field.
    pub(super) fn has(&self, field: &str) -> bool {
        self.state.get(field).is_some()
    }

    fn text(&self, field: &str) -> &str {
        self.state.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether it is a Task that waits for more than an answer.
    pub(super) fn waits(&self) -> bool {
        let resource = self.resource();
        self.state_type() == "Task"
            && [".sync", ".sync:2", ".waitForTaskToken"].iter().any(|end| resource.ends_with(end))
    }

    /// Whether a state of this type goes with such a mock, or with none.
    pub(super) fn accepts(&self, mock: Option<&Result<Value, StateError>>) -> Result<(), ApiError> {
        let state_type = self.state_type();
        let mock = match (mock, state_type) {
            (None, "Map" | "Parallel") => {
                let message = "TestState API does not support Map or Parallel states. Supported state types include: \
                               [Task, Wait, Pass, Succeed, Fail, Choice]";
                return Err(ApiError::new("InvalidDefinition", message));
            }
            (None, "Task") if self.waits() || self.resource().contains(":activity:") => {
                let message = "TestState does not support Task states with a '.sync' or '.waitForTaskToken' service \
                               integration pattern, or activities, unless a mock is specified";
                return Err(ApiError::new("InvalidDefinition", message));
            }
            (None, _) => return Ok(()),
            (Some(mock), "Task" | "Map" | "Parallel") => mock,
            (Some(_), _) => {
                return Err(ApiError::validation(format!(
                    "State type '{state_type}' is not supported when a mock is specified"
                )));
            }
        };
        match (mock, state_type) {
            (Ok(result), "Parallel" | "Map") => self.can_come_to(result),
            _ => Ok(()),
        }
    }

    /// Whether a Parallel or a Map can come to this: an array, with an item a branch; where the results are written, what
    /// tells where they are.
    fn can_come_to(&self, result: &Value) -> Result<(), ApiError> {
        let writer = self.state.get("ResultWriter");
        let is_stored = writer.is_some_and(|writer| writer.get("Resource").is_some());
        let branches = self.state.get("Branches").and_then(Value::as_array).map(Vec::len);
        let fault = match result {
            Value::Object(_) if writer.is_some() => return Ok(()),
            _ if is_stored => "Mocked result must be an object.",
            Value::Array(items) if branches.is_none_or(|branches| branches == items.len()) => {
                return Ok(());
            }
            Value::Array(_) => {
                "Mocked result must have as many items as the Parallel state has branches."
            }
            _ => "Mocked result must be an array.",
        };
        Err(ApiError::validation(fault))
    }

    /// A machine of this state and of ends for all that it leads to.
    pub(super) fn checked(&self) -> Result<Checked, ApiError> {
        let mut states = Map::from_iter([(STATE_NAME.to_owned(), self.state.clone())]);
        for next in successors(&self.state) {
            states.entry(next).or_insert_with(|| json!({ "Type": "Succeed" }));
        }
        let machine = json!({
            "QueryLanguage": self.query_language, "StartAt": STATE_NAME, "States": states
        });
        Checked::new(STATE_NAME, &machine.to_string(), WorkflowType::Standard)
    }
}

fn language(of: &Value) -> Option<&str> {
    of.get("QueryLanguage").and_then(Value::as_str)
}

/// The state called `name`, in a scope or in those within its states.
fn find<'a>(scope: &'a Value, name: &str) -> Option<&'a Value> {
    let states = scope.get("States")?.as_object()?;
    states.get(name).or_else(|| {
        states.values().find_map(|state| {
            let branches = state.get("Branches").and_then(Value::as_array);
            let processors = ["ItemProcessor", "Iterator"].map(|field| state.get(field));
            let mut scopes = branches.into_iter().flatten().chain(processors.into_iter().flatten());
            scopes.find_map(|scope| find(scope, name))
        })
    })
}

/// The names of the states that a state leads to.
fn successors(state: &Value) -> BTreeSet<String> {
    let within = ["Choices", "Catch"].map(|field| state.get(field).and_then(Value::as_array));
    let all = std::iter::once(state).chain(within.into_iter().flatten().flatten());
    all.flat_map(|from| ["Next", "Default"].map(|field| from.get(field)))
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
