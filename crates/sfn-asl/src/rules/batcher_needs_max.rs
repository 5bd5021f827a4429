//! A batcher says how large a batch is.

use super::{Context, Findings, declare_rule, parts};
use crate::{Location, Quantity, write::Fields as _};

/// The largest input of an execution.
const MAX_BYTES: u64 = 262_144;

declare_rule! {
    /// ## What it checks
    /// `ItemBatcher` has at least one of `MaxItemsPerBatch`, `MaxInputBytesPerBatch` and their `…Path` forms; the
    /// numbers are at least 1, and at most 262,144 bytes.
    /// ## Why it matters
    /// AWS refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ItemBatcher": { "BatchInput": { "source": "orders" } },
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
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ItemBatcher": { "MaxItemsPerBatch": 100, "BatchInput": { "source": "orders" } },
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
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html>
    pub(crate) static BATCHER_NEEDS_MAX = {
        code: "SFN071", name: "batcher-needs-max", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(map) = parts::map(node) else { continue };
        let Some(batcher) = &map.item_batcher else { continue };
        let place = node.location.field("ItemBatcher");
        let names = batcher.field_names();
        // In an inline Map it means nothing, and AWS does not look at it.
        if map.is_distributed() && !names.iter().any(|name| name.starts_with("Max")) && !is_reported(context, &place) {
            found
                .report(place.clone(), "a batcher does not say how large a batch is")
                .help("add `MaxItemsPerBatch` or `MaxInputBytesPerBatch`");
        }
        let limits = [
            ("MaxItemsPerBatch", &batcher.max_items_per_batch, u64::MAX),
            ("MaxInputBytesPerBatch", &batcher.max_input_bytes_per_batch, MAX_BYTES),
        ];
        for (name, quantity, most) in limits {
            if let Some(Quantity::Number(number)) = quantity
                && !number.as_u64().is_some_and(|value| (1..=most).contains(&value))
            {
                found
                    .report(place.field(name), format!("`{name}` cannot be {number}"))
                    .help("write a whole number from 1; a batch has 262144 bytes at most");
            }
        }
    }
}

fn is_reported(context: &Context<'_>, place: &Location) -> bool {
    ["MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"]
        .iter()
        .any(|name| context.is_reported(&place.field(name)))
}
