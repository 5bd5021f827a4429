//! The label of a distributed Map, which names its child executions.

use std::collections::BTreeMap;

use super::{Context, Findings, declare_rule, parts};
use crate::Location;

/// The longest label, in characters.
const MAX_LENGTH: usize = 40;

/// Characters that no label holds, besides white space and control characters.
const FORBIDDEN: &str = "?*<>{}[]:;,\\|^~$#%&`\"";

declare_rule! {
    /// ## What it checks
    /// `Label` has 1 to 40 characters, no white space, no control characters and none of ``? * < > { } [ ] : ; , \ | ^
    /// ~ $ # % & ` "``, and no other Map of the definition has it.
    /// ## Why it matters
    /// AWS puts it into the ARNs of the Map Runs and child executions.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "Label": "all orders",
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
    ///       "Label": "AllOrders",
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
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>; the codes are in the API
    /// model of `ValidateStateMachineDefinition`.
    pub(crate) static LABEL = {
        code: "SFN069", name: "label", severity: Error, aws_code: Some("INVALID_LABEL_NAME"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    let mut first_of: BTreeMap<&str, Location> = BTreeMap::new();
    for node in context.states() {
        let Some(label) = parts::map(node).and_then(|map| map.label.as_deref()) else { continue };
        let location = node.location.field("Label");
        if let Some(message) = fault(label) {
            found.report(location.clone(), message).help("use letters, digits, `-` and `_`");
        }
        if let Some(first) = first_of.get(label) {
            let position = context.position(first);
            let diagnostic = found
                .report(location, format!("another Map has the label `{label}` already"))
                .help("labels are unique in the whole definition; change one of the two")
                .related("the other one stands here", first.clone(), position)
                .aws(format!("Duplicate Label name: {label}"));
            diagnostic.aws_code = Some("DUPLICATE_LABEL_NAME");
        } else {
            first_of.insert(label, location);
        }
    }
}

fn fault(label: &str) -> Option<String> {
    let length = label.chars().count();
    if label.contains("${") {
        None
    } else if length == 0 || length > MAX_LENGTH {
        Some(format!("a label has {length} characters, 1 to {MAX_LENGTH} are allowed"))
    } else {
        let forbidden = |c: &char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(*c);
        label.chars().find(forbidden).map(|c| format!("a label holds `{}`", c.escape_debug()))
    }
}
