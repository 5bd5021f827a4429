//! A JSONata machine has no JSONPath states.

use super::{Context, Findings, declare_rule};
use crate::{Location, QueryLanguage};

declare_rule! {
    /// ## What it checks
    /// No state of a JSONata machine says `"QueryLanguage": "JSONPath"`; the other way round is allowed.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "QueryLanguage": "JSONPath", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }
    /// ```
    /// ## Source
    /// The text was recorded from `ValidateStateMachineDefinition`.
    pub(crate) static QUERYLANGUAGE_DOWNGRADE = {
        code: "SFN015", name: "querylanguage-downgrade", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    if context.machine.query_language != Some(QueryLanguage::Jsonata) {
        return;
    }
    for node in context.graph.states() {
        if node.state.query_language == Some(QueryLanguage::JsonPath) {
            report(found, &node.location);
        }
    }
}

fn report(found: &mut Findings<'_>, location: &Location) {
    found
        .report(location.field("QueryLanguage"), "a JSONata machine cannot hold JSONPath states")
        .help("remove `QueryLanguage` here, or set it on the single states rather than on the machine")
        .aws("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine")
        .aws_at(Some(location));
}
