//! What an expression reads, found without evaluating it.

use std::ops::Range;

use super::{Dialect, Engine as _, SyntaxError, engine};

/// The variables and the members of `$states` that an expression may read, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    pub(super) variables: Vec<String>,
    pub(super) states: Vec<String>,
    pub(super) whole_states: bool,
    pub(super) unbound: Vec<String>,
    pub(super) called: Vec<String>,
    pub(super) eval: bool,
    pub(super) context: Vec<ContextRead>,
}

/// A place where an expression reads its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextRead {
    /// The name that stands there, `$` or `$$`.
    pub name: String,
    /// The bytes of the expression where it stands.
    pub span: Range<usize>,
}

impl Reads {
    /// What an expression of Step Functions reads; cheaper than to compile it.
    ///
    /// # Errors
    /// Where it is not JSONata; AWS's code for this is [`SyntaxError::AWS_CODE`].
    pub fn of(text: &str) -> Result<Self, SyntaxError> {
        engine::Jlens.reads(text, Dialect::StepFunctions)
    }

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
        self.whole_states || self.states_members().any(|name| name == member)
    }

    /// Of the variables, those that no part of the expression binds: something outside has to. With
    /// [`calls_eval`](Self::calls_eval) there may be more.
    pub fn unbound(&self) -> impl Iterator<Item = &str> {
        self.unbound.iter().map(String::as_str)
    }

    /// Whether this name, which is no function of JSONata or Step Functions, is called as one.
    pub fn calls(&self, name: &str) -> bool {
        self.called.iter().any(|called| called == name)
    }

    /// Whether `$eval` is named, which Step Functions does not have.
    pub const fn calls_eval(&self) -> bool {
        self.eval
    }

    /// What it reads of its context, in the order of the text: names and `$` at the top level, and `$$` anywhere.
    /// Step Functions gives it none, and refuses the definition.
    pub fn context(&self) -> &[ContextRead] {
        &self.context
    }
}
