//! Which variables are read later, and assignments that nobody reads.

use std::collections::BTreeSet;

use crate::code::{Code, VariableId};

use super::graph::{Edge, Graph, Node};

type Set = BTreeSet<VariableId>;

/// The variables that each state, or something after it, reads.
pub(super) fn live(graph: &Graph) -> Vec<Set> {
    let order = graph.reachable();
    let mut live: Vec<Set> = vec![Set::new(); graph.nodes.len()];
    let own: Vec<Set> = graph.nodes.iter().map(own_reads).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for &id in order.iter().rev() {
            let (Some(node), Some(own)) = (graph.nodes.get(id), own.get(id)) else { continue };
            let mut set = own.clone();
            for edge in node.edges() {
                set.extend(before(edge, &live));
            }
            if let Some(old) = live.get_mut(id)
                && *old != set
            {
                *old = set;
                changed = true;
            }
        }
    }
    live
}

/// The variables that are read when the edge is taken, or after it.
fn before(edge: &Edge, live: &[Set]) -> Set {
    let Some(after) = live.get(edge.to) else { return Set::new() };
    let mut set: Set = after
        .iter()
        .filter(|v| edge.assign.iter().all(|(variable, _)| variable != *v))
        .copied()
        .collect();
    for (_, value) in edge.assign.iter().filter(|(variable, _)| after.contains(variable)) {
        add_reads(value, &mut set);
    }
    set
}

fn own_reads(node: &Node) -> Set {
    let mut set = Set::new();
    node.codes().into_iter().for_each(|code| add_reads(code, &mut set));
    node.scopes().iter().for_each(|scope| scope_reads(scope, &mut set));
    set
}

/// Everything that a scope reads, its own variables included, which no other scope has.
fn scope_reads(graph: &Graph, set: &mut Set) {
    let edges = graph.nodes.iter().flat_map(Node::edges).chain([&graph.start]);
    edges.flat_map(|edge| &edge.assign).for_each(|(_, value)| add_reads(value, set));
    for node in &graph.nodes {
        node.codes().into_iter().for_each(|code| add_reads(code, set));
        node.scopes().iter().for_each(|scope| scope_reads(scope, set));
    }
}

fn add_reads(code: &Code, set: &mut Set) {
    code.walk(&mut |part| {
        if let Code::Variable(id) = part {
            set.insert(*id);
        }
    });
}

/// Drops the assignments that nobody reads.
pub(super) fn drop_unread(graph: &mut Graph) {
    let live = live(graph);
    let keep = |edge: &mut Edge| {
        if let Some(after) = live.get(edge.to) {
            edge.assign.retain(|(variable, _)| after.contains(variable));
        }
    };
    graph.nodes.iter_mut().flat_map(Node::edges_mut).for_each(keep);
    keep(&mut graph.start);
}
