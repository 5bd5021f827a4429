//! `Type` is one of the eight: reported by the reader, since a state of the model always has a type.

use super::declare_rule;

declare_rule! {
    /// ## What it checks
    /// `Type` is there, and is one of the eight types, written exactly so.
    /// ## Why it matters
    /// The type says which fields a state has.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Sucess" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#state-type-table>; text of `ValidateStateMachineDefinition`.
    pub(crate) static BAD_TYPE = {
        code: "SFN012", name: "bad-type", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: |_, _| {},
    };
}
