//! Fields of JSONata in states that speak JSONPath.

use super::{Context, Findings, declare_rule, language};
use crate::QueryLanguage;

declare_rule! {
    /// ## What it checks
    /// `Arguments`, `Output`, `Items` and `Condition` stand only in states whose language is JSONata.
    /// ## Why it matters
    /// AWS refuses them elsewhere. The states inside a Map or Parallel follow the machine's language, not that of the
    /// state around them.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Output": "{% 1 %}", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "Output": "{% 1 %}", "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>; the text was measured on
    /// `ValidateStateMachineDefinition`.
    pub(crate) static JSONATA_FIELD_IN_JSONPATH = {
        code: "SFN017", name: "jsonata-field-in-jsonpath", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    language::check(context, found, QueryLanguage::Jsonata);
}
