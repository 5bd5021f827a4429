//! What is known of an expression without evaluating it.

use std::sync::LazyLock;

use jlens_core::{Bindings, Expression, reads::Read};

use super::{
    super::{Dialect, Reads, STATES_MEMBERS, functions},
    context,
    names::Names,
};

/// What an expression reads, and how much of it.
#[derive(Debug)]
pub(super) struct Analysis {
    pub(super) reads: Reads,
    /// Whether it reads an input document, which an expression of Step Functions does not have.
    pub(super) has_context: bool,
    /// What of each variable is read.
    pub(super) variables: Vec<(String, Read)>,
    /// Names of functions in the expression, which a variable may hide.
    pub(super) functions: Vec<String>,
    /// What of `$states` is read, where it is not read whole.
    pub(super) states: Vec<(&'static str, Read)>,
    /// Whether it draws random values.
    pub(super) draws: bool,
}

/// All functions of Step Functions: those that take no context are known by name.
static FUNCTIONS: LazyLock<Bindings> =
    LazyLock::new(|| functions::with_randomness(functions::pure(), 0));
static NONE: LazyLock<Bindings> = LazyLock::new(Bindings::new);

/// What an expression reads. Most say it by their names; the rest is analysed.
pub(super) fn reads(expression: &Expression, dialect: Dialect) -> Reads {
    let names = Names::of(expression);
    if dialect != Dialect::StepFunctions || !names.are_plain() {
        return Analysis::of(expression, dialect).reads;
    }
    let is_variable = |name: &&str| *name != "states" && !functions::ALL.contains(name);
    let variables: Vec<_> =
        names.mentioned.into_iter().filter(is_variable).map(str::to_owned).collect();
    Reads {
        unbound: variables.clone(),
        variables,
        states: names.states.into_iter().map(str::to_owned).collect(),
        called: names.called.into_iter().map(str::to_owned).collect(),
        context: context::reads(&expression.ast().root),
        ..Reads::default()
    }
}

impl Analysis {
    pub(super) fn of(expression: &Expression, dialect: Dialect) -> Self {
        let reads = expression.reads_with(match dialect {
            Dialect::Plain => &NONE,
            Dialect::StepFunctions => &FUNCTIONS,
        });
        let Names { mentioned, bound, called, .. } = Names::of(expression);
        let mut this = Self {
            has_context: reads.input().is_some(),
            reads: Reads {
                eval: mentioned.contains(&"eval") && !bound.contains(&"eval"),
                called: called.into_iter().map(str::to_owned).collect(),
                context: context::reads(&expression.ast().root),
                ..Reads::default()
            },
            variables: Vec::new(),
            functions: Vec::new(),
            states: Vec::new(),
            draws: mentioned.iter().any(|name| matches!(*name, "random" | "uuid")),
        };
        for name in mentioned {
            if functions::ALL.contains(name) {
                this.functions.push(name.to_owned());
                continue;
            }
            let read = match reads.binding(name) {
                Some(read) => read.clone(),
                None if reads.every_binding() => Read::Whole,
                // The expression binds it itself.
                None => continue,
            };
            if name == "states" && dialect == Dialect::StepFunctions {
                this.read_states(&read);
            } else {
                if !bound.contains(&name) {
                    this.reads.unbound.push(name.to_owned());
                }
                this.reads.variables.push(name.to_owned());
                this.variables.push((name.to_owned(), read));
            }
        }
        this
    }

    fn read_states(&mut self, read: &Read) {
        // `$exists($states)` reads no member, but the object must be there.
        let fields = read.fields().filter(|fields| !fields.is_empty());
        self.reads.whole_states = fields.is_none();
        for (member, read) in fields.into_iter().flatten() {
            self.reads.states.push(member.clone());
            if let Some(known) = STATES_MEMBERS.iter().find(|known| *known == member) {
                self.states.push((known, read.clone()));
            }
        }
    }
}
