//! What several states share.

use std::{borrow::Borrow, fmt, ops::Deref};

use serde_json::{Map, Number, Value};

/// The name of a state: 1 to 80 characters, unique in the whole definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateName(String);

impl StateName {
    /// Takes the name as it is; whether it is a good one is a rule's business.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for StateName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for StateName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for StateName {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl From<String> for StateName {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for StateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The language of the expressions in a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QueryLanguage {
    /// JsonPath, payload templates and intrinsic functions; the default.
    #[default]
    JsonPath,
    /// JSONata expressions between `{%` and `%}`.
    Jsonata,
}

impl QueryLanguage {
    /// The value of the field `QueryLanguage`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JsonPath => "JSONPath",
            Self::Jsonata => "JSONata",
        }
    }
}

/// A JSON value that may hold expressions: a payload template (JSONPath) or JSONata strings.
pub type Template = Value;

/// A JSON object that may hold expressions.
pub type TemplateMap = Map<String, Value>;

/// A number, or the text that stands in its place: a JSONata expression or a `${Placeholder}`.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// A constant.
    Number(Number),
    /// `{% … %}` or `${…}`.
    Text(String),
}

impl Quantity {
    /// The constant, where it is a whole number that is not negative.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked: whole and not negative"
            )]
            Self::Number(number) => number.as_u64().or_else(|| {
                number
                    .as_f64()
                    .filter(|n| n.fract() == 0.0 && (0.0..9.0e15).contains(n))
                    .map(|n| n as u64)
            }),
            Self::Text(_) => None,
        }
    }
}

impl From<u64> for Quantity {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

/// A path, or `null`, which has a meaning of its own in `InputPath`, `OutputPath` and `ResultPath`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathOrNull {
    /// The path.
    Path(String),
    /// `null`.
    Null,
}

/// Where a state leads: `Next` or `End`. Exactly one is right; both are kept for the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transition {
    /// The next state.
    pub next: Option<StateName>,
    /// Whether the scope ends here.
    pub end: Option<bool>,
}

impl Transition {
    /// `"Next": name`.
    pub fn next(name: impl Into<StateName>) -> Self {
        Self { next: Some(name.into()), end: None }
    }

    /// `"End": true`.
    pub const fn end() -> Self {
        Self { next: None, end: Some(true) }
    }
}
