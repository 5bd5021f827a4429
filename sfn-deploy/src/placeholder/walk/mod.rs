//! Visits every text of a machine in which a placeholder may stand.
//!
//! Structs are taken apart field by field, so that a new field of the model does not compile until
//! this file says what it is. State names, and what refers to them, are not texts to fill in.

mod state;

use serde_json::{Map, Value};
use sfn_asl::{PathOrNull, Quantity, Scope, State, StateKind, StateMachine, StateName};

/// Where a text stands: the state, and its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    /// `None` for fields of the machine.
    pub(crate) state: Option<StateName>,
    pub(crate) field: &'static str,
}

impl std::fmt::Display for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.state {
            Some(state) => write!(f, "`{}` of state `{state}`", self.field),
            None => write!(f, "`{}`", self.field),
        }
    }
}

/// A text and what it may turn into.
pub(super) enum Slot<'a> {
    /// Stays a text.
    Text(&'a mut String),
    /// A text that nobody executes.
    Comment(&'a mut String),
    /// The ARN of an integration.
    Resource(&'a mut String),
    /// Stands where a number is expected: the visitor may put one there.
    Number(&'a mut NumberText),
    /// Stands where a boolean is expected.
    Boolean(&'a mut BooleanText),
}

/// A text in the place of a number.
pub(super) enum NumberText {
    Text(String),
    Number(serde_json::Number),
}

/// A text in the place of a boolean.
pub(super) enum BooleanText {
    Text(String),
    Boolean(bool),
}

impl NumberText {
    pub(super) fn as_str(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
}

impl BooleanText {
    pub(super) fn as_str(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
}

/// Calls `visit` with each text, in document order.
pub(super) fn walk(machine: &mut StateMachine, visit: &mut dyn FnMut(&Site, Slot<'_>)) {
    let StateMachine { comment, query_language: _, version: _, timeout_seconds, scope } = machine;
    let mut walker = Walker { state: None, visit };
    walker.comment(comment);
    walker.quantity("TimeoutSeconds", timeout_seconds);
    walker.scope(scope);
}

struct Walker<'a> {
    state: Option<StateName>,
    visit: &'a mut dyn FnMut(&Site, Slot<'_>),
}

impl Walker<'_> {
    fn slot(&mut self, field: &'static str, slot: Slot<'_>) {
        (self.visit)(&Site { state: self.state.clone(), field }, slot);
    }

    fn scope(&mut self, Scope { start_at: _, states }: &mut Scope) {
        for (name, state) in states {
            let outer = self.state.replace(name.clone());
            self.one_state(state);
            self.state = outer;
        }
    }

    fn one_state(&mut self, state: &mut State) {
        let State { comment, query_language: _, input_path, output_path, assign, output, kind } =
            state;
        self.comment(comment);
        self.path("InputPath", input_path);
        match kind {
            StateKind::Task(task) => self.task(task),
            StateKind::Parallel(parallel) => self.parallel(parallel),
            StateKind::Map(map) => self.map(map),
            StateKind::Pass(pass) => self.pass(pass),
            StateKind::Wait(wait) => self.wait(wait),
            StateKind::Choice(choice) => self.choice(choice),
            StateKind::Succeed => {}
            StateKind::Fail(fail) => self.fail(fail),
        }
        self.object("Assign", assign);
        self.template("Output", output);
        self.path("OutputPath", output_path);
    }

    fn comment(&mut self, comment: &mut Option<String>) {
        if let Some(comment) = comment {
            self.slot("Comment", Slot::Comment(comment));
        }
    }

    fn text(&mut self, field: &'static str, text: &mut Option<String>) {
        if let Some(text) = text {
            self.slot(field, Slot::Text(text));
        }
    }

    fn texts(&mut self, field: &'static str, texts: &mut [String]) {
        for text in texts {
            self.slot(field, Slot::Text(text));
        }
    }

    fn path(&mut self, field: &'static str, path: &mut Option<PathOrNull>) {
        if let Some(PathOrNull::Path(path)) = path {
            self.slot(field, Slot::Text(path));
        }
    }

    fn quantity(&mut self, field: &'static str, quantity: &mut Option<Quantity>) {
        let Some(Quantity::Text(text)) = quantity else { return };
        let mut number = NumberText::Text(std::mem::take(text));
        self.slot(field, Slot::Number(&mut number));
        *quantity = Some(match number {
            NumberText::Text(text) => Quantity::Text(text),
            NumberText::Number(number) => Quantity::Number(number),
        });
    }

    fn number(&mut self, field: &'static str, value: &mut Value) {
        let Value::String(text) = value else { return };
        let mut number = NumberText::Text(std::mem::take(text));
        self.slot(field, Slot::Number(&mut number));
        *value = match number {
            NumberText::Text(text) => Value::String(text),
            NumberText::Number(number) => Value::Number(number),
        };
    }

    fn boolean(&mut self, field: &'static str, value: &mut Value) {
        let Value::String(text) = value else { return };
        let mut boolean = BooleanText::Text(std::mem::take(text));
        self.slot(field, Slot::Boolean(&mut boolean));
        *value = match boolean {
            BooleanText::Text(text) => Value::String(text),
            BooleanText::Boolean(boolean) => Value::Bool(boolean),
        };
    }

    fn template(&mut self, field: &'static str, template: &mut Option<Value>) {
        if let Some(template) = template {
            self.value(field, template);
        }
    }

    fn object(&mut self, field: &'static str, object: &mut Option<Map<String, Value>>) {
        if let Some(object) = object {
            self.members(field, object);
        }
    }

    fn value(&mut self, field: &'static str, value: &mut Value) {
        match value {
            Value::String(text) => self.slot(field, Slot::Text(text)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(field, item)),
            Value::Object(members) => self.members(field, members),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn members(&mut self, field: &'static str, members: &mut Map<String, Value>) {
        let filled = std::mem::take(members).into_iter().map(|(mut name, mut value)| {
            self.slot(field, Slot::Text(&mut name));
            self.value(field, &mut value);
            (name, value)
        });
        *members = filled.collect();
    }
}
