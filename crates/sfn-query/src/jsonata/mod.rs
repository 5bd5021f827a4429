//! JSONata as Step Functions runs it: compiled once, evaluated with variables, a fixed clock and a seed.
//!
//! The language itself comes from a crate (`jlens-core`); everything that this project sees of it is
//! here, so that the engine can be changed in one file (`engine.rs`). AWS's own functions are in
//! `functions.rs`.
//!
//! ```
//! use serde_json::json;
//! use sfn_query::jsonata::{Expression, Settings, Variables};
//!
//! let expression = Expression::compile("$sum($prices) * $rate").unwrap();
//! let variables = Variables::from_iter([("prices", json!([1, 2])), ("rate", json!(2))]);
//! assert_eq!(expression.evaluate(&variables, &Settings::default()).unwrap(), Some(json!(6)));
//! ```

mod engine;
mod error;
mod functions;
mod reads;
mod scope;

use std::{fmt, sync::Arc, time::Duration};

use serde_json::Value;

pub use crate::hash::HashAlgorithm;
pub use error::{EvaluationError, SyntaxError};
pub use reads::{ContextRead, Reads};
pub use scope::{Bindings, STATES_MEMBERS, Tree, Variables};

/// Which JSONata an expression is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// With AWS's `$partition`, `$range`, `$hash`, `$random(seed)`, `$uuid` and `$parse`, without `$eval`.
    #[default]
    StepFunctions,
    /// The language as its own test suite has it.
    Plain,
}

/// What an evaluation takes beside its variables.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The instant of `$now()` and `$millis()`, in milliseconds since the epoch.
    pub now_millis: i64,
    /// Where `$random()`, `$uuid()` and `$shuffle()` start: the same seed gives the same values.
    pub seed: u64,
    /// How long one evaluation may take. AWS allows one second.
    pub timeout: Duration,
    /// How deep expressions and calls may nest. AWS takes 100 levels: `1+1+…` of 100 terms, 99 parentheses around one.
    pub max_depth: usize,
    /// How many items an array may hold while it is computed. AWS runs out of memory at 873,783.
    pub max_items: usize,
    /// How long a text may become while it is computed. AWS takes 2^22 characters and runs out of memory before 2^23.
    pub max_text_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            now_millis: 0,
            seed: 1,
            timeout: Duration::from_secs(1),
            max_depth: 100,
            max_items: 873_782,
            max_text_bytes: 6_990_256,
        }
    }
}

/// An engine that compiles JSONata. Its one implementation wraps a crate; the trait is the border.
pub trait Engine {
    /// Parses and compiles `text`.
    ///
    /// # Errors
    /// Where it is not JSONata.
    fn compile(&self, text: &str, dialect: Dialect) -> Result<Arc<dyn Compiled>, SyntaxError>;

    /// Parses `text` and finds what it reads, without making it ready to be evaluated.
    ///
    /// # Errors
    /// Where it is not JSONata.
    fn reads(&self, text: &str, dialect: Dialect) -> Result<Reads, SyntaxError>;
}

/// What an [`Engine`] makes of a text.
pub trait Compiled: fmt::Debug + Send + Sync {
    /// What the expression may read.
    fn reads(&self) -> &Reads;

    /// Evaluates with `input` as the context (`None` in Step Functions).
    ///
    /// # Errors
    /// Where the evaluation fails, and where it exceeds one of the limits.
    fn evaluate(
        &self,
        input: Option<&Value>,
        bindings: &dyn Bindings,
        settings: &Settings,
    ) -> Result<Option<Value>, EvaluationError>;
}

/// A compiled expression; cheap to clone, and usable from several threads.
#[derive(Clone, Debug)]
pub struct Expression {
    text: Arc<str>,
    compiled: Arc<dyn Compiled>,
}

impl Expression {
    /// Compiles an expression of Step Functions, without its `{%` and `%}`.
    ///
    /// # Errors
    /// Where it is not JSONata; AWS's code for this is [`SyntaxError::AWS_CODE`].
    pub fn compile(text: &str) -> Result<Self, SyntaxError> {
        Self::compile_as(Dialect::StepFunctions, text)
    }

    /// Compiles an expression of that dialect.
    ///
    /// # Errors
    /// Where it is not JSONata.
    pub fn compile_as(dialect: Dialect, text: &str) -> Result<Self, SyntaxError> {
        Ok(Self { text: text.into(), compiled: engine::Jlens.compile(text, dialect)? })
    }

    /// The text, as it was compiled.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the expression may read.
    pub fn reads(&self) -> &Reads {
        self.compiled.reads()
    }

    /// Evaluates without an input document, as Step Functions does. `None` is *undefined*.
    ///
    /// # Errors
    /// Where the evaluation fails, and where it exceeds one of the limits.
    pub fn evaluate(
        &self,
        bindings: &dyn Bindings,
        settings: &Settings,
    ) -> Result<Option<Value>, EvaluationError> {
        self.compiled.evaluate(None, bindings, settings)
    }

    /// Evaluates with an input document.
    ///
    /// # Errors
    /// Where the evaluation fails, and where it exceeds one of the limits.
    pub fn evaluate_with_input(
        &self,
        input: Option<&Value>,
        bindings: &dyn Bindings,
        settings: &Settings,
    ) -> Result<Option<Value>, EvaluationError> {
        self.compiled.evaluate(input, bindings, settings)
    }
}

/// Whether `text` parses as JSONata.
///
/// # Errors
/// The first thing that does not.
pub fn check(text: &str) -> Result<(), SyntaxError> {
    engine::Jlens.compile(text, Dialect::StepFunctions).map(drop)
}

/// The names of the functions that Step Functions has: JSONata's without `$eval`, and its own.
pub fn function_names() -> impl Iterator<Item = &'static str> {
    functions::ALL.iter().copied().filter(|name| *name != "eval")
}

/// The expression in a string of a definition: what stands between `{%` and `%}`, trimmed.
///
/// AWS takes the delimiters only as the very first and last characters of the string.
pub fn expression_in(text: &str) -> Option<&str> {
    text.strip_prefix("{%")?.strip_suffix("%}").map(str::trim)
}

#[cfg(test)]
mod tests;
