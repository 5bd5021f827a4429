//! Choices that are decided before they are reached: an edge whose values settle the conditions leads on to where the
//! Choice would. So a loop that surely has a first round begins with its body.

use serde_json::Value;

use crate::{code::Code, print::simplify::simplify};

use super::graph::{Edge, Graph, Node, NodeId, NodeKind, compose, composes};
use super::substitute::substitute;

/// Lets every edge pass the Choices that its values decide.
pub(super) fn skip(graph: &mut Graph) {
    for id in 0..graph.nodes.len() {
        let edges = graph.nodes.get(id).map(Node::edges).unwrap_or_default();
        let passed: Vec<Edge> = edges.into_iter().map(|edge| pass(graph, edge)).collect();
        if let Some(node) = graph.nodes.get_mut(id) {
            for (old, new) in node.edges_mut().into_iter().zip(passed) {
                *old = new;
            }
        }
    }
    graph.start = pass(graph, &graph.start);
}

fn pass(graph: &Graph, edge: &Edge) -> Edge {
    let mut edge = edge.clone();
    let mut seen: Vec<NodeId> = Vec::new();
    while !edge.assign.is_empty() && !seen.contains(&edge.to) {
        let Some(next) = decided(graph, &edge) else { break };
        if !composes(&edge.assign, &next.assign, |_| true) {
            break;
        }
        seen.push(edge.to);
        edge = Edge { assign: compose(&edge.assign, &next.assign), to: next.to };
    }
    edge
}

/// Where the Choice at the end of the edge leads, if the edge decides that.
fn decided<'a>(graph: &'a Graph, edge: &Edge) -> Option<&'a Edge> {
    let NodeKind::Choice { rules, default } = &graph.nodes.get(edge.to)?.kind else { return None };
    for (condition, next) in rules {
        match simplify(&substitute(condition, &edge.assign)) {
            Code::Literal(Value::Bool(true)) => return Some(next),
            Code::Literal(Value::Bool(false)) => {}
            _ => return None,
        }
    }
    default.as_ref()
}
