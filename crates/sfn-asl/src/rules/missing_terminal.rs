//! Every scope can end.

use super::{Context, Findings, declare_rule};
use crate::{
    Severity,
    graph::{ScopeKind, ScopeNode},
};

declare_rule! {
    /// ## What it checks
    /// The machine, every branch and every processor have a state that ends it: `"End": true`, Succeed or Fail.
    /// ## Why it matters
    /// It would run until it times out. AWS refuses a machine without such a state; of a branch or a processor it says nothing,
    /// so there it is a warning.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "A" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#terminal-state>; code and text of `ValidateStateMachineDefinition`,
    /// which gives no location.
    pub(crate) static MISSING_TERMINAL = {
        code: "SFN007", name: "missing-terminal", severity: Error, aws_code: Some("MISSING_END_STATE"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for scope in context.scopes().filter(|scope| is_missing(context, scope)) {
        let diagnostic = found
            .report(scope.location.clone(), "no state of this scope ends it")
            .help("give one state `\"End\": true`, or add a Succeed or Fail state")
            .aws("Workflow has no terminal state")
            .aws_at(None);
        if scope.kind != ScopeKind::Machine {
            diagnostic.severity(Severity::Warning).aws_code = None;
        }
    }
}

/// States that could not be read may have been meant to end the scope.
pub(super) fn is_missing(context: &Context<'_>, scope: &ScopeNode<'_>) -> bool {
    let mut states = scope.states.iter().map(|&id| &context.graph[id]);
    !scope.states.is_empty() && !states.any(|node| node.is_terminal() || context.is_reported(&node.location))
}
