//! A catcher that leads to a Choice over the name of what it caught becomes a catcher for each name; one that only repeats
//! what it caught is none.

use crate::code::{BinaryOperator, Code, Root, VariableId};

use super::graph::{Edge, Graph, Node, NodeId, NodeKind, compose, composes};
use super::substitute::substitute;

type Catch = (Vec<String>, Edge);

/// Splits what can be split, and joins catchers that do the same.
pub(super) fn split(graph: &mut Graph) {
    let predecessors = graph.predecessors();
    let mut decided: Vec<(NodeId, usize)> = Vec::new();
    for id in 0..graph.nodes.len() {
        let Some(Node { kind: NodeKind::Action(action), .. }) = graph.nodes.get(id) else {
            continue;
        };
        if action.catches.is_empty() {
            continue;
        }
        let mut catches: Vec<Catch> = Vec::new();
        for caught in &action.catches {
            let (caught_by_name, rest) = by_name(graph, caught);
            decided.extend(rest.filter(|(choice, _)| predecessors.get(*choice) == Some(&1)));
            for (names, edge) in caught_by_name {
                match catches.last_mut() {
                    Some((before, same)) if *same == edge && !is_all(before) && !is_all(&names) => {
                        before.extend(names);
                    }
                    _ => catches.push((names, edge)),
                }
            }
        }
        while catches.last().is_some_and(|(_, edge)| repeats(graph, edge)) {
            catches.pop();
        }
        if let Some(Node { kind: NodeKind::Action(action), .. }) = graph.nodes.get_mut(id) {
            action.catches = catches;
        }
    }
    // The rules that the catchers decide now can hold no more.
    for (choice, rules_decided) in decided {
        if let Some(Node { kind: NodeKind::Choice { rules, .. }, .. }) = graph.nodes.get_mut(choice)
        {
            rules.drain(..rules_decided.min(rules.len()));
        }
    }
}

/// Whether the edge leads to a Fail with the very error that was caught, as it would be without the catcher.
fn repeats(graph: &Graph, edge: &Edge) -> bool {
    match graph.nodes.get(edge.to) {
        Some(Node { kind: NodeKind::Fail { error }, .. }) => {
            substitute(error, &edge.assign) == Code::Root(Root::ErrorOutput)
        }
        _ => false,
    }
}

fn is_all(names: &[String]) -> bool {
    names.iter().any(|name| name == "States.ALL")
}

/// The catchers, and the Choice to which the last one leads with how many of its rules are decided before.
fn by_name(graph: &Graph, caught: &Catch) -> (Vec<Catch>, Option<(NodeId, usize)>) {
    let unchanged = || (vec![caught.clone()], None);
    let (names, edge) = caught;
    let Some(Node { kind: NodeKind::Choice { rules, default }, .. }) = graph.nodes.get(edge.to)
    else {
        return unchanged();
    };
    let error = edge.assign.iter().find(|(_, value)| *value == Code::Root(Root::ErrorOutput));
    let Some((error, _)) = error else { return unchanged() };
    let (mut left, mut split) = (names.clone(), Vec::new());
    for (index, (condition, next)) in rules.iter().enumerate() {
        let Some(tested) = tested_names(condition, *error) else {
            split.push((left, edge.clone()));
            return (split, Some((edge.to, index)));
        };
        let taken: Vec<String> = if is_all(&left) {
            tested
        } else {
            tested.into_iter().filter(|name| left.contains(name)).collect()
        };
        if taken.is_empty() {
            continue;
        }
        if !composes(&edge.assign, &next.assign, |_| true) {
            return unchanged();
        }
        left.retain(|name| !taken.contains(name));
        split.push((taken, through(edge, next)));
    }
    if let (Some(next), false) = (default, left.is_empty()) {
        split.push((left, through(edge, next)));
    }
    (split, None)
}

fn through(first: &Edge, then: &Edge) -> Edge {
    Edge { assign: compose(&first.assign, &then.assign), to: then.to }
}

/// The names that the condition compares the error's name with, where it does nothing else.
fn tested_names(condition: &Code, error: VariableId) -> Option<Vec<String>> {
    let Code::Binary(operator, left, right) = condition else { return None };
    if **left != Code::Variable(error).field("Error") {
        return None;
    }
    let name = |code: &Code| match code {
        Code::Literal(value) => value.as_str().map(str::to_owned),
        _ => None,
    };
    match (operator, &**right) {
        (BinaryOperator::Equal, code) => name(code).map(|name| vec![name]),
        (BinaryOperator::In, Code::Array(names)) => names.iter().map(name).collect(),
        _ => None,
    }
}
