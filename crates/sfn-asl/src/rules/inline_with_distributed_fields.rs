//! Fields that only a distributed Map heeds.

use super::{Context, Findings, declare_rule, parts};
use crate::{MapState, write::Fields as _};

declare_rule! {
    /// ## What it checks
    /// `ItemReader`, `ItemBatcher`, `ResultWriter`, `Label` and `Tolerated…` stand in a Map only if its `Mode` is
    /// `DISTRIBUTED`.
    /// ## Why it matters
    /// An inline Map iterates over an array of its input and fails with the first failed iteration. Whether AWS refuses
    /// the definition is unverified.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "Label": "Orders",
    ///       "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Succeed" } } },
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
    ///       "Label": "Orders",
    ///       "ItemProcessor": {
    ///         "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
    ///         "StartAt": "One",
    ///         "States": { "One": { "Type": "Succeed" } }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>
    pub(crate) static INLINE_WITH_DISTRIBUTED_FIELDS = {
        code: "SFN068", name: "inline-with-distributed-fields", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        if parts::map(node).is_none_or(MapState::is_distributed) {
            continue;
        }
        for name in node.state.field_names().into_iter().filter(|name| is_distributed_field(name)) {
            found
                .report(node.location.field(name), format!("`{name}` means nothing in an inline Map"))
                .help("remove it, or set `\"Mode\": \"DISTRIBUTED\"` in `ProcessorConfig`");
        }
    }
}

fn is_distributed_field(name: &str) -> bool {
    matches!(name, "ItemReader" | "ItemBatcher" | "ResultWriter" | "Label") || name.starts_with("Tolerated")
}
