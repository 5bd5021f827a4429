//! The expressions of JSONata states.

use std::ops::Range;

use sfn_query::jsonata::{Reads, SyntaxError, expression_in};

use super::{Findings, quantities::QuantityField, templates::Template};
use crate::{Diagnostic, Location, Quantity, QueryLanguage, StateKind, graph::StateNode};

/// What the expressions of a state are. Each is parsed once, for all rules.
#[derive(Default)]
pub(super) struct Expressions {
    /// Those that parse.
    pub(super) parsed: Vec<Expression>,
    /// What AWS refuses in an expression wherever it stands.
    pub(super) flaws: Vec<Flaw>,
}

/// An expression that parses.
pub(super) struct Expression {
    pub(super) place: Place,
    pub(super) location: Location,
    pub(super) reads: Reads,
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In `Output` or `Assign` of the state.
    Exit,
    /// In `Output` or `Assign` of a catcher.
    Catch,
    /// Anywhere else.
    Other,
}

/// Something wrong in an expression.
pub(super) struct Flaw {
    location: Location,
    /// The string that the expression stands in.
    text: String,
    /// The bytes of the string that are wrong.
    span: Option<Range<usize>>,
    pub(super) kind: FlawKind,
}

pub(super) enum FlawKind {
    /// It does not parse.
    Syntax(SyntaxError),
    /// It reads this name of its context: a bare name, `$` or `$$`.
    Context(String),
}

impl Flaw {
    /// Reports it at its place in the text, where there is one.
    pub(super) fn report<'f>(
        &self,
        found: &'f mut Findings<'_>,
        message: impl Into<String>,
    ) -> &'f mut Diagnostic {
        let value = found.positions.and_then(|positions| positions.value(&self.location));
        let part = value.zip(self.span.clone());
        let part = part.and_then(|(value, bytes)| value.part(&self.text, bytes));
        found.report(self.location.clone(), message).at(part)
    }

    /// The string, from what is wrong on.
    pub(super) fn rest(&self) -> &str {
        let start = self.span.as_ref().map_or(0, |span| span.start);
        self.text.get(start..).unwrap_or_default()
    }
}

