//! `QueryLanguage` is one of the two: reported by the reader, since the model has no room for others.

use super::declare_rule;

declare_rule! {
    /// ## What it checks
    /// `QueryLanguage` is `JSONPath` or `JSONata`, written exactly so.
    /// ## Why it matters
    /// It says which fields a state has and how they are read, so it cannot be a placeholder either.
    /// ## Example
    /// ```json
    /// { "QueryLanguage": "Jsonata", "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>
    pub(crate) static QUERYLANGUAGE_VALUE = {
        code: "SFN014", name: "querylanguage-value", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: |_, _| {},
    };
}
