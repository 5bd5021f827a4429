//! `StartAt` and `States`, of the machine and of every nested scope.

use super::{Context, Findings, declare_rule, names_are};
use crate::graph::{ScopeKind, ScopeNode};

declare_rule! {
    /// ## What it checks
    /// The machine, every branch and every processor have `StartAt` and at least one state in `States`.
    /// ## Why it matters
    /// There is nothing to run.
    /// ## Example
    /// ```json
    /// { "States": { "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#toplevelfields>; the text was recorded from the service.
    pub(crate) static ROOT_REQUIRED = {
        code: "SFN002", name: "root-required", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for scope in context.scopes().filter(|scope| !is_missing_processor(scope)) {
        let states = scope.scope.states.is_empty().then_some("States");
        let start_at = scope.scope.start_at.is_empty().then_some("StartAt");
        let is_new = |name: &&str| !context.is_reported(&scope.location.field(name));
        let missing: Vec<_> = states.into_iter().chain(start_at).filter(is_new).collect();
        if !missing.is_empty() {
            found
                .report(scope.location.clone(), format!("{} missing or empty", names_are(&missing)))
                .aws(format!("These fields are required: [{}]", missing.join(", ")));
        }
    }
}

/// A Map that has no processor at all is the business of `map-processor-required`.
fn is_missing_processor(scope: &ScopeNode<'_>) -> bool {
    matches!(scope.kind, ScopeKind::InlineProcessor | ScopeKind::DistributedProcessor)
        && scope.scope.states.is_empty()
        && scope.scope.start_at.is_empty()
}
