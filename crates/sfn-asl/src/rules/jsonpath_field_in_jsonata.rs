//! Fields of JSONPath in states that speak JSONata.

use super::{Context, Findings, declare_rule, language};
use crate::QueryLanguage;

declare_rule! {
    /// ## What it checks
    /// `InputPath`, `Parameters`, `Result`, `ResultPath`, `Variable` and the other fields of JSONPath stand only in
    /// states whose language is JSONPath.
    /// ## Why it matters
    /// AWS refuses them elsewhere; in JSONata `Arguments`, `Output`, `Assign` and `Condition` do their work.
    /// ## Example
    /// ```json
    /// { "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": 1, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "Output": 1, "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>. AWS has a text for it, whose
    /// wording is unverified.
    pub(crate) static JSONPATH_FIELD_IN_JSONATA = {
        code: "SFN018", name: "jsonpath-field-in-jsonata", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    language::check(context, found, QueryLanguage::JsonPath);
}
