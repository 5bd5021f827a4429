//! `StartAt` names a state of its own scope.

use super::{Context, Findings, declare_rule};
use crate::{StateName, read::similar};

declare_rule! {
    /// ## What it checks
    /// `StartAt` names a state of the same `States` object.
    /// ## Why it matters
    /// The execution could not begin.
    /// ## Example
    /// ```json
    /// { "StartAt": "Charg", "States": { "Charge": { "Type": "Succeed" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "Charge", "States": { "Charge": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#toplevelfields>; code and text of
    /// `ValidateStateMachineDefinition`.
    pub(crate) static START_AT_TARGET = {
        code: "SFN004", name: "start-at-target", severity: Error, aws_code: Some("MISSING_TRANSITION_TARGET"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for scope in context.scopes() {
        let start_at = &scope.scope.start_at;
        let location = scope.location.field("StartAt");
        let is_known = scope.start.is_some() || start_at.is_empty() || scope.scope.states.is_empty();
        if is_known || context.is_reported(&location) {
            continue;
        }
        let diagnostic = found.report(location, format!("there is no state `{start_at}` to start at"));
        diagnostic.aws(format!("Missing 'Next' target: {start_at}"));
        if let Some(name) = similar(start_at, scope.scope.states.keys().map(StateName::as_str)) {
            diagnostic.help(format!("did you mean `{name}`?"));
        }
    }
}
