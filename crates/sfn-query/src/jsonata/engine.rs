//! The engine: `jlens-core` behind our trait.
//!
//! An evaluation is given only what its expression reads: the variables by name, and of each
//! value the fields that the static analysis found, so that a large state input costs nothing
//! where one of its numbers is compared.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use jlens_core::{NodeKind, Options, function_catalog, reads::Read};
use serde_json::{Map, Value};

use super::{
    Bindings, Compiled, Dialect, Engine, EvaluationError, Reads, STATES_MEMBERS, Settings,
    SyntaxError, Tree, functions,
};

/// The engine of this project.
pub(super) struct Jlens;

impl Engine for Jlens {
    fn compile(&self, text: &str, dialect: Dialect) -> Result<Arc<dyn Compiled>, SyntaxError> {
        let expression =
            jlens_core::Expression::compile(text).map_err(|error| syntax_error(&error))?;
        Ok(Arc::new(JlensExpression::new(expression, dialect)))
    }
}

#[derive(Debug)]
struct JlensExpression {
    expression: jlens_core::Expression,
    dialect: Dialect,
    reads: Reads,
    /// What of each variable is read; a variable that hides a function is read whole.
    variables: Vec<(String, Read)>,
    /// What of `$states` is read, where no member is named.
    whole_states: bool,
    states: Vec<(&'static str, Read)>,
    draws: bool,
}

impl JlensExpression {
    fn new(expression: jlens_core::Expression, dialect: Dialect) -> Self {
        let bindings = functions_of(dialect, 0, true);
        let analysis = expression.reads_with(&bindings);
        let named = variables_named(&expression);
        let called = |name: &str| {
            functions::NAMES.contains(&name)
                || function_catalog().iter().any(|function| function.name == name)
        };
        let mut this = Self {
            dialect,
            draws: named.iter().any(|name| matches!(name.as_str(), "random" | "uuid")),
            reads: Reads { context: analysis.input().is_some(), ..Reads::default() },
            variables: Vec::new(),
            whole_states: false,
            states: Vec::new(),
            expression,
        };
        for name in named {
            let read = match analysis.binding(&name) {
                Some(read) if !called(&name) => read.clone(),
                None if !called(&name) && !analysis.every_binding() => continue,
                _ => Read::Whole,
            };
            if name == "states" && dialect == Dialect::StepFunctions {
                this.read_states(&read);
            } else {
                if !called(&name) {
                    this.reads.variables.insert(name.clone());
                }
                this.variables.push((name, read));
            }
        }
        this
    }

    fn read_states(&mut self, read: &Read) {
        match read.fields() {
            Some(fields) => {
                for (member, read) in fields {
                    self.reads.states.insert(member.clone());
                    if let Some(known) = STATES_MEMBERS.iter().find(|known| *known == member) {
                        self.states.push((known, read.clone()));
                    }
                }
                // `$exists($states)` reads no member, but the object must be there.
                self.whole_states = fields.is_empty();
            }
            None => self.whole_states = true,
        }
        self.reads.whole_states = self.whole_states;
    }

    /// `$states` as far as it is read.
    fn states(&self, bindings: &dyn Bindings) -> Option<Value> {
        let member = |member: &'static str, read: &Read| {
            bindings.states(member).map(|tree| (member.to_owned(), cut(&tree, read)))
        };
        let states: Map<String, Value> = if self.whole_states {
            STATES_MEMBERS.iter().filter_map(|name| member(name, &Read::Whole)).collect()
        } else if self.states.is_empty() {
            return None;
        } else {
            self.states.iter().filter_map(|(name, read)| member(name, read)).collect()
        };
        Some(Value::Object(states))
    }

    fn bind(&self, bindings: &dyn Bindings, seed: u64) -> jlens_core::Bindings {
        let mut bound = functions_of(self.dialect, seed, self.draws);
        for (name, read) in &self.variables {
            if let Some(value) = bindings.variable(name) {
                bound = bound.var(name.as_str(), read.cut(value));
            }
        }
        match self.states(bindings) {
            Some(states) => bound.var("states", states),
            None => bound,
        }
    }
}

impl Compiled for JlensExpression {
    fn reads(&self) -> &Reads {
        &self.reads
    }

    fn evaluate(
        &self,
        input: Option<&Value>,
        bindings: &dyn Bindings,
        settings: &Settings,
    ) -> Result<Option<Value>, EvaluationError> {
        let options = Options::new()
            .now(settings.now_millis)
            .seed(settings.seed)
            .timeout(settings.timeout)
            .max_depth(settings.max_depth)
            .max_array_length(settings.max_items);
        self.expression
            .evaluate_with(input, &self.bind(bindings, settings.seed), &options)
            .map_err(|error| evaluation_error(&error))
    }
}

/// What of the tree is read.
fn cut(tree: &Tree<'_>, read: &Read) -> Value {
    match (tree, read) {
        (Tree::Value(value), read) => read.cut(value),
        (Tree::Object(members), Read::Fields(fields)) => members
            .iter()
            .filter_map(|(name, member)| {
                Some(((*name).to_owned(), cut(member, fields.get(*name)?)))
            })
            .collect(),
        (whole, _) => whole.to_value(),
    }
}

fn functions_of(dialect: Dialect, seed: u64, draws: bool) -> jlens_core::Bindings {
    match dialect {
        Dialect::Plain => jlens_core::Bindings::new(),
        Dialect::StepFunctions if draws => functions::with_randomness(functions::pure(), seed),
        Dialect::StepFunctions => functions::pure(),
    }
}

/// The names of all variables in the text, also of those that the expression binds itself.
fn variables_named(expression: &jlens_core::Expression) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    expression.ast().root.walk(&mut |node| {
        if let NodeKind::Variable { name } = &node.kind
            && !name.is_empty()
            && name != "$"
        {
            names.insert(name.clone());
        }
    });
    names
}

fn range(span: jlens_core::Span) -> Range<usize> {
    span.start..span.end
}

fn syntax_error(error: &jlens_core::Error) -> SyntaxError {
    SyntaxError {
        code: error.code().to_owned(),
        message: error.message(),
        span: error.span().map(range),
    }
}

fn evaluation_error(error: &jlens_core::Error) -> EvaluationError {
    EvaluationError {
        code: error.code().to_owned(),
        message: error.message(),
        token: error.token(),
        span: error.span().map(range),
    }
}
