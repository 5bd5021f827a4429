//! Fewer states that do the same.

use std::collections::BTreeMap;

use crate::{
    code::{Code, Root, VariableId},
    ir::Site,
};

use super::{
    catchers, decided,
    graph::{
        Assign, Edge, Exit, Graph, Node, NodeId, NodeKind, WORTH_A_STATE, compose, composes,
        is_global, reads, replace_everywhere, size,
    },
    jumps, liveness,
    substitute::substitute,
};

/// Simplifies a scope, the scopes inside it first.
pub(super) fn simplify(graph: &mut Graph) {
    for node in &mut graph.nodes {
        node.scopes_mut().iter_mut().for_each(simplify);
    }
    jumps::resolve(graph);
    decided::skip(graph);
    drop_unreachable(graph);
    join_else_if(graph);
    catchers::split(graph);
    drop_unreachable(graph);
    liveness::drop_unread(graph);
    enter(graph);
    end_early(graph);
    share_ends(graph);
    drop_unreachable(graph);
    liveness::drop_unread(graph);
}

/// Takes states that nothing leads to out of the graph's edges, so that they count for nothing.
fn drop_unreachable(graph: &mut Graph) {
    let mut reachable = vec![false; graph.nodes.len()];
    for id in graph.reachable() {
        if let Some(reachable) = reachable.get_mut(id) {
            *reachable = true;
        }
    }
    for (node, reachable) in graph.nodes.iter_mut().zip(reachable) {
        if !reachable {
            node.kind = NodeKind::Succeed { output: Code::null() };
        }
    }
}

/// A Choice whose `Default` leads to a Choice that nothing else leads to takes over its rules.
fn join_else_if(graph: &mut Graph) {
    let mut predecessors = graph.predecessors();
    for id in graph.reachable() {
        while let Some((edge, rules, default)) = else_if(graph, id, &predecessors) {
            let joined = rules.iter().map(|(condition, next)| {
                (substitute(condition, &edge.assign), through(&edge, next))
            });
            let joined: Vec<_> = joined.collect();
            let joined_default = default.map(|next| through(&edge, &next));
            if let Some(count) = predecessors.get_mut(edge.to) {
                *count = 0;
            }
            let Some(Node { kind: NodeKind::Choice { rules, default }, .. }) =
                graph.nodes.get_mut(id)
            else {
                break;
            };
            rules.extend(joined);
            *default = joined_default;
        }
    }
}

type Rules = (Edge, Vec<(Code, Edge)>, Option<Edge>);

/// The `Default` edge of a Choice and the Choice it leads to, where they can be one.
fn else_if(graph: &Graph, id: NodeId, predecessors: &[usize]) -> Option<Rules> {
    let NodeKind::Choice { default: Some(edge), .. } = &graph.nodes.get(id)?.kind else {
        return None;
    };
    let NodeKind::Choice { rules, default } = &graph.nodes.get(edge.to)?.kind else { return None };
    let repeats = edge.assign.iter().any(|(_, value)| value.is_volatile());
    (edge.to != id && predecessors.get(edge.to) == Some(&1) && !repeats)
        .then(|| (edge.clone(), rules.clone(), default.clone()))
}

/// First along one edge, then along the other.
fn through(first: &Edge, then: &Edge) -> Edge {
    Edge { assign: compose(&first.assign, &then.assign), to: then.to }
}

/// Values at the start of the scope, where no state is before: the first state takes them in, or a Pass is put before it.
fn enter(graph: &mut Graph) {
    let assign = std::mem::take(&mut graph.start.assign);
    if assign.is_empty() {
        return;
    }
    repeat_test(graph, &assign);
    let first = graph.start.to;
    if !can_take_in(graph, first, &assign) {
        let beside = graph.nodes.get(first).map(|node| node.site.clone()).unwrap_or_default();
        graph.nodes.push(Node {
            kind: NodeKind::Pass { exit: Exit::To(Edge { assign, to: first }) },
            site: Site { name: "Prepare".to_owned(), comment: None, ..beside },
        });
        graph.start.to = graph.nodes.len() - 1;
        return;
    }
    let Some(node) = graph.nodes.get_mut(first) else { return };
    for code in node.codes_mut() {
        *code = substitute(code, &assign);
    }
    for scope in node.open_scopes_mut() {
        replace_everywhere(scope, &|code| substitute(code, &assign));
    }
    for edge in node.edges_mut() {
        edge.assign = compose(&assign, &edge.assign);
    }
}

