//! A constant that looks like a path is not followed.

use super::{Context, Findings, declare_rule, expressions, parts, path::looks_looked_up};
use crate::QueryLanguage;

declare_rule! {
    /// ## What it checks
    /// `Error` and `Cause` of a Fail, and what `String…` operators of a Choice compare with, do not read as a path in JSONPath states.
    /// ## Why it matters
    /// The text itself is meant. The field with `Path` at the end of its name looks the value up. AWS takes the definition, and warns.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Fail", "Cause": "$.reason" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Fail", "CausePath": "$.reason" } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html>
    pub(crate) static PATH_FIELD_NAME = {
        code: "SFN035", name: "path-field-name", severity: Warning, aws_code: Some("NO_PATH"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states().filter(|node| node.query_language == QueryLanguage::JsonPath) {
        let mut check = |name: &str, text: &str, location: &dyn Fn() -> crate::Location| {
            if looks_looked_up(text) {
                found
                    .report(location(), format!("`{text}` is a text here, not what it looks like"))
                    .help(format!("write `{name}Path`, so that the value is looked up"));
            }
        };
        // A timestamp that looks like a path is none.
        for (name, text) in expressions::texts(node).filter(|(name, _)| *name != "Timestamp") {
            check(name, text, &|| node.location.field(name));
        }
        for (place, rule) in parts::choice_rules(node) {
            let Some(test) = &rule.test else { continue };
            parts::for_each_comparison(&place, test, &mut |place, comparison| {
                let name = comparison.operator.as_str();
                let takes_text = name.starts_with("String") && !name.ends_with("Path") && name != "StringMatches";
                if let Some(text) = comparison.operand.as_str().filter(|_| takes_text) {
                    check(name, text, &|| place.field(name));
                }
            });
        }
    }
}
