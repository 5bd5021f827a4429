//! From statements to states: the fewest that do the same.
//!
//! 1. [`construct`](construct): backwards over the statements, each with the edge that leads on from it. An edge holds
//!    the values that are assigned on the way, so a plain `let` needs no state: it rides on the edge before it.
//! 2. [`simplify`](simplify): jumps, catchers, else-if chains, values at the start of a scope, equal ends, values nobody reads.
//! 3. [`emit`](emit): names, order, and the [`StateMachine`](sfn_asl::StateMachine).

mod catchers;
mod construct;
mod decided;
mod emit;
mod errors;
mod graph;
mod jumps;
mod liveness;
mod nested;
pub(crate) mod race;
mod simplify;
mod substitute;
mod tries;

pub(crate) use emit::emit;

use crate::ir::Block;

/// The states of a workflow's body.
pub(crate) fn lower(body: &Block, variables: &[VariableInfo]) -> graph::Graph {
    let mut graph = construct::construct(body, variables);
    simplify::simplify(&mut graph);
    graph
}

/// What is known of a variable.
#[derive(Clone, Debug)]
pub(crate) struct VariableInfo {
    /// Its name in Rust.
    pub(crate) name: String,
    /// Whether its value never changes.
    pub(crate) stable: bool,
    /// Whether the name is only a stand-in until the workflow gives one.
    pub(crate) unnamed: bool,
}
