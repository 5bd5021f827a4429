//! The tree that both syntaxes are parsed into: JSON values that know where they stand.

use serde_json::{Map, Number, Value};

use super::MAX_DEPTH;
use crate::Span;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// `None` where the definition did not come from a text.
    pub(super) span: Option<Span>,
    pub(super) value: Tree,
}

#[derive(Clone, Debug)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
    Object(Vec<Member>),
}

/// A key and its value. A key may stand twice; the first one counts.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) key: String,
    pub(super) key_span: Option<Span>,
    pub(super) value: Node,
}

/// What keeps a text from being a JSON value.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) span: Option<Span>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The service's own text and source location.
    pub(super) aws: Option<(String, String)>,
}

impl Fault {
    pub(super) fn new(span: Option<Span>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, aws: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn too_deep(span: Option<Span>) -> Self {
        Self::new(span, format!("objects and arrays nest deeper than {MAX_DEPTH} levels"))
    }
}

impl Node {
    /// The word for messages.
    pub(super) const fn what(&self) -> &'static str {
        match self.value {
            Tree::Null => "null",
            Tree::Bool(_) => "a boolean",
            Tree::Number(_) => "a number",
            Tree::String(_) => "a string",
            Tree::Array(_) => "an array",
            Tree::Object(_) => "an object",
        }
    }

    /// The value without positions.
    pub(super) fn to_json(&self) -> Value {
        match &self.value {
            Tree::Null => Value::Null,
            Tree::Bool(bool) => Value::Bool(*bool),
            Tree::Number(number) => Value::Number(number.clone()),
            Tree::String(string) => Value::String(string.clone()),
            Tree::Array(nodes) => nodes.iter().map(Self::to_json).collect(),
            Tree::Object(members) => Value::Object(object_to_json(members)),
        }
    }
}

pub(super) fn object_to_json(members: &[Member]) -> Map<String, Value> {
    let mut map = Map::with_capacity(members.len());
    for member in members {
        map.entry(member.key.as_str()).or_insert_with(|| member.value.to_json());
    }
    map
}

/// The tree of a JSON value.
pub(super) fn from_value(value: &Value) -> Result<Node, Fault> {
    at_depth(value, 0)
}

fn at_depth(value: &Value, depth: usize) -> Result<Node, Fault> {
    if depth > MAX_DEPTH {
        return Err(Fault::too_deep(None));
    }
    let value = match value {
        Value::Null => Tree::Null,
        Value::Bool(bool) => Tree::Bool(*bool),
        Value::Number(number) => Tree::Number(number.clone()),
        Value::String(string) => Tree::String(string.clone()),
        Value::Array(values) => Tree::Array(
            values.iter().map(|value| at_depth(value, depth + 1)).collect::<Result<_, _>>()?,
        ),
        Value::Object(map) => {
            let member = |(key, value): (&String, &Value)| {
                Ok(Member { key: key.clone(), key_span: None, value: at_depth(value, depth + 1)? })
            };
            Tree::Object(map.iter().map(member).collect::<Result<_, _>>()?)
        }
    };
    Ok(Node { span: None, value })
}
