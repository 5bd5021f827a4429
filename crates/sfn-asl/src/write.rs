//! The canonical writer: the same model gives the same bytes.
//!
//! Fields come in one fixed order (a state's `Type` first, `Next` or `End` last; the tables in
//! `fields.rs` have the same order), states and the keys of templates in the order of the model. A required
//! name that is empty stands for "missing" and is left out, so that a broken model does not gain fields.

mod choice;
mod map;
mod object;
mod state;

use serde_json::Value;

use crate::{Branch, ItemProcessor, Scope, StateMachine};
use object::{Json, Object};

/// The definition as JSON text: two spaces, no trailing blanks, a newline at the end.
pub fn to_string(machine: &StateMachine) -> String {
    format!("{:#}\n", to_value(machine))
}

/// The definition as JSON text without any white space.
pub fn to_compact_string(machine: &StateMachine) -> String {
    to_value(machine).to_string()
}

/// The definition as a JSON value whose keys stand in canonical order.
pub fn to_value(machine: &StateMachine) -> Value {
    Object::new()
        .maybe("Comment", machine.comment.as_ref())
        .maybe("QueryLanguage", machine.query_language.as_ref())
        .maybe("Version", machine.version.as_ref())
        .maybe("TimeoutSeconds", machine.timeout_seconds.as_ref())
        .with(|object| scope(object, &machine.scope))
        .into()
}

/// A single state as a JSON value, as the service's `TestState` takes it.
pub fn state_to_value(state: &crate::State) -> Value {
    state.json()
}

fn scope(object: Object, scope: &Scope) -> Object {
    let states =
        scope.states.iter().map(|(name, state)| (name.to_string(), state.json())).collect();
    object.name("StartAt", &scope.start_at).put("States", Value::Object(states))
}

impl Json for Branch {
    fn json(&self) -> Value {
        Object::new()
            .maybe("Comment", self.comment.as_ref())
            .maybe("QueryLanguage", self.query_language.as_ref())
            .with(|object| scope(object, &self.scope))
            .into()
    }
}

impl Json for ItemProcessor {
    fn json(&self) -> Value {
        Object::new()
            .maybe("ProcessorConfig", self.processor_config.as_ref())
            .maybe("Comment", self.comment.as_ref())
            .maybe("QueryLanguage", self.query_language.as_ref())
            .with(|object| scope(object, &self.scope))
            .into()
    }
}
