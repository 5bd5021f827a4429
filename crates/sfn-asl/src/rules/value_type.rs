//! Values have the type that their field needs. The reader reports types that the model cannot hold.

use super::{Context, Findings, declare_rule};
use crate::{Location, Quantity, QueryLanguage};

declare_rule! {
    /// ## What it checks
    /// Every value has the type that its field needs. Where a number belongs, a text may stand only if it is a
    /// `${Placeholder}`, or, in JSONata states, a `{% … %}` expression.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": "30", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 30, "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html>
    pub(crate) static VALUE_TYPE = {
        code: "SFN081", name: "value-type", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    if let Some(timeout) = &context.machine.timeout_seconds {
        check_quantity(found, "TimeoutSeconds", timeout, false, || Location::root().field("TimeoutSeconds"));
    }
    for node in context.states() {
        let is_jsonata = node.query_language == QueryLanguage::Jsonata;
        for field in context.quantities(node) {
            let takes_expression = is_jsonata && field.takes_expression;
            check_quantity(found, field.name, field.quantity, takes_expression, || field.location());
        }
    }
}

fn check_quantity(
    found: &mut Findings<'_>,
    name: &str,
    quantity: &Quantity,
    takes_expression: bool,
    location: impl Fn() -> Location,
) {
    let Quantity::Text(text) = quantity else { return };
    let is_expression = text.starts_with("{%") || text.ends_with("%}");
    if text.contains("${") || (is_expression && takes_expression) {
        return;
    }
    let diagnostic = found.report(location(), format!("`{name}` must be a number, but is a string"));
    if name != "BackoffRate" {
        diagnostic.aws("Expected value of type Integer");
    }
    if text.parse::<f64>().is_ok() {
        diagnostic.help("remove the quotes");
    } else if is_expression {
        diagnostic.help("an expression may not stand here; write a number");
    } else if takes_expression {
        diagnostic.help("write a number, or an expression between `{%` and `%}`");
    }
}
