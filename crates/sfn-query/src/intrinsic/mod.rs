//! Intrinsic functions: `States.Format('Hello {}', $.name)` and its kind, in JSONPath states.
//!
//! ```
//! use serde_json::json;
//! use sfn_query::{Draws, intrinsic::Call, jsonpath::Document};
//!
//! let call = Call::parse("States.Format('{} of {}', $.done, States.ArrayLength($.all))").unwrap();
//! let input = json!({ "done": 1, "all": [1, 2] });
//! assert_eq!(call.evaluate(&Document(&input), &Draws::new(1)).unwrap(), json!("1 of 2"));
//! ```
//!
//! Source: AWS Step Functions Developer Guide, "Intrinsic functions"; results and messages as recorded on AWS.

mod arrays;
mod error;
mod fault;
mod format;
mod function;
mod numbers;
mod parse;
#[cfg(test)]
mod tests;
mod texts;

use std::{borrow::Cow, sync::Arc};

use serde_json::Value;

use crate::{
    cursor::SyntaxError,
    jsonpath::{Documents, Path, PathError},
    random::Draws,
};
pub use error::CallError;
use error::Reason;
pub use fault::{CallFault, CallFaultKind};
use format::Template;
use function::Function;

/// A parsed call.
#[derive(Clone, Debug)]
pub struct Call {
    text: Arc<str>,
    function: Function,
    arguments: Vec<Argument>,
}

#[derive(Clone, Debug)]
enum Argument {
    Value(Value),
    /// A text in quotes that `States.Format` fills in, or what is wrong with it, which AWS tells when it runs.
    Template(Result<Template, &'static str>),
    Path(Path),
    Call(Function, Vec<Argument>),
}

impl Call {
    /// Parses a call.
    ///
    /// # Errors
    /// Where the text is none, at the characters that are wrong.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let (function, arguments) = parse::call(text)?;
        Ok(Self { text: text.into(), function, arguments })
    }

    /// The text, as it was parsed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it gives a text, which `ErrorPath` and `CausePath` ask for.
    pub fn may_give_text(&self) -> bool {
        self.function.may_give_text()
    }

    /// Computes the value.
    ///
    /// # Errors
    /// Where an argument leads nowhere, or is not one that its function takes.
    pub fn evaluate(&self, documents: &dyn Documents, draws: &Draws) -> Result<Value, CallError> {
        call(self.function, &self.arguments, documents, draws)
            .map_err(|reason| CallError { call: Arc::clone(&self.text), reason: Box::new(reason) })
    }
}

fn call(
    function: Function,
    arguments: &[Argument],
    documents: &dyn Documents,
    draws: &Draws,
) -> Result<Value, Reason> {
    if let (Function::Format, Some((Argument::Template(template), values))) =
        (function, arguments.split_first())
    {
        let values = evaluate_all(values, documents, draws)?;
        return template.as_ref().map_err(|error| Reason::Template(error))?.fill(&values);
    }
    let values = evaluate_all(arguments, documents, draws)?;
    function.apply(&values, draws)
}

fn evaluate_all<'a>(
    arguments: &'a [Argument],
    documents: &'a dyn Documents,
    draws: &Draws,
) -> Result<Vec<Cow<'a, Value>>, Reason> {
    arguments.iter().map(|argument| argument.evaluate(documents, draws)).collect()
}

impl Argument {
    fn evaluate<'a>(
        &'a self,
        documents: &'a dyn Documents,
        draws: &Draws,
    ) -> Result<Cow<'a, Value>, Reason> {
        match self {
            Self::Value(value) => Ok(Cow::Borrowed(value)),
            // The first argument of `States.Format`, which is filled in by the call.
            Self::Template(_) => Ok(Cow::Owned(Value::Null)),
            Self::Path(path) => path.select(documents).map_err(|error| match error {
                error @ PathError::NotAnArray { .. } => Reason::Path(error),
                _ => Reason::NotFound {
                    path: path.text().to_owned(),
                    input: documents.input().to_string(),
                },
            }),
            Self::Call(function, arguments) => {
                call(*function, arguments, documents, draws).map(Cow::Owned)
            }
        }
    }
}
