//! The text itself: reported by the reader, since no model can hold what this rule is about.

use super::declare_rule;

declare_rule! {
    /// ## What it checks
    /// A definition is one JSON object, and no object in it holds the same key twice.
    /// ## Why it matters
    /// Of two states with the same key only one exists, and which one depends on the parser.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true }, "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#toplevelfields>; RFC 8259, section 4. What AWS does with a key
    /// that stands twice is unverified.
    pub(crate) static JSON_OBJECT = {
        code: "SFN001", name: "json-object", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: |_, _| {},
    };
}
