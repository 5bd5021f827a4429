//! Every way out of a state leads to a state of the same scope.

use super::{Context, Findings, declare_rule};
use crate::{StateName, graph::{Edge, StateNode}, read::similar};

declare_rule! {
    /// ## What it checks
    /// `Next`, `Default`, and `Next` in `Choices` and `Catch` name a state of the same `States` object.
    /// ## Why it matters
    /// States of an outer or inner scope cannot be reached, and a misspelt name leads nowhere.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Choice",
    ///       "Choices": [{ "Variable": "$.paid", "BooleanEquals": false, "Next": "Charge" }],
    ///       "Default": "Charg"
    ///     },
    ///     "Charge": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Choice",
    ///       "Choices": [{ "Variable": "$.paid", "BooleanEquals": false, "Next": "Charge" }],
    ///       "Default": "Charge"
    ///     },
    ///     "Charge": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#transition>; code and text of `ValidateStateMachineDefinition`.
    pub(crate) static NEXT_TARGET = {
        code: "SFN005", name: "next-target", severity: Error, aws_code: Some("MISSING_TRANSITION_TARGET"),
        check: check,
    };
}

/// Comparing a name with all others takes its time; whoever has more such findings than this has another problem.
const MAX_COMPARISONS: usize = 32;

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    let mut comparisons = 0;
    for node in context.graph.states() {
        for edge in node.edges.iter().filter(|edge| edge.target.is_none()) {
            if !context.is_reported(&edge.location) {
                report(context, found, node, edge, &mut comparisons);
            }
        }
    }
}

fn report(
    context: &Context<'_>,
    found: &mut Findings<'_>,
    node: &StateNode<'_>,
    edge: &Edge<'_>,
    comparisons: &mut usize,
) {
    let name = edge.name;
    let diagnostic = found.report(edge.location.clone(), format!("there is no state `{name}` in this scope"));
    diagnostic.aws(format!("Missing 'Next' target: {name}"));
    if let Some(elsewhere) = context.graph.find(name) {
        let position = context.position(&elsewhere.location);
        diagnostic
            .help("states of another scope cannot be reached; lead to a state of this one")
            .related(format!("`{name}` stands here"), elsewhere.location.clone(), position);
    } else if *comparisons < MAX_COMPARISONS {
        *comparisons += 1;
        let scope = context.graph[node.scope].scope;
        if let Some(meant) = similar(name, scope.states.keys().map(StateName::as_str)) {
            diagnostic.help(format!("did you mean `{meant}`?"));
        }
    }
}
