//! JSONPath as Step Functions takes it: the dialect of the Java library Jayway `JsonPath`, with
//! `$$` for the context object and `$name` for a variable.
//!
//! A path is *definite* where it can lead to one value only; it gives that value, or fails. A path
//! with `*`, `..`, a slice, a filter or several indexes is *indefinite*: it gives an array of all
//! that it leads to, which may be empty. What AWS takes and RFC 9535 does not: names with dashes
//! (`$.detail-type`), a dot before a bracket (`$.['two words']`), the last element as `$.items[(@.length-1)]`,
//! texts without quotes in filters (`$.items[?(@.state == DONE)]`), and Jayway's filter operators (`in`, `nin`, `=~`,
//! `subsetof`, …). What it does not have: negative indexes, and functions (`length()` is the name of a member that
//! is not there).
//!
//! ```
//! use serde_json::json;
//! use sfn_query::jsonpath::Path;
//!
//! let order = json!({ "items": [{ "sku": "a", "price": 3 }, { "sku": "b", "price": 7 }] });
//! let sku = |path: &str| Path::parse(path).unwrap().select_in(&order).unwrap().into_owned();
//! assert_eq!(sku("$.items[0].sku"), json!("a"));
//! assert_eq!(sku("$.items[?(@.price > 5)].sku"), json!(["b"]));
//!
//! let missing = Path::parse("$.customer.name").unwrap();
//! let error = missing.select_in(&order).unwrap_err();
//! assert_eq!(error.to_string(), "Missing property in path $['customer']");
//! ```
//!
//! Source: AWS Step Functions Developer Guide, "Reference paths"; the documentation of Jayway
//! `JsonPath`; results and messages as recorded on AWS.

mod ast;
mod error;
mod evaluate;
mod filter;
mod parse;
mod reference;
#[cfg(test)]
mod tests;
mod variables;

use std::{borrow::Cow, sync::Arc};

use serde_json::Value;

use crate::{
    cursor::{Cursor, SyntaxError},
    jsonata::Tree,
};

use ast::{Segment, Step};
pub use error::PathError;
pub use reference::{ReferenceError, ReferencePath};
pub use variables::variables_in;

/// What paths of a state can read.
pub trait Documents {
    /// What `$` stands for.
    fn input(&self) -> &Value;

    /// What `$$` stands for: the context object.
    fn context(&self) -> Tree<'_>;

    /// The value of the variable `$name`.
    fn variable(&self, name: &str) -> Option<&Value>;
}

/// A document alone: `$`, without a context object and variables.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a>(pub &'a Value);

impl Documents for Document<'_> {
    fn input(&self) -> &Value {
        self.0
    }

    fn context(&self) -> Tree<'_> {
        Tree::Object(Vec::new())
    }

    fn variable(&self, _: &str) -> Option<&Value> {
        None
    }
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`
    Input,
    /// `$$`
    Context,
    /// `$name`
    Variable(Box<str>),
}

/// A parsed path.
#[derive(Clone, Debug)]
pub struct Path {
    text: Arc<str>,
    root: Root,
    segments: Vec<Segment>,
    is_definite: bool,
}

impl Path {
    /// Parses a path.
    ///
    /// # Errors
    /// Where the text is none, at the characters that are wrong.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let mut cursor = Cursor::new(text);
        cursor.skip_spaces();
        let path = parse::path(&mut cursor, parse::Place::Alone)?;
        cursor.skip_spaces();
        if cursor.peek().is_some() {
            return Err(cursor.unexpected("`.` or `[`"));
        }
        Ok(path)
    }

    /// Parses the path that stands at the cursor among the arguments of a call.
    pub(crate) fn parse_argument(cursor: &mut Cursor<'_>) -> Result<Self, SyntaxError> {
        parse::path(cursor, parse::Place::Argument)
    }

    fn new(text: &str, root: Root, segments: Vec<Segment>) -> Self {
        let is_definite = segments.iter().all(Segment::is_definite);
        Self { text: text.into(), root, segments, is_definite }
    }

    /// The text, as it was parsed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the path begins.
    pub const fn root(&self) -> &Root {
        &self.root
    }

    /// Whether it leads to one value only.
    pub const fn is_definite(&self) -> bool {
        self.is_definite
    }

    /// Whether it is `$`: all of the input, as it is.
    pub fn is_whole_input(&self) -> bool {
        self.root == Root::Input && self.segments.is_empty()
    }

    /// Whether it consists of names and single indexes only.
    pub fn is_reference(&self) -> bool {
        let is_single = |segment: &Segment| {
            !segment.scan
                && match &segment.step {
                    Step::Name(name) => !name.ends_with("()"),
                    Step::Index(_) => true,
                    _ => false,
                }
        };
        self.segments.iter().all(is_single)
    }

    /// What the path leads to. Nothing is copied where it is definite and leads into the input or a variable.
    ///
    /// # Errors
    /// Where a definite path leads nowhere.
    pub fn select<'a>(&self, documents: &'a dyn Documents) -> Result<Cow<'a, Value>, PathError> {
        match &self.root {
            Root::Input => self.select_in(documents.input()),
            Root::Variable(name) => match documents.variable(name) {
                Some(value) => self.select_in(value),
                None => Err(PathError::NoVariable { name: name.clone() }),
            },
            Root::Context => evaluate::select_in_tree(self, documents.context()),
        }
    }

    /// What the path leads to where its root is `document`.
    ///
    /// # Errors
    /// Where a definite path leads nowhere.
    pub fn select_in<'a>(&self, document: &'a Value) -> Result<Cow<'a, Value>, PathError> {
        evaluate::select(self, &self.segments, document)
    }
}
