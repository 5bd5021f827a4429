//! The machine as a graph: scopes, states and the edges between them.
//!
//! Everything that looks at "all states" goes through here, so that locations, effective query
//! languages and nesting are worked out in one place. Building it takes time linear in the size of the
//! definition; states come in the order of the document, nested ones right after the state that holds them.

mod build;
mod component;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ops::Index,
};

use crate::{Location, QueryLanguage, Scope, State, StateKind, StateMachine, StateName};

/// A machine's scopes and states.
#[derive(Clone, Debug)]
pub struct Graph<'m> {
    machine: &'m StateMachine,
    scopes: Vec<ScopeNode<'m>>,
    states: Vec<StateNode<'m>>,
    by_name: BTreeMap<&'m str, StateId>,
}

/// A scope of a [`Graph`], which made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(usize);

/// A state of a [`Graph`], which made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(usize);

/// What a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// The machine itself.
    Machine,
    /// The branch with this index of a Parallel state.
    Branch(usize),
    /// The processor of a Map state that iterates inside the execution.
    InlineProcessor,
    /// The processor of a Map state that starts child executions.
    DistributedProcessor,
}

/// States that can lead to each other.
#[derive(Clone, Debug)]
pub struct ScopeNode<'m> {
    /// The place of the object that holds `StartAt` and `States`.
    pub location: Location,
    /// The scope in the model.
    pub scope: &'m Scope,
    /// What it belongs to.
    pub kind: ScopeKind,
    /// The Parallel or Map state that holds it; `None` for the machine.
    pub parent: Option<StateId>,
    /// The language of states that name none themselves.
    pub query_language: QueryLanguage,
    /// The states, in the order of `States`.
    pub states: Vec<StateId>,
    /// The state that `StartAt` names, where there is one.
    pub start: Option<StateId>,
}

/// A state and where it stands.
#[derive(Clone, Debug)]
pub struct StateNode<'m> {
    /// Which one it is.
    pub id: StateId,
    /// The place of the state, such as `/States/Check`.
    pub location: Location,
    /// Its name.
    pub name: &'m StateName,
    /// The state in the model.
    pub state: &'m State,
    /// The scope it is in.
    pub scope: ScopeId,
    /// Its language: its own, or else the scope's.
    pub query_language: QueryLanguage,
    /// How many states it is nested in.
    pub depth: usize,
    /// Where it leads, in the order of the document.
    pub edges: Vec<Edge<'m>>,
    /// The states that lead to it, once for each edge.
    pub sources: Vec<StateId>,
    /// Whether `StartAt` of its scope leads to it.
    pub reachable: bool,
}

/// One way out of a state.
#[derive(Clone, Debug)]
pub struct Edge<'m> {
    /// Which field leads there.
    pub kind: EdgeKind,
    /// The place of that field, such as `/States/C/Choices[0]/Next`.
    pub location: Location,
    /// The name that stands there.
    pub name: &'m StateName,
    /// The state of that name in the same scope, where there is one.
    pub target: Option<StateId>,
}

/// The field that an edge comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// `Next`
    Next,
    /// `Next` of the Choice rule with this index
    Choice(usize),
    /// `Default`
    Default,
    /// `Next` of the catcher with this index
    Catch(usize),
}

impl StateId {
    /// The state's place in [`Graph::states`].
    pub const fn index(self) -> usize {
        self.0
    }
}

impl StateMachine {
    /// All states, nested ones too, in the order of the document.
    pub fn walk(&self) -> impl Iterator<Item = StateNode<'_>> {
        Graph::new(self).states.into_iter()
    }
}

impl<'m> Graph<'m> {
    /// The graph of this machine.
    pub fn new(machine: &'m StateMachine) -> Self {
        build::graph(machine)
    }

    /// The machine that this is the graph of.
    pub const fn machine(&self) -> &'m StateMachine {
        self.machine
    }

    /// All scopes, the machine's first.
    pub fn scopes(&self) -> &[ScopeNode<'m>] {
        &self.scopes
    }

    /// All states, in the order of the document.
    pub fn states(&self) -> &[StateNode<'m>] {
        &self.states
    }

    /// The state of this name, wherever it stands; the first one if there are several.
    pub fn find(&self, name: &str) -> Option<&StateNode<'m>> {
        self.by_name.get(name).map(|&id| &self[id])
    }

    /// The scopes around this state, from the inside out: its own first, the machine's last.
    pub fn scopes_around(&self, state: &StateNode<'m>) -> impl Iterator<Item = &ScopeNode<'m>> {
        let scope_of = |id: ScopeId| self.scopes.get(id.0);
        let parent_of =
            move |scope: &&ScopeNode<'m>| scope.parent.and_then(|id| scope_of(self[id].scope));
        std::iter::successors(scope_of(state.scope), parent_of)
    }

    /// Whether this state runs in a child execution of a distributed Map.
    pub fn is_in_distributed_map(&self, state: &StateNode<'m>) -> bool {
        self.scopes_around(state).any(|scope| scope.kind == ScopeKind::DistributedProcessor)
    }

    /// The groups of states of this scope that lead to each other, or to themselves.
    pub fn loops(&self, scope: &ScopeNode<'m>) -> Vec<Vec<StateId>> {
        component::strongly_connected(self, &scope.states)
            .into_iter()
            .filter(|group| {
                group.len() > 1
                    || group.iter().any(|&id| self.successors(id).any(|next| next == id))
            })
            .collect()
    }

    /// The states from which some way leads to this one, the nearest first; itself among them only if it is in a
    /// loop.
    pub fn predecessors(&self, state: StateId) -> impl Iterator<Item = StateId> {
        let mut seen = BTreeSet::new();
        let mut pending = VecDeque::from([state]);
        let mut ready: VecDeque<StateId> = VecDeque::new();
        std::iter::from_fn(move || {
            while ready.is_empty() {
                let next = pending.pop_front()?;
                ready.extend(
                    self[next].sources.iter().copied().filter(|&source| seen.insert(source)),
                );
                pending.extend(&ready);
            }
            ready.pop_front()
        })
    }

    /// The states that this one leads to, once for each edge.
    pub fn successors(&self, state: StateId) -> impl Iterator<Item = StateId> {
        self[state].edges.iter().filter_map(|edge| edge.target)
    }
}

impl EdgeKind {
    /// The place of the field in the state at `state`.
    pub fn location(self, state: &Location) -> Location {
        match self {
            Self::Next => state.field("Next"),
            Self::Choice(index) => state.field("Choices").index(index).field("Next"),
            Self::Default => state.field("Default"),
            Self::Catch(index) => state.field("Catch").index(index).field("Next"),
        }
    }
}

impl StateNode<'_> {
    /// Whether the scope ends here: `End: true`, Succeed or Fail.
    pub fn is_terminal(&self) -> bool {
        match &self.state.kind {
            StateKind::Succeed | StateKind::Fail(_) => true,
            _ => self.state.transition().is_some_and(|transition| transition.end == Some(true)),
        }
    }
}

impl<'m> Index<ScopeId> for Graph<'m> {
    type Output = ScopeNode<'m>;

    #[expect(
        clippy::indexing_slicing,
        reason = "a graph makes its own ids and never loses a scope"
    )]
    fn index(&self, id: ScopeId) -> &Self::Output {
        &self.scopes[id.0]
    }
}

impl<'m> Index<StateId> for Graph<'m> {
    type Output = StateNode<'m>;

    #[expect(
        clippy::indexing_slicing,
        reason = "a graph makes its own ids and never loses a state"
    )]
    fn index(&self, id: StateId) -> &Self::Output {
        &self.states[id.0]
    }
}
