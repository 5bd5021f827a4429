//! Places that are no states: where a loop without a condition begins, and where several ways meet.
//!
//! Edges that lead there lead on to what comes after, with the values of both. Where that would compute something twice
//! that differs each time, or repeat something long, the place becomes a Pass.

use super::{
    graph::{Edge, Exit, Graph, Node, NodeId, NodeKind, compose, composes},
    liveness::{self, Set},
};

/// Takes every such place out of the graph, or makes it a state.
pub(super) fn resolve(graph: &mut Graph) {
    if graph.nodes.iter().all(|node| node.jump().is_none()) {
        return;
    }
    let live = liveness::live(graph);
    // A place where ways meet is recorded after what follows it, so that one step is enough for most.
    for id in 0..graph.nodes.len() {
        let Some(edge) = graph.nodes.get(id).and_then(Node::jump).cloned() else { continue };
        let edge = follow(graph, id, edge, &live);
        if let Some(node) = graph.nodes.get_mut(id) {
            node.kind = NodeKind::Jump(edge);
        }
    }
    for id in 0..graph.nodes.len() {
        let Some(node) = graph.nodes.get(id) else { continue };
        if node.jump().is_some() {
            continue;
        }
        let edges: Vec<Edge> =
            node.edges().into_iter().map(|edge| follow(graph, id, edge.clone(), &live)).collect();
        if let Some(node) = graph.nodes.get_mut(id) {
            for (old, new) in node.edges_mut().into_iter().zip(edges) {
                *old = new;
            }
        }
    }
    graph.start = follow(graph, NodeId::MAX, graph.start.clone(), &live);
    for node in &mut graph.nodes {
        if let NodeKind::Jump(edge) = &node.kind {
            node.kind = NodeKind::Pass { exit: Exit::To(edge.clone()) };
            if !node.site.name.starts_with("Set ") {
                node.site.name = format!("Set {}", node.site.name);
            }
        }
    }
}

/// The edge as far as it leads without a state.
fn follow(graph: &Graph, from: NodeId, mut edge: Edge, live: &[Set]) -> Edge {
    let mut seen = vec![from];
    while !seen.contains(&edge.to) {
        let Some(next) = graph.nodes.get(edge.to).and_then(Node::jump) else { break };
        let later = |variable| live.get(next.to).is_none_or(|live| live.contains(variable));
        // A loop in which nothing happens still is a state that goes round for ever.
        if next.to == edge.to || !composes(&edge.assign, &next.assign, later) {
            break;
        }
        seen.push(edge.to);
        edge = Edge { assign: compose(&edge.assign, &next.assign), to: next.to };
    }
    edge
}
