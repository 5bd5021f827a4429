//! Fields that must be there. The reader reports those that are missing in the text; an empty name in the model
//! stands for a missing one.

use super::{Context, Findings, declare_rule, parts};
use crate::{DataTest, Location, StateKind, graph::StateNode};

declare_rule! {
    /// ## What it checks
    /// `Resource`, `Branches`, `Choices`, `ErrorEquals`, `Variable`, and `Next` of catchers and Choice rules are there.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Task", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#state-type-table>; the text is that of the service for a machine's
    /// required fields.
    pub(crate) static REQUIRED_FIELD = {
        code: "SFN082", name: "required-field", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for_each_required(node, |place, name, is_empty| {
            if is_empty && !context.is_reported(&place.field(name)) && !context.is_reported(place) {
                found
                    .report(place.clone(), format!("`{name}` is missing or empty"))
                    .aws(format!("These fields are required: [{name}]"));
            }
        });
    }
}

/// The place of the object, the field's name, and whether it is empty.
fn for_each_required(node: &StateNode<'_>, mut found: impl FnMut(&Location, &str, bool)) {
    match &node.state.kind {
        StateKind::Task(task) => found(&node.location, "Resource", task.resource.is_empty()),
        StateKind::Choice(choice) => found(&node.location, "Choices", choice.choices.is_empty()),
        StateKind::Map(map) => {
            if let Some(reader) = &map.item_reader {
                found(&node.location.field("ItemReader"), "Resource", reader.resource.is_empty());
            }
        }
        _ => {}
    }
    for (place, catcher) in parts::catchers(node) {
        found(&place, "Next", catcher.next.is_empty());
    }
    for (place, rule) in parts::choice_rules(node) {
        found(&place, "Next", rule.next.is_empty());
        if let Some(test) = &rule.test {
            for_each_variable(&place, test, &mut found);
        }
    }
}

fn for_each_variable(place: &Location, test: &DataTest, found: &mut impl FnMut(&Location, &str, bool)) {
    let (name, rules) = match test {
        DataTest::Compare { variable, .. } => return found(place, "Variable", variable.is_empty()),
        DataTest::Not(rule) => return for_each_variable(&place.field("Not"), &rule.test, found),
        DataTest::And(rules) => ("And", rules),
        DataTest::Or(rules) => ("Or", rules),
    };
    for (index, rule) in rules.iter().enumerate() {
        for_each_variable(&place.field(name).index(index), &rule.test, found);
    }
}
