//! A distributed Map says what kind of child executions it starts.

use super::{Context, Findings, declare_rule, parts};
use crate::ProcessorMode;

declare_rule! {
    /// ## What it checks
    /// `ProcessorConfig` has `ExecutionType` if, and only if, its `Mode` is `DISTRIBUTED`.
    /// ## Why it matters
    /// Standard and Express child executions differ in duration, guarantees and price; inline iterations start none.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ItemProcessor": {
    ///         "ProcessorConfig": { "Mode": "DISTRIBUTED" },
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
    pub(crate) static DISTRIBUTED_NEEDS_EXECTYPE = {
        code: "SFN067", name: "distributed-needs-exectype", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(map) = parts::map(node) else { continue };
        let Some(config) = &map.item_processor.processor_config else { continue };
        let location = node.location.field(map.processor_field.as_str()).field("ProcessorConfig");
        if ["Mode", "ExecutionType"].iter().any(|name| context.is_reported(&location.field(name))) {
            continue;
        }
        match (config.mode, &config.execution_type) {
            (Some(ProcessorMode::Distributed), None) => {
                found
                    .report(location, "a distributed Map needs `ExecutionType`")
                    .help("add `\"ExecutionType\": \"STANDARD\"` or `\"EXPRESS\"`")
                    .aws("These fields are required: [ExecutionType]");
            }
            (None | Some(ProcessorMode::Inline), Some(_)) => {
                found
                    .report(location.field("ExecutionType"), "an inline Map starts no executions")
                    .help("remove `ExecutionType`, or set `\"Mode\": \"DISTRIBUTED\"`")
                    .aws("Field 'ExecutionType' is not supported")
                    .aws_at(Some(&location));
            }
            _ => {}
        }
    }
}
