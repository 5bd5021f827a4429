//! Where things stand in the text that a definition was read from.

use std::{collections::BTreeSet, fmt, ops::Range};

use crate::Location;

/// A position in a source text, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A piece of a source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// Where it begins.
    pub start: Position,
    /// The position right behind it.
    pub end: Position,
}

impl Span {
    /// The bytes of `text`, where this is the place of that string. `None` where the source writes it with escapes or on
    /// several lines.
    pub(crate) fn part(self, text: &str, bytes: Range<usize>) -> Option<Self> {
        let characters =
            |text: Option<&str>| u32::try_from(text.unwrap_or_default().chars().count()).ok();
        let width = self.end.column.checked_sub(self.start.column)?;
        let quotes = match width.checked_sub(characters(Some(text))?)? {
            2 => 1,
            0 => 0,
            _ => return None,
        };
        let column = |end| Some(self.start.column + quotes + characters(text.get(..end))?);
        let at = |column| Position { line: self.start.line, column };
        (self.start.line == self.end.line).then_some(())?;
        Some(Self { start: at(column(bytes.start)?), end: at(column(bytes.end)?) })
    }
}

/// Where each part of a definition stands in its text.
///
/// Kept as a tree and looked up on demand: most definitions are fine, and then nobody asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    root: Option<Spot>,
    reported: BTreeSet<Location>,
}

/// A value in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub(crate) key: Option<Span>,
    pub(crate) value: Span,
    pub(crate) children: Children,
}

/// What is inside a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Children {
    None,
    Elements(Vec<Spot>),
    /// Sorted by key.
    Members(Vec<(String, Spot)>),
}

impl Positions {
    pub(crate) fn new(root: Option<Spot>, reported: BTreeSet<Location>) -> Self {
        Self { root, reported }
    }

    /// The value at this location.
    pub fn value(&self, location: &Location) -> Option<Span> {
        self.spot(location).map(|spot| spot.value)
    }

    /// The key of the member at this location; elements of arrays have none.
    pub fn key(&self, location: &Location) -> Option<Span> {
        self.spot(location).and_then(|spot| spot.key)
    }

    /// The piece of text to point at: a simple value itself, but the key of an object or array.
    pub fn focus(&self, location: &Location) -> Option<Span> {
        let spot = self.spot(location)?;
        let is_container = spot.children != Children::None;
        Some(spot.key.filter(|_| is_container).unwrap_or(spot.value))
    }

    /// Whether the reader has already spoken about this place, so that the model holds a stand-in there.
    pub fn is_reported(&self, location: &Location) -> bool {
        !self.reported.is_empty() && self.reported.contains(location)
    }

    fn spot(&self, location: &Location) -> Option<&Spot> {
        let path = location.as_str();
        self.root.as_ref()?.find(if path == "/" { "" } else { path })
    }
}

impl Spot {
    /// The spot at the end of the path. State names may hold `/` and `[`, so every place where a name could end is
    /// tried, the nearest first.
    fn find(&self, path: &str) -> Option<&Self> {
        if path.is_empty() {
            return Some(self);
        }
        match &self.children {
            Children::None => None,
            Children::Elements(elements) => {
                let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
                elements.get(index.parse::<usize>().ok()?)?.find(rest)
            }
            Children::Members(members) => {
                let path = path.strip_prefix('/')?;
                let ends = path.match_indices(['/', '[']).map(|(end, _)| end).chain([path.len()]);
                let mut splits = ends.filter_map(|end| path.split_at_checked(end));
                splits.find_map(|(name, rest)| {
                    let index = members.binary_search_by(|(key, _)| key.as_str().cmp(name)).ok()?;
                    members.get(index)?.1.find(rest)
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Location, read};

    #[test]
    fn names_with_slashes_and_brackets_are_found() {
        let text = "{ \"a/b\": { \"c[0]\": [1, { \"d\": 2 }] },\n  \"a\": 3 }";
        let positions = read::json(text).positions;
        let root = Location::root();
        let at = |location: &Location| {
            positions.value(location).map(|span| (span.start.to_string(), span.end.to_string()))
        };
        let pair = |start: &str, end: &str| Some((start.to_owned(), end.to_owned()));
        assert_eq!(at(&root), pair("1:1", "2:11"));
        assert_eq!(at(&root.field("a/b").field("c[0]").index(1).field("d")), pair("1:31", "1:32"));
        assert_eq!(at(&root.field("a")), pair("2:8", "2:9"));
        assert_eq!(at(&root.field("b")), None);
        assert_eq!(positions.focus(&root.field("a/b")).unwrap().start.to_string(), "1:3");
    }
}
