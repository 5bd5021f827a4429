//! Where a state leads: exactly one of `Next` and `End`.

use super::{Context, Findings, declare_rule};

declare_rule! {
    /// ## What it checks
    /// Task, Parallel, Map, Pass and Wait have either `Next` or `"End": true`.
    /// ## Why it matters
    /// With neither the state leads nowhere, with both it is unclear where.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B", "End": true }, "B": { "Type": "Succeed" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#transition>
    pub(crate) static NEXT_XOR_END = {
        code: "SFN008", name: "next-xor-end", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

const BOTH: &str = "There should only be one of the following fields: [Next, End]";
const NEITHER: &str = "This object should have only one of the following fields: [Next, End]";

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(transition) = node.state.transition() else { continue };
        if ["Next", "End"].iter().any(|name| context.is_reported(&node.location.field(name))) {
            continue;
        }
        let next = transition.next.as_ref();
        let (message, help, aws) = match (next, transition.end) {
            (Some(_), None | Some(false)) | (None, Some(true)) => continue,
            (Some(_), Some(true)) => ("a state has both `Next` and `End`", "keep one of the two", BOTH),
            (None, Some(false)) => {
                ("a state has `\"End\": false` and no `Next`", "add `Next`, or make `End` true", NEITHER)
            }
            (None, None) => ("a state has neither `Next` nor `End`", "add `Next`, or `\"End\": true`", NEITHER),
        };
        found.report(node.location.clone(), message).help(help).aws(aws);
    }
}
