//! `states` is no variable.

use super::{Context, Findings, assign_name::variable, declare_rule};

declare_rule! {
    /// ## What it checks
    /// No `Assign` sets `states`.
    /// ## Why it matters
    /// `$states` holds the state's input, result and context.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Assign": { "states": 1 }, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Assign": { "state": 1 }, "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>
    pub(crate) static ASSIGN_RESERVED = {
        code: "SFN027", name: "assign-reserved", severity: Error, aws_code: Some("RESERVED_VARIABLE_NAME"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for (location, assign) in context.assigns(node) {
            for key in assign.keys().filter(|key| variable(node, key) == "states") {
                found
                    .report(location.field(key), "`states` cannot be assigned")
                    .help("choose another name")
                    .aws("Cannot assign to reserved variable '$states'.");
            }
        }
    }
}
