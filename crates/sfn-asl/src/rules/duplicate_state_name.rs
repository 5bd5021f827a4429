//! Names of states are unique in the whole definition.

use std::collections::BTreeMap;

use super::{Context, Findings, declare_rule};
use crate::graph::StateNode;

declare_rule! {
    /// ## What it checks
    /// No two states of the machine have the same name, those of branches and processors included.
    /// ## Why it matters
    /// AWS refuses the definition; the history and the metrics name states without their scope.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "Each",
    ///   "States": {
    ///     "Each": {
    ///       "Type": "Map",
    ///       "ItemProcessor": { "StartAt": "Each", "States": { "Each": { "Type": "Succeed" } } },
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
    ///       "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Succeed" } } },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#states-fields>; the code is in the API model of
    /// `ValidateStateMachineDefinition`.
    pub(crate) static DUPLICATE_STATE_NAME = {
        code: "SFN011", name: "duplicate-state-name", severity: Error, aws_code: Some("DUPLICATE_STATE_NAME"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    let mut first_of: BTreeMap<&str, &StateNode<'_>> = BTreeMap::new();
    for node in context.graph.states() {
        let first = *first_of.entry(node.name.as_str()).or_insert(node);
        if !std::ptr::eq(first, node) {
            let position = context.position(&first.location);
            found
                .report(node.location.clone(), format!("another state is called `{}` already", node.name))
                .help("names are unique in the whole definition; rename one of the two")
                .aws(format!("Duplicate State name: {}", node.name))
                .related("the other one stands here", first.location.clone(), position);
        }
    }
}
