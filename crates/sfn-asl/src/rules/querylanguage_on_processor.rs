//! A Map's processor has no `QueryLanguage`, and neither has a branch.

use super::{Context, Findings, declare_rule, parts};
use crate::Location;

declare_rule! {
    /// ## What it checks
    /// `ItemProcessor`, `Iterator` and the branches of a Parallel have no `QueryLanguage`.
    /// ## Why it matters
    /// AWS refuses it there, although its editor's schema allows it. The states inside follow the machine, not the
    /// state around them; each may name its own language.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "Each",
    ///   "States": {
    ///     "Each": {
    ///       "Type": "Map",
    ///       "ItemProcessor": { "QueryLanguage": "JSONata", "StartAt": "One", "States": { "One": { "Type": "Succeed" } } },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "Each",
    ///   "States": {
    ///     "Each": {
    ///       "Type": "Map",
    ///       "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Succeed", "QueryLanguage": "JSONata" } } },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// The text was measured on `ValidateStateMachineDefinition`.
    pub(crate) static QUERYLANGUAGE_ON_PROCESSOR = {
        code: "SFN016", name: "querylanguage-on-processor", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        if let Some(map) = parts::map(node)
            && map.item_processor.query_language.is_some()
        {
            report(context, found, &node.location.field(map.processor_field.as_str()), "a processor");
        }
        let branches = parts::parallel(node).map_or(&[][..], |parallel| &parallel.branches);
        for (index, branch) in branches.iter().enumerate() {
            if branch.query_language.is_some() {
                report(context, found, &node.location.field("Branches").index(index), "a branch");
            }
        }
    }
}

fn report(context: &Context<'_>, found: &mut Findings<'_>, place: &Location, what: &str) {
    let location = place.field("QueryLanguage");
    if !context.is_reported(&location) {
        found
            .report(location, format!("{what} has no `QueryLanguage`"))
            .help("set it on the states inside")
            .aws("Field 'QueryLanguage' is not supported")
            .aws_at(Some(place));
    }
}
