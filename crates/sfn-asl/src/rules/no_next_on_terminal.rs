//! States that lead on by themselves have neither `Next` nor `End`: reported by the reader, since the model has no
//! room for them.

use super::declare_rule;

declare_rule! {
    /// ## What it checks
    /// Choice, Succeed and Fail have neither `Next` nor `End`.
    /// ## Why it matters
    /// Succeed and Fail end by themselves, and a Choice leads on through `Choices` and `Default`.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Succeed", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#state-type-table>; the text was measured on
    /// `ValidateStateMachineDefinition`.
    pub(crate) static NO_NEXT_ON_TERMINAL = {
        code: "SFN009", name: "no-next-on-terminal", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: |_, _| {},
    };
}