/// A loop's test at the start of the scope is written out once more, for the first round alone, so that it can take in the
/// values: no more states than with a Pass, and one less to go through.
fn repeat_test(graph: &mut Graph, assign: &Assign) {
    let first = graph.start.to;
    let Some(Node { kind: NodeKind::Choice { rules, default }, site }) = graph.nodes.get(first)
    else {
        return;
    };
    let repeated = |(variable, value): &(VariableId, Code)| {
        rules.iter().map(|(condition, _)| reads(condition, *variable)).sum::<usize>() * size(value)
    };
    if rules.len() > 1
        || graph.predecessors().get(first) == Some(&1)
        || assign.iter().map(repeated).sum::<usize>() > WORTH_A_STATE
    {
        return;
    }
    let kind = NodeKind::Choice { rules: rules.clone(), default: default.clone() };
    let test = Node { kind, site: site.clone() };
    graph.nodes.push(test);
    graph.start.to = graph.nodes.len() - 1;
    if !can_take_in(graph, graph.start.to, assign) {
        graph.nodes.pop();
        graph.start.to = first;
    }
}

/// Whether the first state of a scope can compute with the values instead of the variables.
fn can_take_in(graph: &Graph, first: NodeId, assign: &Assign) -> bool {
    let Some(node) = graph.nodes.get(first) else { return false };
    let read_here =
        |variable: &VariableId| node.codes().iter().any(|code| reads(code, *variable) > 0);
    // What such a state assigns is computed when it is left.
    let takes_time = matches!(node.kind, NodeKind::Action(_) | NodeKind::Wait { .. });
    graph.predecessors().get(first) == Some(&1)
        && !(takes_time && assign.iter().any(|(_, value)| tells_the_time(value)))
        && assign.iter().all(|(variable, value)| !value.is_volatile() || !read_here(variable))
        && node.edges().iter().all(|edge| composes(assign, &edge.assign, |_| true))
        && (node.open_scopes().is_empty() || assign.iter().all(|(_, value)| is_global(value)))
}

/// Whether the value depends on when it is computed.
fn tells_the_time(code: &Code) -> bool {
    let mut tells = false;
    code.walk(&mut |part| tells |= matches!(part, Code::Call("now" | "millis", _)));
    tells
}

/// A state that only leads to a Succeed ends the scope itself, with the output.
fn end_early(graph: &mut Graph) {
    let outputs: Vec<Option<Code>> = graph
        .nodes
        .iter()
        .map(|node| match &node.kind {
            NodeKind::Succeed { output } => Some(output.clone()),
            _ => None,
        })
        .collect();
    for node in &mut graph.nodes {
        let exit = match &mut node.kind {
            NodeKind::Action(action) => &mut action.exit,
            NodeKind::Wait { exit, .. } | NodeKind::Pass { exit } => exit,
            _ => continue,
        };
        let Some(edge) = exit.edge() else { continue };
        let Some(Some(output)) = outputs.get(edge.to) else { continue };
        let repeats = edge
            .assign
            .iter()
            .any(|(variable, value)| value.is_volatile() && reads(output, *variable) > 1);
        if !repeats {
            *exit = Exit::End(substitute(output, &edge.assign));
        }
    }
}

/// Equal ends are one state.
fn share_ends(graph: &mut Graph) {
    let mut ends: BTreeMap<String, NodeId> = BTreeMap::new();
    let mut instead: Vec<NodeId> = (0..graph.nodes.len()).collect();
    for id in graph.reachable() {
        let Some(key) = graph.nodes.get(id).and_then(|node| end_key(&node.kind)) else { continue };
        let end = *ends.entry(key).or_insert(id);
        if let Some(slot) = instead.get_mut(id) {
            *slot = end;
        }
    }
    let redirect = |edge: &mut Edge| {
        if let Some(to) = instead.get(edge.to) {
            edge.to = *to;
        }
    };
    graph.nodes.iter_mut().flat_map(Node::edges_mut).for_each(redirect);
    redirect(&mut graph.start);
}

/// Equal for ends that do the same; `None` for what is no end, or depends on where it comes from.
fn end_key(kind: &NodeKind) -> Option<String> {
    match kind {
        NodeKind::Succeed { output } if !mentions_input(output) => Some(format!("ok {output:?}")),
        NodeKind::Fail { error } => Some(format!("fail {error:?}")),
        _ => None,
    }
}

/// Whether the value depends on which state came before.
fn mentions_input(code: &Code) -> bool {
    let mut found = false;
    code.walk(&mut |part| found |= *part == Code::Root(Root::StateInput));
    found
}
