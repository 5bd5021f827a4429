//! The canonical writer: the same model gives the same bytes.
//!
//! Fields come in one fixed order (a state's `Type` first, `Next` or `End` last; the tables in
//! `fields.rs` have the same order), states and the keys of templates in the order of the model. A required
//! name that is empty stands for "missing" and is left out, so that a broken model does not gain fields.

mod choice;
mod map;
mod object;
mod state;

use indexmap::IndexMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::{Branch, ItemProcessor, Scope, State, StateMachine, StateName};
pub(crate) use object::Fields;
use object::{Object, Sink};

/// The definition as JSON text: two spaces, no trailing blanks, a newline at the end.
pub fn to_string(machine: &StateMachine) -> String {
    // The model holds nothing that JSON cannot, and a string takes everything.
    let mut text = serde_json::to_string_pretty(machine).unwrap_or_default();
    text.push('\n');
    text
}

/// The definition as JSON text without any white space.
pub fn to_compact_string(machine: &StateMachine) -> String {
    serde_json::to_string(machine).unwrap_or_default()
}

/// The definition as a JSON value whose keys stand in canonical order.
pub fn to_value(machine: &StateMachine) -> Value {
    serde_json::to_value(machine).unwrap_or_default()
}

impl Fields for StateMachine {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("Comment", self.comment.as_ref())
            .maybe("QueryLanguage", self.query_language.as_ref())
            .maybe("Version", self.version.as_ref())
            .maybe("TimeoutSeconds", self.timeout_seconds.as_ref())
            .with(|object| scope(object, &self.scope))
    }
}

/// A single state as a JSON value, as the service's `TestState` takes it.
pub fn state_to_value(state: &State) -> Value {
    serde_json::to_value(state).unwrap_or_default()
}

fn scope<S: Sink>(object: Object<S>, scope: &Scope) -> Object<S> {
    object.name("StartAt", &scope.start_at).put("States", &States(&scope.states))
}

struct States<'m>(&'m IndexMap<StateName, State>);

impl Serialize for States<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0)
    }
}

impl Fields for Branch {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("Comment", self.comment.as_ref())
            .maybe("QueryLanguage", self.query_language.as_ref())
            .with(|object| scope(object, &self.scope))
    }
}

impl Fields for ItemProcessor {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("ProcessorConfig", self.processor_config.as_ref())
            .maybe("Comment", self.comment.as_ref())
            .maybe("QueryLanguage", self.query_language.as_ref())
            .with(|object| scope(object, &self.scope))
    }
}
