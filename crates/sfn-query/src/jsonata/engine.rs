//! The engine: `jlens-core` behind our trait.
//!
//! Values are not converted for it as a whole. A path is walked in place ([`path`]); where the
//! static analysis shows that little is read, that is copied ([`cut`]); else the engine reads
//! our values one level at a time ([`source`]). Indexes are taken out before ([`hoist`]), so that
//! `$items[$i]` costs the same in a list of ten and of ten thousand.

mod analysis;
mod context;
mod cut;
mod hoist;
mod names;
mod path;
mod source;

use std::{fmt::Write as _, ops::Range, sync::Arc};

use jlens_core::{Options, reads::Read};
use serde_json::{Map, Value};

use super::{
    Bindings, Compiled, Dialect, Engine, EvaluationError, Reads, STATES_MEMBERS, Settings,
    SyntaxError, functions,
};
use analysis::Analysis;
use cut::Budget;
use hoist::Hoisted;
use path::{Path, Target};

/// The engine of this project.
pub(super) struct Jlens;

impl Engine for Jlens {
    fn compile(&self, text: &str, dialect: Dialect) -> Result<Arc<dyn Compiled>, SyntaxError> {
        let mut compiled = JlensExpression::new(parse(text)?, dialect);
        if let Some(hoisted) = Hoisted::of(compiled.expression.ast(), dialect)
            && let Ok(expression) = jlens_core::Expression::compile(&hoisted.text)
        {
            compiled.hoisted = Some((hoisted, Box::new(JlensExpression::new(expression, dialect))));
        }
        Ok(Arc::new(compiled))
    }

    fn reads(&self, text: &str, dialect: Dialect) -> Result<Reads, SyntaxError> {
        Ok(analysis::reads(&parse(text)?, dialect))
    }
}

fn parse(text: &str) -> Result<jlens_core::Expression, SyntaxError> {
    jlens_core::Expression::compile(text).map_err(|error| syntax_error(&error))
}

#[derive(Debug)]
struct JlensExpression {
    expression: jlens_core::Expression,
    dialect: Dialect,
    analysis: Analysis,
    path: Option<Path>,
    /// The same without its indexed paths.
    hoisted: Option<(Hoisted, Box<JlensExpression>)>,
    in_place: Option<InPlace>,
}

/// The same expression, taking its variables from an input document that can be read in place.
#[derive(Debug)]
struct InPlace {
    expression: jlens_core::Expression,
    /// How much stands before the text.
    offset: usize,
}

impl InPlace {
    /// `None` where the expression reads its context, which would be that document.
    fn new(text: &str, analysis: &Analysis) -> Option<Self> {
        let reads = &analysis.reads;
        let states = (reads.whole_states || !reads.states.is_empty()).then_some("states");
        let mut names =
            analysis.variables.iter().map(|(name, _)| name.as_str()).chain(states).peekable();
        if analysis.has_context || names.peek().is_none() {
            return None;
        }
        let mut wrapped = "(".to_owned();
        for name in names {
            write!(wrapped, "${name}:=$$.`{name}`;").ok()?;
        }
        let offset = wrapped.len();
        wrapped.push_str(text);
        // On a line of its own, so that no comment hides it.
        wrapped.push_str("\n)");
        Some(Self { expression: jlens_core::Expression::compile(&wrapped).ok()?, offset })
    }
}

impl JlensExpression {
    fn new(expression: jlens_core::Expression, dialect: Dialect) -> Self {
        let analysis = Analysis::of(&expression, dialect);
        Self {
            dialect,
            path: Path::of(expression.ast(), dialect),
            hoisted: None,
            in_place: InPlace::new(expression.source(), &analysis),
            analysis,
            expression,
        }
    }

