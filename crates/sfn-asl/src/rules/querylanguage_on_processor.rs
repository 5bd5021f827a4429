//! A Map's processor has no `QueryLanguage`.

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// `ItemProcessor` and `Iterator` have no `QueryLanguage`.
    /// ## Why it matters
    /// AWS refuses it there, although its editor's schema allows it. The states inside follow the machine, not the
    /// Map; each may name its own language.
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
        let Some(map) = parts::map(node) else { continue };
        if map.item_processor.query_language.is_some() {
            let processor = node.location.field(map.processor_field.as_str());
            found
                .report(processor.field("QueryLanguage"), "a processor has no `QueryLanguage`")
                .help("set it on the states inside")
                .aws("Field 'QueryLanguage' is not supported")
                .aws_at(Some(&processor));
        }
    }
}