/// The expressions of a state.
pub(super) fn of(
    node: &StateNode<'_>,
    templates: &[Template<'_>],
    quantities: &[QuantityField<'_>],
) -> Expressions {
    let mut all = Expressions::default();
    if node.query_language != QueryLanguage::Jsonata {
        return all;
    }
    for template in templates {
        let is_choice = matches!(node.state.kind, StateKind::Choice(_));
        let place = match (template.field, &*template.place) {
            ("Output" | "Assign", _) if is_choice => Place::Other,
            ("Output" | "Assign", place) if *place == node.location => Place::Exit,
            ("Output" | "Assign", _) => Place::Catch,
            _ => Place::Other,
        };
        template.for_each_text(&mut |trail, text| all.add(place, text, &|| trail.location()));
    }
    for field in quantities.iter().filter(|field| field.takes_expression) {
        if let Quantity::Text(text) = field.quantity {
            all.add(Place::Other, text, &|| field.location());
        }
    }
    for (name, text) in texts(node) {
        all.add(Place::Other, text, &|| node.location.field(name));
    }
    all
}

impl Expressions {
    fn add(&mut self, place: Place, text: &str, location: &dyn Fn() -> Location) {
        let Some(expression) = expression_in(text) else { return };
        // `{%` and the blanks behind it.
        let offset = text.len() - text.strip_prefix("{%").map_or("", str::trim_start).len();
        let in_text = |bytes: &Range<usize>| bytes.start + offset..bytes.end + offset;
        let mut flaw = |span, kind| {
            self.flaws.push(Flaw { location: location(), text: text.to_owned(), span, kind });
        };
        match Reads::of(expression) {
            Ok(reads) => {
                let mut told: Vec<&str> = Vec::new();
                for read in reads.context() {
                    if !told.contains(&read.name.as_str()) {
                        told.push(&read.name);
                        flaw(Some(in_text(&read.span)), FlawKind::Context(read.name.clone()));
                    }
                }
                self.parsed.push(Expression { place, location: location(), reads });
            }
            // What will stand in place of a placeholder is not known.
            Err(_) if expression.contains("${") => {}
            Err(error) => {
                flaw(error.span.as_ref().map(in_text), FlawKind::Syntax(error));
            }
        }
    }
}

/// The texts of a state that are no templates.
pub(super) fn texts<'n>(node: &StateNode<'n>) -> impl Iterator<Item = (&'static str, &'n str)> {
    let texts = match &node.state.kind {
        StateKind::Fail(fail) => vec![("Error", &fail.error), ("Cause", &fail.cause)],
        StateKind::Wait(wait) => vec![("Timestamp", &wait.timestamp)],
        _ => Vec::new(),
    };
    texts.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{WorkflowType, read, rules};

    /// What is found of names and of `$states` in a definition whose first state this is.
    fn found(state: &serde_json::Value) -> Vec<String> {
        let definition = json!({
            "QueryLanguage": "JSONata",
            "StartAt": "A",
            "States": { "A": state, "Z": { "Type": "Succeed" } }
        });
        let machine = read::value(&definition).machine.unwrap();
        let found = rules::check(&machine, WorkflowType::Standard, None);
        let ours = found
            .iter()
            .filter(|found| ["SFN021", "SFN024", "SFN025", "SFN026"].contains(&found.code));
        ours.filter_map(|found| Some(format!("{} {}", found.code, found.location.as_ref()?)))
            .collect()
    }

    #[test]
    fn a_name_needs_something_that_it_is_a_member_of() {
        let task = json!({
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Z",
            "Arguments": { "FunctionName": "f", "Payload": { "a": "{% order & order.id %}", "b": "{% $[0] %}" } },
            "TimeoutSeconds": "{% $sum([1, wait]) %}",
            "Assign": {
                "ok": "{% $states.result.Payload.lines[price > $.limit]^(price).{ 'a': name }{ kind: $ } %}",
                "map": "{% $map($states.input.list, function($x) { $x.name & other }) %}",
                "root": "{% $states.input.list.($$.all) %}",
                "text": "{% 'order' %}"
            }
        });
        assert_eq!(
            found(&task),
            [
                "SFN021 /States/A/Arguments/Payload/a",
                "SFN021 /States/A/Arguments/Payload/b",
                "SFN021 /States/A/Assign/map",
                "SFN021 /States/A/Assign/root",
                "SFN021 /States/A/TimeoutSeconds"
            ]
        );
    }

    #[test]
    fn results_and_errors_are_read_where_they_are() {
        let task = json!({
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Z",
            "Arguments": { "FunctionName": "f", "Payload": "{% $states.result %}" },
            "TimeoutSeconds": "{% $states.errorOutput.n %}",
            "Output": { "a": ["{% $states.result %}", "{% 'no $states.errorOutput' %}"] },
            "Assign": { "e": "{% $states.errorOutput %}" },
            "Catch": [{
                "ErrorEquals": ["States.ALL"], "Next": "Z",
                "Output": "{% $states.errorOutput.Error %}", "Assign": { "r": "{% $states.result %}" }
            }]
        });
        assert_eq!(
            found(&task),
            [
                "SFN024 /States/A/Arguments/Payload",
                "SFN025 /States/A/Assign/e",
                "SFN024 /States/A/Catch[0]/Assign/r",
                "SFN025 /States/A/TimeoutSeconds"
            ]
        );
        let choice = json!({ "Type": "Choice", "Default": "Z", "Choices": [{
            "Condition": "{% $states.result = 1 %}", "Output": "{% $states.errorOutput %}", "Next": "Z"
        }] });
        assert_eq!(
            found(&choice),
            ["SFN024 /States/A/Choices[0]/Condition", "SFN025 /States/A/Choices[0]/Output"]
        );
        let fail = json!({ "Type": "Fail", "Cause": "{% $states.result %}" });
        assert_eq!(found(&fail), ["SFN024 /States/A/Cause"]);
        let pass = json!({ "Type": "Pass", "Next": "Z",
            "Output": "{% $states.inputs & $states.input.inputs & $states.context.x %}" });
        assert_eq!(found(&pass), ["SFN026 /States/A/Output"]);
    }
}
