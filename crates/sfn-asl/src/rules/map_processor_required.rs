//! A Map has one processor.

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// A Map has exactly one of `ItemProcessor` and its old name `Iterator`.
    /// ## Why it matters
    /// The processor holds the states of an iteration.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Map", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Succeed" } } },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html>
    pub(crate) static MAP_PROCESSOR_REQUIRED = {
        code: "SFN065", name: "map-processor-required", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

/// A processor that was never set is an empty one in the model.
fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(map) = parts::map(node) else { continue };
        let scope = &map.item_processor.scope;
        let field = map.processor_field.as_str();
        let is_reported = context.is_reported(&node.location.field(field).field("States"));
        if scope.states.is_empty() && scope.start_at.is_empty() && !is_reported {
            found
                .report(node.location.clone(), format!("`{field}` is missing"))
                .help("write the states of an iteration in `ItemProcessor`")
                .aws("This object should have only one of the following fields: [ItemProcessor, Iterator]");
        }
    }
}
