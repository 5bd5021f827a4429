//! Inner scopes assign no variables of outer ones.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Findings, assign_name::variable, declare_rule};
use crate::{Location, ScopeKind, graph::{ScopeId, StateId, StateNode}};

declare_rule! {
    /// ## What it checks
    /// No state of a branch or processor assigns a variable that an outer scope may have assigned before.
    /// ## Why it matters
    /// Inner scopes can read outer variables, but not set them.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Pass", "Assign": { "total": 0 }, "Next": "B" },
    ///     "B": {
    ///       "Type": "Parallel",
    ///       "Branches": [
    ///         { "StartAt": "C", "States": { "C": { "Type": "Pass", "Assign": { "total": 1 }, "End": true } } }
    ///       ],
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
    ///     "A": { "Type": "Pass", "Assign": { "total": 0 }, "Next": "B" },
    ///     "B": {
    ///       "Type": "Parallel",
    ///       "Branches": [
    ///         { "StartAt": "C", "States": { "C": { "Type": "Pass", "Assign": { "part": 1 }, "End": true } } }
    ///       ],
    ///       "Assign": { "part": 2 },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>. That a Parallel's catcher may
    /// assign a name of its own branches was recorded from the service. Whether the child executions of a distributed Map,
    /// which cannot read outer variables, may use their names is unverified; this rule lets them.
    pub(crate) static ASSIGN_SHADOW = {
        code: "SFN029", name: "assign-shadow", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

/// Who assigns each variable of each scope, and where.
type Variables<'m> = BTreeMap<(ScopeId, &'m str), BTreeMap<StateId, Location>>;

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    let variables = variables(context);
    let mut seen = BTreeSet::new();
    for node in context.states().filter(|node| node.depth > 0) {
        for (location, assign) in context.assigns(node) {
            for key in assign.keys() {
                let name = variable(node, key);
                let Some(outer) = outer(context, &variables, node, name) else { continue };
                if seen.insert((node.scope, name.to_owned())) {
                    let position = context.position(&outer);
                    found
                        .report(location.field(key), format!("the variable `{name}` belongs to an outer scope"))
                        .help("choose another name; inner scopes cannot set outer variables")
                        .related("it is assigned here", outer, position);
                }
            }
        }
    }
}

fn variables<'n>(context: &'n Context<'_>) -> Variables<'n> {
    let mut all = Variables::new();
    for node in context.states() {
        for (location, assign) in context.assigns(node) {
            for key in assign.keys() {
                all.entry((node.scope, variable(node, key)))
                    .or_default()
                    .entry(node.id)
                    .or_insert_with(|| location.field(key));
            }
        }
    }
    all
}

/// Where a scope around this state may have assigned this variable before.
fn outer(context: &Context<'_>, variables: &Variables<'_>, node: &StateNode<'_>, name: &str) -> Option<Location> {
    let graph = &context.graph;
    let within_execution = graph.scopes_around(node).take_while(|scope| scope.kind != ScopeKind::DistributedProcessor);
    let mut parents = within_execution.filter_map(|scope| scope.parent);
    parents.find_map(|parent| {
        let assigned = variables.get(&(graph[parent].scope, name))?;
        let location = graph.predecessors(parent).find_map(|state| assigned.get(&state))?;
        Some(location.clone())
    })
}
