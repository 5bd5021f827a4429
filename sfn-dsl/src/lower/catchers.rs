//! A catcher that leads to a Choice over the name of what it caught becomes a catcher for each name.

use crate::code::{BinaryOperator, Code, Root, VariableId};

use super::graph::{Edge, Graph, Node, NodeKind, compose, composes};

type Catch = (Vec<String>, Edge);

/// Splits what can be split, and joins catchers that do the same.
pub(super) fn split(graph: &mut Graph) {
    for id in 0..graph.nodes.len() {
        let Some(Node { kind: NodeKind::Action(action), .. }) = graph.nodes.get(id) else {
            continue;
        };
        if action.catches.is_empty() {
            continue;
        }
        let mut catches: Vec<Catch> = Vec::new();
        for caught in &action.catches {
            for (names, edge) in by_name(graph, caught) {
                match catches.last_mut() {
                    Some((before, same)) if *same == edge && !is_all(before) && !is_all(&names) => {
                        before.extend(names);
                    }
                    _ => catches.push((names, edge)),
                }
            }
        }
        if let Some(Node { kind: NodeKind::Action(action), .. }) = graph.nodes.get_mut(id) {
            action.catches = catches;
        }
    }
}

fn is_all(names: &[String]) -> bool {
    names.iter().any(|name| name == "States.ALL")
}

fn by_name(graph: &Graph, caught: &Catch) -> Vec<Catch> {
    let unchanged = || vec![caught.clone()];
    let (names, edge) = caught;
    let Some(Node { kind: NodeKind::Choice { rules, default }, .. }) = graph.nodes.get(edge.to)
    else {
        return unchanged();
    };
    let error = edge.assign.iter().find(|(_, value)| *value == Code::Root(Root::ErrorOutput));
    let Some((error, _)) = error else { return unchanged() };
    let (mut left, mut split) = (names.clone(), Vec::new());
    for (condition, next) in rules {
        let Some(tested) = tested_names(condition, *error) else {
            split.push((left, edge.clone()));
            return split;
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
    split
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
