//! Expressions of JSONata stand between `{%` and `%}`, and nothing stands around them.

use super::{Context, Findings, declare_rule, expressions, parts};
use crate::{Diagnostic, Location, Quantity, QueryLanguage, Severity};

declare_rule! {
    /// ## What it checks
    /// A string of a JSONata state that has one of `{%` and `%}` at its ends has the other one too. `Condition` is a
    /// boolean or an expression.
    /// ## Why it matters
    /// AWS refuses half an expression. With blanks around it an expression is taken as a text; that is a warning.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $states.input.total ", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $states.input.total %}", "End": true } }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>. That blanks make it a text was recorded
    /// from the service.
    pub(crate) static JSONATA_DELIMITERS = {
        code: "SFN019", name: "jsonata-delimiters", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states().filter(|node| node.query_language == QueryLanguage::Jsonata) {
        for template in context.templates(node) {
            template.for_each_text(&mut |trail, text| check_text(found, text, || trail.location()));
        }
        for field in context.quantities(node).iter().filter(|field| field.takes_expression) {
            if let Quantity::Text(text) = field.quantity {
                check_text(found, text, || field.location());
            }
        }
        for (name, text) in expressions::texts(node) {
            check_text(found, text, || node.location.field(name));
        }
        for (place, rule) in parts::choice_rules(node) {
            check_condition(context, found, &place.field("Condition"), rule.condition.as_ref());
        }
    }
}

fn check_text(found: &mut Findings<'_>, text: &str, location: impl Fn() -> Location) {
    let message = match (text.starts_with("{%"), text.ends_with("%}")) {
        (true, false) => "an expression begins with `{%`, but does not end with `%}`",
        (false, true) => "an expression ends with `%}`, but does not begin with `{%`",
        (true, true) if text.len() < 4 => "an expression has one `%` for both of its ends",
        (false, false) if is_expression(text.trim()) => {
            with_help(found.report(location(), "blanks stand around an expression, which makes it a text"))
                .severity(Severity::Warning)
                .aws_code = None;
            return;
        }
        _ => return,
    };
    with_help(found.report(location(), message)).aws("JSONata string must start with {% and end with %}");
}

fn is_expression(text: &str) -> bool {
    text.starts_with("{%") && text.ends_with("%}")
}

fn check_condition(
    context: &Context<'_>,
    found: &mut Findings<'_>,
    location: &Location,
    condition: Option<&serde_json::Value>,
) {
    let is_good = match condition {
        None | Some(serde_json::Value::Bool(_)) => true,
        // Half an expression has been reported above.
        Some(serde_json::Value::String(text)) => {
            text.contains("{%") || text.contains("%}") || text.starts_with("${")
        }
        Some(_) => false,
    };
    if !is_good && !context.is_reported(location) {
        with_help(found.report(location.clone(), "`Condition` is neither a boolean nor an expression"));
    }
}

fn with_help(diagnostic: &mut Diagnostic) -> &mut Diagnostic {
    diagnostic.help("write `{% … %}` with nothing before and behind it")
}
