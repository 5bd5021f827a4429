//! Fields that do not belong where they stand. The reader reports those that the model cannot hold.

use super::{Context, Findings, declare_rule};
use crate::{
    fields::{Use, use_in_state},
    write::Fields as _,
};

declare_rule! {
    /// ## What it checks
    /// Every field belongs to the object in which it stands.
    /// ## Why it matters
    /// AWS refuses fields that it does not know, so a misspelt field is never silently ignored.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Resutl": 1, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": 1, "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html>; the text was measured on
    /// `ValidateStateMachineDefinition`.
    pub(crate) static UNKNOWN_FIELD = {
        code: "SFN003", name: "unknown-field", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let state_type = node.state.state_type();
        for name in node.state.field_names() {
            if use_in_state(state_type, name) != Use::No {
                continue;
            }
            let location = node.location.field(name);
            if !context.is_reported(&location) {
                found
                    .report(location, format!("the field `{name}` does not belong in a {} state", state_type.as_str()))
                    .help("remove it")
                    .aws(format!("Field '{name}' is not supported"))
                    .aws_at(Some(&node.location));
            }
        }
    }
}
