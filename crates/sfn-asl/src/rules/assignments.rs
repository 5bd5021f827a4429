//! Where variables are assigned, and which states that leads to.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::{Context, assign_name::variable};
use crate::{
    Graph, Location, ScopeKind, StateKind, TemplateMap,
    graph::{Edge, EdgeKind, ScopeId, StateId, StateNode},
};

/// The variables of a definition by name.
pub(super) struct Assignments<'c, 'm> {
    graph: &'c Graph<'m>,
    variables: BTreeMap<&'m str, Variable>,
}

/// All variables of one name.
struct Variable {
    /// The place of the first assignment.
    place: Location,
    scopes: BTreeMap<ScopeId, Reach>,
}

/// The states of a scope in which the variable may be there: those to which an edge leads that assigns it, and all
/// behind them. They are found as far as somebody asks for them.
#[derive(Default)]
struct Reach(RefCell<Found>);

#[derive(Default)]
struct Found {
    all: BTreeSet<StateId>,
    /// Those of which the successors are yet to be added.
    pending: Vec<StateId>,
}

/// Which variable of a name a state reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// One that is assigned on some way to the state.
    Assigned,
    /// One that is assigned on some way to the distributed Map that the state is in.
    OutsideDistributedMap,
    /// None.
    Nowhere,
}

impl<'c, 'm> Assignments<'c, 'm> {
    pub(super) fn of(context: &'c Context<'m>) -> Self {
        let graph = &context.graph;
        let mut variables: BTreeMap<&str, Variable> = BTreeMap::new();
        for node in graph.states() {
            for (location, assign) in context.assigns(node) {
                for key in assign.keys() {
                    variables.entry(variable(node, key)).or_insert_with(|| Variable {
                        place: location.field(key),
                        scopes: BTreeMap::new(),
                    });
                }
            }
            for edge in &node.edges {
                let (Some(assign), Some(target)) = (of_edge(node, edge), edge.target) else {
                    continue;
                };
                for key in assign.keys() {
                    if let Some(variable) = variables.get_mut(variable(node, key)) {
                        variable.scopes.entry(node.scope).or_default().0.get_mut().add(target);
                    }
                }
            }
        }
        Self { graph, variables }
    }

    /// The place of an assignment of that name, wherever it stands.
    pub(super) fn place(&self, name: &str) -> Option<&Location> {
        self.variables.get(name).map(|variable| &variable.place)
    }

    /// All names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'m str> {
        self.variables.keys().copied()
    }

    /// Which variable of that name the state reads.
    pub(super) fn origin(&self, mut node: &'c StateNode<'m>, name: &str) -> Origin {
        let Some(variable) = self.variables.get(name) else { return Origin::Nowhere };
        let mut origin = Origin::Assigned;
        loop {
            let reach = variable.scopes.get(&node.scope);
            if reach.is_some_and(|reach| reach.contains(self.graph, node.id)) {
                return origin;
            }
            let scope = &self.graph[node.scope];
            if scope.kind == ScopeKind::DistributedProcessor {
                origin = Origin::OutsideDistributedMap;
            }
            match scope.parent {
                Some(parent) => node = &self.graph[parent],
                None => return Origin::Nowhere,
            }
        }
    }
}

impl Reach {
    /// Looks from both ends in turn. Most states stand near one that assigns what they read, and a variable that is
    /// read in many states has soon been followed to all of them: in a long definition either alone would be slow.
    fn contains(&self, graph: &Graph<'_>, state: StateId) -> bool {
        let mut found = self.0.borrow_mut();
        let mut before = graph.predecessors(state);
        while !found.all.contains(&state) {
            match before.next() {
                Some(before) if found.all.contains(&before) => found.add(state),
                Some(_) if found.step(graph) => {}
                _ => return false,
            }
        }
        true
    }
}

impl Found {
    fn add(&mut self, state: StateId) {
        if self.all.insert(state) {
            self.pending.push(state);
        }
    }

    /// Adds what one more state leads to; `false` where all have been found.
    fn step(&mut self, graph: &Graph<'_>) -> bool {
        let Some(state) = self.pending.pop() else { return false };
        graph.successors(state).for_each(|next| self.add(next));
        true
    }
}

/// The `Assign` that is done on the way along an edge.
fn of_edge<'m>(node: &StateNode<'m>, edge: &Edge<'m>) -> Option<&'m TemplateMap> {
    match (edge.kind, &node.state.kind) {
        // A rule's `Assign` stands in for the state's, also where there is none.
        (EdgeKind::Choice(index), StateKind::Choice(choice)) => {
            choice.choices.get(index)?.assign.as_ref()
        }
        (EdgeKind::Catch(index), _) => node.state.catch().get(index)?.assign.as_ref(),
        _ => node.state.assign.as_ref(),
    }
}
