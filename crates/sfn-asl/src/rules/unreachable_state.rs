//! Every state can be reached from the start of its scope.

use super::{Context, Findings, declare_rule, missing_terminal};

declare_rule! {
    /// ## What it checks
    /// `StartAt` leads to every state of its scope.
    /// ## Why it matters
    /// AWS refuses the definition; often the way to the state was forgotten.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Succeed" }, "B": { "Type": "Succeed" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// Code and text of `ValidateStateMachineDefinition`, which says nothing about it in a workflow that has no
    /// terminal state.
    pub(crate) static UNREACHABLE_STATE = {
        code: "SFN006", name: "unreachable-state", severity: Error, aws_code: Some("MISSING_TRANSITION_TARGET"),
        check: check,
    };
}

/// A scope without a known start, or without an end, has a finding of its own that comes first.
fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for scope in context.scopes().filter(|scope| scope.start.is_some()) {
        if missing_terminal::is_missing(context, scope) {
            continue;
        }
        for node in scope.states.iter().map(|&id| &context.graph[id]).filter(|node| !node.reachable) {
            let name = node.name;
            found
                .report(node.location.clone(), format!("`StartAt` never leads to the state `{name}`"))
                .help("lead to it from another state, or remove it")
                .aws(format!("State \"{name}\" is not reachable."));
        }
    }
}
