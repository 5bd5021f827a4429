//! Old names in a Map.

use super::{Context, Findings, declare_rule, parts};
use crate::{ProcessorField, QueryLanguage, Severity};

declare_rule! {
    /// ## What it checks
    /// A Map uses `ItemProcessor` and `ItemSelector` rather than their old names `Iterator` and `Parameters`.
    /// ## Why it matters
    /// The old names are deprecated, and a distributed Map needs the new ones. Having both is an error.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "Iterator": { "StartAt": "One", "States": { "One": { "Type": "Succeed" } } },
    ///       "End": true
    ///     }
    ///   }
    /// }
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
    pub(crate) static MAP_DEPRECATED = {
        code: "SFN066", name: "map-deprecated", severity: Hint, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(map) = parts::map(node) else { continue };
        if map.processor_field == ProcessorField::Iterator {
            found
                .report(node.location.field("Iterator"), "`Iterator` is the old name of `ItemProcessor`")
                .help("write `ItemProcessor`");
        }
        // In JSONata states `Parameters` is an error of its own.
        if map.parameters.is_none() || node.query_language == QueryLanguage::Jsonata {
            continue;
        }
        let location = node.location.field("Parameters");
        if map.item_selector.is_some() {
            found
                .report(location, "a Map has both `Parameters` and `ItemSelector`")
                .help("remove `Parameters`")
                .severity(Severity::Error)
                .aws_code = Some("SCHEMA_VALIDATION_FAILED");
        } else {
            found.report(location, "`Parameters` is the old name of `ItemSelector`").help("write `ItemSelector`");
        }
    }
}
