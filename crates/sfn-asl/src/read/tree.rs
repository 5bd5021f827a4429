//! The tree that both syntaxes are parsed into: JSON values that know where they stand.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::MAX_DEPTH;
use crate::{
    Location, Span,
    position::{Children, Spot},
};

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

/// A key and its value.
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

/// A key that stood twice in one object.
pub(super) struct Duplicate {
    pub(super) key: String,
    pub(super) location: Location,
    pub(super) first: Option<Span>,
    pub(super) second: Option<Span>,
}

impl Node {
    /// Takes out all members whose key stands before them in the same object.
    pub(super) fn remove_duplicates(&mut self) -> Vec<Duplicate> {
        let mut found = Vec::new();
        self.remove_duplicates_at(&mut Vec::new(), &mut found);
        found
    }

    fn remove_duplicates_at(&mut self, path: &mut Vec<Step>, found: &mut Vec<Duplicate>) {
        match &mut self.value {
            Tree::Array(nodes) => {
                for (index, node) in nodes.iter_mut().enumerate() {
                    path.push(Step::Index(index));
                    node.remove_duplicates_at(path, found);
                    path.pop();
                }
            }
            Tree::Object(members) => {
                if has_duplicates(members) {
                    take_duplicates(members, &location(path), found);
                }
                for member in members {
                    if !matches!(member.value.value, Tree::Array(_) | Tree::Object(_)) {
                        continue;
                    }
                    path.push(Step::Key(std::mem::take(&mut member.key)));
                    member.value.remove_duplicates_at(path, found);
                    if let Some(Step::Key(key)) = path.pop() {
                        member.key = key;
                    }
                }
            }
            _ => {}
        }
    }

    /// Where this value and all inside it stand; `None` where it came from no text.
    pub(super) fn into_spot(self, key: Option<Span>) -> Option<Spot> {
        let children = match self.value {
            Tree::Array(nodes) => Children::Elements(
                nodes.into_iter().map(|node| node.into_spot(None)).collect::<Option<_>>()?,
            ),
            Tree::Object(members) => {
                let spot =
                    |member: Member| Some((member.key, member.value.into_spot(member.key_span)?));
                let mut spots = members.into_iter().map(spot).collect::<Option<Vec<_>>>()?;
                spots.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
                Children::Members(spots)
            }
            _ => Children::None,
        };
        Some(Spot { key, value: self.span?, children })
    }

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
    members.iter().map(|member| (member.key.clone(), member.value.to_json())).collect()
}

/// A step on the way to a value. Locations are only put together for what is reported.
enum Step {
    Key(String),
    Index(usize),
}

fn location(path: &[Step]) -> Location {
    path.iter().fold(Location::root(), |location, step| match step {
        Step::Key(key) => location.field(key),
        Step::Index(index) => location.index(*index),
    })
}

fn has_duplicates(members: &[Member]) -> bool {
    let keys = || members.iter().map(|member| member.key.as_str());
    if members.len() <= 8 {
        return keys()
            .enumerate()
            .any(|(index, key)| keys().take(index).any(|earlier| earlier == key));
    }
    let mut sorted: Vec<_> = keys().collect();
    sorted.sort_unstable();
    sorted.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

fn take_duplicates(members: &mut Vec<Member>, place: &Location, found: &mut Vec<Duplicate>) {
    let mut first_of: BTreeMap<String, Option<Span>> = BTreeMap::new();
    members.retain(|member| {
        let Some(&first) = first_of.get(&member.key) else {
            first_of.insert(member.key.clone(), member.key_span);
            return true;
        };
        let (key, second) = (member.key.clone(), member.key_span);
        found.push(Duplicate { location: place.field(&key), key, first, second });
        false
    });
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
