//! Names with other than ASCII characters do not get into CloudWatch.

use super::{Context, Findings, declare_rule, parts};

declare_rule! {
    /// ## What it checks
    /// The `Label` of a distributed Map has ASCII characters alone.
    /// ## Why it matters
    /// AWS takes others, and its metrics do not.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "Label": "Aufträge",
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
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-statemachines.html>: names of state machines, executions,
    /// activities and labels.
    pub(crate) static NON_ASCII_NAME = {
        code: "SFN079", name: "non-ascii-name", severity: Hint, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let label = parts::map(node).and_then(|map| map.label.as_deref());
        if let Some(label) = label.filter(|label| !label.is_ascii()) {
            found
                .report(node.location.field("Label"), format!("metrics of CloudWatch leave out the label `{label}`"))
                .help("use ASCII characters");
        }
    }
}
