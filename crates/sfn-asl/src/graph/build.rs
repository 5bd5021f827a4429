//! Builds the graph: first every scope and state with its location, then the edges and what they reach.

use std::collections::BTreeMap;

use super::{Edge, EdgeKind, Graph, ScopeId, ScopeKind, ScopeNode, StateId, StateNode};
use crate::{Location, QueryLanguage, Scope, State, StateKind, StateMachine, StateName};

pub(super) fn graph(machine: &StateMachine) -> Graph<'_> {
    let mut graph =
        Graph { machine, scopes: Vec::new(), states: Vec::new(), by_name: BTreeMap::new() };
    let language = machine.query_language.unwrap_or_default();
    graph.add_scope(&machine.scope, Location::root(), ScopeKind::Machine, None, language);
    graph.link();
    graph
}

impl<'m> Graph<'m> {
    fn add_scope(
        &mut self,
        scope: &'m Scope,
        location: Location,
        kind: ScopeKind,
        parent: Option<StateId>,
        query_language: QueryLanguage,
    ) {
        let id = ScopeId(self.scopes.len());
        let states_location = location.field("States");
        self.scopes.push(ScopeNode {
            location,
            scope,
            kind,
            parent,
            query_language,
            states: Vec::new(),
            start: None,
        });
        let depth = parent.map_or(0, |parent| self[parent].depth + 1);
        let mut ids = Vec::with_capacity(scope.states.len());
        for (name, state) in &scope.states {
            let state_id = StateId(self.states.len());
            ids.push(state_id);
            self.by_name.entry(name).or_insert(state_id);
            self.states.push(StateNode {
                id: state_id,
                location: states_location.field(name),
                name,
                state,
                scope: id,
                query_language: state.query_language.unwrap_or(query_language),
                depth,
                edges: Vec::new(),
                sources: Vec::new(),
                reachable: false,
            });
            self.add_nested(state_id);
        }
        if let Some(node) = self.scopes.get_mut(id.0) {
            node.start = scope
                .states
                .get_index_of(scope.start_at.as_str())
                .and_then(|index| ids.get(index).copied());
            node.states = ids;
        }
    }

    /// Nested scopes take the machine's language, not that of the state around them.
    fn add_nested(&mut self, id: StateId) {
        let machine_language = self.machine.query_language.unwrap_or_default();
        let StateNode { state, location, .. } = &self[id];
        let location = location.clone();
        match &state.kind {
            StateKind::Parallel(parallel) => {
                let branches = location.field("Branches");
                for (index, branch) in parallel.branches.iter().enumerate() {
                    self.add_scope(
                        &branch.scope,
                        branches.index(index),
                        ScopeKind::Branch(index),
                        Some(id),
                        machine_language,
                    );
                }
            }
            StateKind::Map(map) => {
                let kind = if map.is_distributed() {
                    ScopeKind::DistributedProcessor
                } else {
                    ScopeKind::InlineProcessor
                };
                let processor = location.field(map.processor_field.as_str());
                self.add_scope(
                    &map.item_processor.scope,
                    processor,
                    kind,
                    Some(id),
                    machine_language,
                );
            }
            _ => {}
        }
    }

    /// Finds what the edges point to, then what the start leads to.
    fn link(&mut self) {
        for index in 0..self.states.len() {
            let source = StateId(index);
            let edges = self.edges_of(source);
            for target in edges.iter().filter_map(|edge| edge.target) {
                if let Some(node) = self.states.get_mut(target.0) {
                    node.sources.push(source);
                }
            }
            if let Some(node) = self.states.get_mut(index) {
                node.edges = edges;
            }
        }
        let mut pending: Vec<StateId> =
            self.scopes.iter().filter_map(|scope| scope.start).collect();
        while let Some(id) = pending.pop() {
            let Some(node) = self.states.get_mut(id.0) else { continue };
            if !std::mem::replace(&mut node.reachable, true) {
                pending.extend(node.edges.iter().filter_map(|edge| edge.target));
            }
        }
    }

    fn edges_of(&self, id: StateId) -> Vec<Edge<'m>> {
        let node = &self[id];
        let scope = &self[node.scope];
        let mut edges = Vec::new();
        for_each_target(node.state, |kind, name| {
            let index = scope.scope.states.get_index_of(name.as_str());
            let target = index.and_then(|index| scope.states.get(index).copied());
            edges.push(Edge { kind, location: kind.location(&node.location), name, target });
        });
        edges
    }
}

/// Names that stand for "missing" are no edges; the rules on required fields speak of them.
fn for_each_target<'m>(state: &'m State, mut found: impl FnMut(EdgeKind, &'m StateName)) {
    let mut target = |kind, name: &'m StateName| {
        if !name.is_empty() {
            found(kind, name);
        }
    };
    if let StateKind::Choice(choice) = &state.kind {
        for (index, rule) in choice.choices.iter().enumerate() {
            target(EdgeKind::Choice(index), &rule.next);
        }
        if let Some(default) = &choice.default {
            target(EdgeKind::Default, default);
        }
    }
    for (index, catcher) in state.catch().iter().enumerate() {
        target(EdgeKind::Catch(index), &catcher.next);
    }
    if let Some(next) = state.transition().and_then(|transition| transition.next.as_ref()) {
        target(EdgeKind::Next, next);
    }
}
