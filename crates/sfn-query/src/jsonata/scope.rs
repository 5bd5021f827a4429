//! Where an evaluation finds the values of its variables.

use indexmap::IndexMap;
use serde_json::Value;

/// The members of `$states` that Step Functions knows.
pub const STATES_MEMBERS: [&str; 4] = ["input", "context", "result", "errorOutput"];

/// The variables an expression can read. Only what it does read is asked for, and only that is copied.
pub trait Bindings {
    /// The value of `$name`.
    fn variable(&self, name: &str) -> Option<&Value>;

    /// The value of `$states.member`; `member` is one of [`STATES_MEMBERS`].
    fn states(&self, member: &str) -> Option<&Value>;
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

    fn states(&self, _: &str) -> Option<&Value> {
        None
    }
}
