//! Only the outermost rule leads on: reported by the reader, since nested rules of the model have no `Next`.

use super::declare_rule;

declare_rule! {
    /// ## What it checks
    /// Rules inside `And`, `Or` and `Not` have no `Next`.
    /// ## Why it matters
    /// They are tests of the outermost rule, which is the one that leads on.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Choice",
    ///       "Choices": [{ "Not": { "Variable": "$.ok", "BooleanEquals": true, "Next": "B" }, "Next": "B" }],
    ///       "Default": "B"
    ///     },
    ///     "B": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Choice",
    ///       "Choices": [{ "Not": { "Variable": "$.ok", "BooleanEquals": true }, "Next": "B" }],
    ///       "Default": "B"
    ///     },
    ///     "B": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#choice-state>
    pub(crate) static CHOICE_NESTED_NEXT = {
        code: "SFN059", name: "choice-nested-next", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: |_, _| {},
    };
}
