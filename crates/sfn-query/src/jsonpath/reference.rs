//! Reference paths, which lead to one place: read by `ItemsPath`, written by `ResultPath`.

use std::{borrow::Cow, mem};

use serde_json::{Map, Value};

use super::{
    Documents, Path, Root,
    ast::{Segment, Step},
};
use crate::cursor::SyntaxError;

/// A path of names and indexes.
#[derive(Clone, Debug)]
pub struct ReferencePath(Path);

/// A place that a reference path does not lead to; AWS calls this `States.ReferencePathConflict`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceError {
    /// The value cannot hold what the path names.
    #[error("Unable to apply ReferencePath {path} to input {input}")]
    Scalar {
        /// The path.
        path: String,
        /// The value.
        input: String,
    },
    /// An object or array does not have, or cannot take, what a step names.
    #[error("Unable to apply step \"{step}\" to input {input}")]
    Step {
        /// The name or index.
        step: String,
        /// The object or array.
        input: String,
    },
}

impl ReferencePath {
    /// Parses a reference path.
    ///
    /// # Errors
    /// Where the text is no path, or leads to more than one place.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let path = Path::parse(text)?;
        if path.is_reference() {
            return Ok(Self(path));
        }
        let message = "a reference path consists of names and single indexes";
        Err(SyntaxError { message: message.to_owned(), span: 0..text.len() })
    }

    /// The path.
    pub const fn path(&self) -> &Path {
        &self.0
    }

    /// Whether it is `$`.
    pub fn is_whole_input(&self) -> bool {
        self.0.is_whole_input()
    }

    /// Why the path, which leads nowhere, does not: AWS's words for `ItemsPath`.
    pub fn conflict(&self, documents: &dyn Documents) -> ReferenceError {
        let document = match self.0.root() {
            Root::Input => Cow::Borrowed(documents.input()),
            Root::Context => Cow::Owned(documents.context().to_value()),
            Root::Variable(name) => {
                documents.variable(name).map_or(Cow::Owned(Value::Null), Cow::Borrowed)
            }
        };
        let mut value = &*document;
        for segment in &self.0.segments {
            match next(segment, value) {
                Some(next) => value = next,
                None => return self.error(segment, value),
            }
        }
        ReferenceError::Scalar { path: self.0.text().to_owned(), input: document.to_string() }
    }

    /// `document` with `value` where the path leads to. Objects that are not there are made.
    ///
    /// # Errors
    /// Where something else is in the way, or an array does not have the index.
    pub fn write(&self, mut document: Value, value: Value) -> Result<Value, ReferenceError> {
        let mut place = &mut document;
        for segment in &self.0.segments {
            place = match (&segment.step, place) {
                (Step::Name(name), Value::Object(members)) => members
                    .entry(String::from(&**name))
                    .or_insert_with(|| Value::Object(Map::new())),
                (Step::Index(index), Value::Array(elements)) => {
                    let index = usize::try_from(*index).unwrap_or(usize::MAX);
                    if index >= elements.len() {
                        return Err(self.error(segment, &Value::Array(mem::take(elements))));
                    }
                    #[expect(clippy::indexing_slicing, reason = "checked")]
                    &mut elements[index]
                }
                (_, other) => return Err(self.error(segment, other)),
            };
        }
        *place = value;
        Ok(document)
    }

    fn error(&self, segment: &Segment, value: &Value) -> ReferenceError {
        let input = value.to_string();
        match &segment.step {
            Step::Name(name) if value.is_object() || value.is_array() => {
                ReferenceError::Step { step: name.to_string(), input }
            }
            Step::Index(index) if value.is_object() || value.is_array() => {
                ReferenceError::Step { step: index.to_string(), input }
            }
            _ => ReferenceError::Scalar { path: self.0.text().to_owned(), input },
        }
    }
}

fn next<'a>(segment: &Segment, value: &'a Value) -> Option<&'a Value> {
    match (&segment.step, value) {
        (Step::Name(name), Value::Object(members)) => members.get(&**name),
        (Step::Index(index), Value::Array(elements)) => elements.get(usize::try_from(*index).ok()?),
        _ => None,
    }
}