    /// The variables, as far as they are read. `None` where that is more than the budget allows.
    fn bind(
        &self,
        bindings: &dyn Bindings,
        seed: u64,
        budget: &mut Budget,
    ) -> Option<jlens_core::Bindings> {
        let Analysis { reads, variables, functions, states: members, draws, .. } = &self.analysis;
        let mut bound = functions_of(self.dialect, seed, *draws);
        for (name, read) in variables {
            if let Some(value) = bindings.variable(name) {
                bound = bound.var(name.as_str(), cut::value(value, read, budget)?);
            }
        }
        for name in functions {
            if let Some(value) = bindings.variable(name) {
                bound = bound.var(name.as_str(), value.clone());
            }
        }
        if !reads.whole_states && reads.states.is_empty() {
            return Some(bound);
        }
        let mut states = Map::new();
        let mut add = |member: &'static str, read: &Read| {
            if let Some(tree) = bindings.states(member) {
                states.insert(member.to_owned(), cut::tree(&tree, read, budget)?);
            }
            Some(())
        };
        if reads.whole_states {
            STATES_MEMBERS.iter().try_for_each(|member| add(member, &Read::Whole))?;
        } else {
            members.iter().try_for_each(|(member, read)| add(member, read))?;
        }
        Some(bound.var("states", states))
    }

    /// Whether a variable hides a function that the expression names: the analysis takes the name for
    /// the function's, and the document cannot leave a name unbound.
    fn hides_function(&self, bindings: &dyn Bindings) -> bool {
        self.analysis.functions.iter().any(|name| bindings.variable(name).is_some())
    }

    fn options(settings: &Settings) -> Options {
        Options::new()
            .now(settings.now_millis)
            .seed(settings.seed)
            .timeout(settings.timeout)
            .max_depth(settings.max_depth)
            .max_array_length(settings.max_items)
            .max_string_length(settings.max_text_bytes)
    }
}

impl Compiled for JlensExpression {
    fn reads(&self) -> &Reads {
        &self.analysis.reads
    }

    fn evaluate(
        &self,
        input: Option<&Value>,
        bindings: &dyn Bindings,
        settings: &Settings,
    ) -> Result<Option<Value>, EvaluationError> {
        match self.path.as_ref().map(|path| path.follow(bindings)) {
            Some(Target::Value(value)) => return Ok(Some(value.clone())),
            Some(Target::Made(value)) => return Ok(Some(value)),
            Some(Target::Nowhere) => return Ok(None),
            Some(Target::Unknown) | None => {}
        }
        if let Some((hoisted, expression)) = &self.hoisted
            && input.is_none()
            && let Some(values) = hoisted.values(bindings)
        {
            // Spans of errors would be those of another text; the engine says them again.
            if let Ok(value) = expression.evaluate(None, &values, settings) {
                return Ok(value);
            }
        }
        let options = Self::options(settings);
        let copied = |bound: &jlens_core::Bindings| {
            self.expression
                .evaluate_with(input, bound, &options)
                .map_err(|error| evaluation_error(&error, self.dialect, 0))
        };
        let in_place =
            self.in_place.as_ref().filter(|_| input.is_none() && !self.hides_function(bindings));
        let Some(in_place) = in_place else {
            let bound =
                self.bind(bindings, settings.seed, &mut Budget::unlimited()).unwrap_or_default();
            return copied(&bound);
        };
        if let Some(bound) = self.bind(bindings, settings.seed, &mut Budget::new()) {
            return copied(&bound);
        }
        let document =
            source::Document { bindings, has_states: self.dialect == Dialect::StepFunctions };
        in_place
            .expression
            .evaluate_source(
                &document,
                &functions_of(self.dialect, settings.seed, self.analysis.draws),
                // What it stands in is a level of its own.
                &options.clone().max_depth(settings.max_depth.saturating_add(1)),
            )
            .map_err(|error| evaluation_error(&error, self.dialect, in_place.offset))
    }
}

fn functions_of(dialect: Dialect, seed: u64, draws: bool) -> jlens_core::Bindings {
    match dialect {
        Dialect::Plain => jlens_core::Bindings::new(),
        Dialect::StepFunctions if draws => functions::with_randomness(functions::pure(), seed),
        Dialect::StepFunctions => functions::pure(),
    }
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

/// `offset`: how much stands before the expression in the text that was evaluated.
fn evaluation_error(error: &jlens_core::Error, dialect: Dialect, offset: usize) -> EvaluationError {
    let span = error.span().map(range);
    let aws_words = (dialect == Dialect::StepFunctions).then(|| limit_words(error.code()));
    EvaluationError {
        code: error.code().to_owned(),
        message: aws_words.flatten().map_or_else(|| error.message(), str::to_owned),
        token: error.token(),
        span: span.map(|span| span.start.saturating_sub(offset)..span.end.saturating_sub(offset)),
    }
}

/// What AWS says of a limit. The first two as measured (floci-io/floci#2737); of the third the Developer Guide gives the
/// words before the colon, and JSONata's own test suite those after it.
fn limit_words(code: &str) -> Option<&'static str> {
    Some(match code {
        "D1011" => {
            "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive"
        }
        "U1001" => "Expression evaluation memory limit exceeded: Check for excessive memory usage",
        "D1012" => "Expression evaluation timeout: Check for infinite loop",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
