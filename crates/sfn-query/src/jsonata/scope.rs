//! Where an evaluation finds the values of its variables.

use std::borrow::Cow;

use indexmap::IndexMap;
use serde_json::Value;

/// The members of `$states` that Step Functions knows.
pub const STATES_MEMBERS: [&str; 4] = ["input", "context", "result", "errorOutput"];

/// The variables an expression can read. Only what it does read is asked for, and only that is copied.
pub trait Bindings {
    /// The value of `$name`.
    fn variable(&self, name: &str) -> Option<&Value>;

    /// The value of `$states.member`; `member` is one of [`STATES_MEMBERS`].
    fn states(&self, member: &str) -> Option<Tree<'_>>;
}

/// A value put together from parts that live elsewhere, so that the context object, which holds
/// the execution's whole input, is never built for the sake of one of its names.
#[derive(Clone, Debug)]
pub enum Tree<'a> {
    /// A value as it is.
    Value(&'a Value),
    /// A text.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(u64),
    /// An object with these members.
    Object(Vec<(&'static str, Tree<'a>)>),
}

impl Tree<'_> {
    /// The value.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Value(value) => (*value).clone(),
            Self::Text(text) => Value::from(text.as_ref()),
            Self::Number(number) => Value::from(*number),
            Self::Object(members) => members
                .iter()
                .map(|(name, member)| ((*name).to_owned(), member.to_value()))
                .collect(),
        }
    }
}

impl<'a> From<&'a Value> for Tree<'a> {
    fn from(value: &'a Value) -> Self {
        Self::Value(value)
    }
}

impl<'a> From<&'a str> for Tree<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

/// A plain table of variables, without `$states`.
#[derive(Clone, Debug, Default)]
pub struct Variables(IndexMap<String, Value>);

impl Variables {
    /// Sets a variable; its name is given without the `$`.
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        self.0.insert(name.into(), value);
    }
}

impl<N: Into<String>> FromIterator<(N, Value)> for Variables {
    fn from_iter<T: IntoIterator<Item = (N, Value)>>(variables: T) -> Self {
        Self(variables.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

impl Bindings for Variables {
    fn variable(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    fn states(&self, _: &str) -> Option<Tree<'_>> {
        None
    }
}
