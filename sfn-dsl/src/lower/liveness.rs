//! Which variables are read later, and assignments that nobody reads.

use crate::code::{Code, VariableId};

use super::graph::{Edge, Graph, Node};

/// A set of variables, a bit for each.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    const fn place(variable: VariableId) -> (usize, u64) {
        (variable.0 as usize / 64, 1 << (variable.0 % 64))
    }

    pub(super) fn insert(&mut self, variable: VariableId) {
        let (word, bit) = Self::place(variable);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    fn remove(&mut self, variable: VariableId) {
        let (word, bit) = Self::place(variable);
        if let Some(word) = self.0.get_mut(word) {
            *word &= !bit;
        }
    }

    pub(super) fn contains(&self, variable: VariableId) -> bool {
        let (word, bit) = Self::place(variable);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    fn extend(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Adds every variable that the code reads.
    pub(super) fn add_reads(&mut self, code: &Code) {
        code.walk(&mut |part| {
            if let Code::Variable(id) = part {
                self.insert(*id);
            }
        });
    }
}

/// The variables that each state, or something after it, reads.
pub(super) fn live(graph: &Graph) -> Vec<Set> {
    let order = graph.reachable();
    let mut live = vec![Set::default(); graph.nodes.len()];
    for &id in &order {
        if let (Some(node), Some(set)) = (graph.nodes.get(id), live.get_mut(id)) {
            own_reads(node, set);
        }
    }
    let mut changed = true;
    while changed {
        changed = false;
        for &id in order.iter().rev() {
            let (Some(node), Some(old)) = (graph.nodes.get(id), live.get(id)) else { continue };
            let mut set = old.clone();
            for edge in node.edges() {
                add_before(edge, &live, &mut set);
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

/// Adds the variables that are read when the edge is taken, or after it.
fn add_before(edge: &Edge, live: &[Set], set: &mut Set) {
    let Some(after) = live.get(edge.to) else { return };
    if edge.assign.is_empty() {
        set.extend(after);
        return;
    }
    let mut kept = after.clone();
    edge.assign.iter().for_each(|(variable, _)| kept.remove(*variable));
    set.extend(&kept);
    for (_, value) in edge.assign.iter().filter(|(variable, _)| after.contains(*variable)) {
        set.add_reads(value);
    }
}

/// Adds everything that the state and the edges that leave it read.
pub(super) fn node_reads(node: &Node, set: &mut Set) {
    own_reads(node, set);
    for edge in node.edges() {
        edge.assign.iter().for_each(|(_, value)| set.add_reads(value));
    }
}

fn own_reads(node: &Node, set: &mut Set) {
    node.codes().into_iter().for_each(|code| set.add_reads(code));
    node.scopes().iter().for_each(|scope| scope_reads(scope, set));
}

/// Everything that a scope reads, its own variables included, which no other scope has.
fn scope_reads(graph: &Graph, set: &mut Set) {
    let edges = graph.nodes.iter().flat_map(Node::edges).chain([&graph.start]);
    edges.flat_map(|edge| &edge.assign).for_each(|(_, value)| set.add_reads(value));
    for node in &graph.nodes {
        own_reads(node, set);
    }
}

/// Drops the assignments that nobody reads, or that change nothing.
pub(super) fn drop_unread(graph: &mut Graph) {
    let live = live(graph);
    let keep = |edge: &mut Edge| {
        if let Some(after) = live.get(edge.to) {
            edge.assign.retain(|(variable, value)| {
                after.contains(*variable) && *value != Code::Variable(*variable)
            });
        }
    };
    graph.nodes.iter_mut().flat_map(Node::edges_mut).for_each(keep);
    keep(&mut graph.start);
}
