//! Strongly connected components, by Kosaraju's two passes with explicit stacks: a chain of thousands of
//! states must not exhaust the call stack.

use std::collections::BTreeMap;

use super::{Graph, StateId};

/// The groups of `states` that reach each other; states and groups in the order of the document.
pub(super) fn strongly_connected(graph: &Graph<'_>, states: &[StateId]) -> Vec<Vec<StateId>> {
    let mut group_of: BTreeMap<StateId, StateId> = BTreeMap::new();
    for state in finishing_order(graph, states).into_iter().rev() {
        let mut pending = vec![state];
        while let Some(member) = pending.pop() {
            group_of.entry(member).or_insert_with(|| {
                pending.extend(&graph[member].sources);
                state
            });
        }
    }
    let mut groups: BTreeMap<StateId, Vec<StateId>> = BTreeMap::new();
    for (member, leader) in group_of {
        groups.entry(leader).or_default().push(member);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort();
    groups
}

/// The states in the order in which a depth-first search leaves them.
fn finishing_order(graph: &Graph<'_>, states: &[StateId]) -> Vec<StateId> {
    let mut seen = std::collections::BTreeSet::new();
    let mut finished = Vec::with_capacity(states.len());
    for &root in states {
        let mut stack = Vec::new();
        if seen.insert(root) {
            stack.push((root, graph.successors(root)));
        }
        while let Some((state, successors)) = stack.last_mut() {
            if let Some(next) = successors.find(|&next| seen.insert(next)) {
                stack.push((next, graph.successors(next)));
            } else {
                finished.push(*state);
                stack.pop();
            }
        }
    }
    finished
}

#[cfg(test)]
mod tests {
    use crate::{
        ChoiceRule, ChoiceState, Graph, PassState, State, StateKind, StateMachine, StateName,
        Transition,
    };

    fn pass(next: &str) -> State {
        State::new(PassState { transition: Transition::next(next), ..PassState::default() })
    }

    fn choice(targets: &[&str]) -> State {
        let rule = |&next: &&str| ChoiceRule { next: next.into(), ..ChoiceRule::default() };
        State::new(ChoiceState { choices: targets.iter().map(rule).collect(), default: None })
    }

    fn loops(states: Vec<(&str, State)>) -> Vec<Vec<String>> {
        let mut machine = StateMachine::default();
        machine.scope.start_at = "A".into();
        machine.scope.states =
            states.into_iter().map(|(name, state)| (StateName::from(name), state)).collect();
        let graph = Graph::new(&machine);
        let groups = graph.loops(&graph.scopes()[0]);
        groups
            .into_iter()
            .map(|group| group.into_iter().map(|id| graph[id].name.to_string()).collect())
            .collect()
    }

    #[test]
    fn finds_each_loop_once() {
        let found = loops(vec![
            ("A", pass("B")),
            ("B", choice(&["C", "E"])),
            ("C", pass("B")),
            ("D", State::new(StateKind::Succeed)),
            ("E", choice(&["E", "D"])),
        ]);
        assert_eq!(found, [vec!["B", "C"], vec!["E"]]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let names: Vec<String> = (0..100_000).map(|index| format!("S{index}")).collect();
        let chain = names.iter().zip(names.iter().skip(1).chain(names.first()));
        let found = loops(chain.map(|(name, next)| (name.as_str(), pass(next))).collect());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), names.len());
    }
}
