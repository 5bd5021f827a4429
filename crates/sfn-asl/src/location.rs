//! Where something stands in a definition, in the form that AWS uses: `/States/C/Choices[0]/Next`.

use std::fmt;

/// A place in a definition, as AWS writes it: `/States/Check/Choices[0]/Next`.
///
/// The root is `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location(String);

impl Location {
    /// The whole definition.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The member `name` of the object at this place.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        Self(format!("{}/{name}", self.0))
    }

    /// The element `index` of the array at this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    /// The text, `/` for the root.
    pub fn as_str(&self) -> &str {
        if self.0.is_empty() { "/" } else { &self.0 }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
