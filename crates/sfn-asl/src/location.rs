//! Where something stands in a definition, in the form that AWS uses: `/States/C/Choices[0]/Next`.

use std::{cmp::Ordering, fmt};

/// A place in a definition, as AWS writes it: `/States/Check/Choices[0]/Next`.
///
/// The root is `/`. Indexes are ordered as numbers: `Choices[2]` stands before `Choices[10]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Location(String);

impl Location {
    /// The whole definition.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The member `name` of the object at this place.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        let mut path = String::with_capacity(self.0.len() + 1 + name.len());
        path.push_str(&self.0);
        path.push('/');
        path.push_str(name);
        Self(path)
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

impl Ord for Location {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_part = self.parts().cmp(other.parts());
        by_part.then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Location {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Location {
    /// The pieces between `/`, `[` and `]`, each with its value where it is a number.
    fn parts(&self) -> impl Iterator<Item = (Option<u64>, &str)> {
        self.0.split(['/', '[', ']']).map(|part| (part.parse().ok(), part))
    }
}

#[cfg(test)]
mod tests {
    use super::Location;

    #[test]
    fn indexes_are_ordered_as_numbers() {
        let choices = Location::root().field("States").field("C").field("Choices");
        assert!(choices.index(2) < choices.index(10));
        assert!(choices < choices.index(0));
        assert!(choices.index(1).field("Next") < choices.index(2));
    }
}
