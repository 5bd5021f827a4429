//! Only Task, Parallel and Map retry and catch: reported by the reader, since the model has no room elsewhere.

use super::declare_rule;

declare_rule! {
    /// ## What it checks
    /// Pass, Wait, Choice, Succeed and Fail have neither `Retry` nor `Catch`.
    /// ## Why it matters
    /// AWS refuses the definition. An expression that fails in such a state fails the execution.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Retry": [{ "ErrorEquals": ["States.ALL"] }], "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#state-type-table>; the text was measured on
    /// `ValidateStateMachineDefinition`.
    pub(crate) static RETRY_ON_UNSUPPORTED = {
        code: "SFN055", name: "retry-on-unsupported", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: |_, _| {},
    };
}
