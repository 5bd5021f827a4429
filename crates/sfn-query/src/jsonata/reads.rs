//! What an expression reads, found without evaluating it.

use std::collections::BTreeSet;

/// The variables and the members of `$states` that an expression may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    pub(super) variables: BTreeSet<String>,
    pub(super) states: BTreeSet<String>,
    pub(super) whole_states: bool,
    pub(super) context: bool,
    pub(super) unbound: BTreeSet<String>,
    pub(super) called: BTreeSet<String>,
    pub(super) eval: bool,
}

impl Reads {
    /// The free variables by name, without `$`, `$states` and functions that are called.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(String::as_str)
    }

    /// The members of `$states`: `input`, `context`, `result`, `errorOutput` or a misspelt one.
    pub fn states_members(&self) -> impl Iterator<Item = &str> {
        self.states.iter().map(String::as_str)
    }

    /// Whether `$states` is read as a value, so that any of its members may be.
    pub const fn whole_states(&self) -> bool {
        self.whole_states
    }

    /// Whether `$states.member` may be read.
    pub fn reads_states(&self, member: &str) -> bool {
        self.whole_states || self.states.contains(member)
    }

    /// Whether it reads its context: a name, `$` or `$$` at the top level, which AWS refuses.
    pub const fn reads_context(&self) -> bool {
        self.context
    }
    /// Of the variables, those that no part of the expression binds: something outside has to. With
    /// [`calls_eval`](Self::calls_eval) there may be more.
    pub fn unbound(&self) -> impl Iterator<Item = &str> {
        self.unbound.iter().map(String::as_str)
    }

    /// Whether this name, which is no function of JSONata or Step Functions, is called as one.
    pub fn calls(&self, name: &str) -> bool {
        self.called.contains(name)
    }

    /// Whether `$eval` is named, which Step Functions does not have.
    pub const fn calls_eval(&self) -> bool {
        self.eval
    }
}
