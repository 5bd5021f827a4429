//! What expressions read of `$states`.

use sfn_query::jsonata::Expression;

use super::Context;
use crate::{Location, Quantity, QueryLanguage, StateKind, graph::StateNode};

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

/// What is asked of an expression.
type Visit<'v> = &'v mut dyn FnMut(&StateNode<'_>, Place, &Expression, &dyn Fn() -> Location);

/// Visits the expressions whose text `may_matter`; an expression that does not parse is reported elsewhere.
pub(super) fn for_each(context: &Context<'_>, may_matter: fn(&str) -> bool, visit: Visit<'_>) {
    for node in context.states().filter(|node| node.query_language == QueryLanguage::Jsonata) {
        let mut text = |place, text: &str, location: &dyn Fn() -> Location| {
            if text.contains("$states")
                && may_matter(text)
                && let Some(inner) =
                    text.strip_prefix("{%").and_then(|text| text.strip_suffix("%}"))
                && let Ok(expression) = Expression::compile(inner)
            {
                visit(node, place, &expression, location);
            }
        };
        for template in context.templates(node) {
            let is_choice = matches!(node.state.kind, StateKind::Choice(_));
            let place = match (template.field, &*template.place) {
                ("Output" | "Assign", _) if is_choice => Place::Other,
                ("Output" | "Assign", place) if *place == node.location => Place::Exit,
                ("Output" | "Assign", _) => Place::Catch,
                _ => Place::Other,
            };
            template.for_each_text(&mut |trail, found| text(place, found, &|| trail.location()));
        }
        for field in context.quantities(node) {
            if let Quantity::Text(found) = field.quantity {
                text(Place::Other, found, &|| field.location());
            }
        }
        for (name, found) in texts(node) {
            text(Place::Other, found, &|| node.location.field(name));
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

    /// The findings of the three rules in a definition whose first state this is.
    fn found(state: &serde_json::Value) -> Vec<String> {
        let definition = json!({
            "QueryLanguage": "JSONata",
            "StartAt": "A",
            "States": { "A": state, "Z": { "Type": "Succeed" } }
        });
        let machine = read::value(&definition).machine.unwrap();
        let found = rules::check(&machine, WorkflowType::Standard, None);
        let ours =
            found.iter().filter(|found| ["SFN024", "SFN025", "SFN026"].contains(&found.code));
        ours.filter_map(|found| Some(format!("{} {}", found.code, found.location.as_ref()?)))
            .collect()
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
