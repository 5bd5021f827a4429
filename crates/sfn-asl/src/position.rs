//! Where things stand in the text that a definition was read from.

use std::{collections::BTreeSet, fmt};

use indexmap::IndexMap;

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

/// Where each part of a definition stands in its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    spans: IndexMap<Location, Place>,
    reported: BTreeSet<Location>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    key: Option<Span>,
    value: Span,
    is_container: bool,
}

impl Positions {
    /// The value at this location.
    pub fn value(&self, location: &Location) -> Option<Span> {
        self.spans.get(location).map(|place| place.value)
    }

    /// The key of the member at this location; elements of arrays have none.
    pub fn key(&self, location: &Location) -> Option<Span> {
        self.spans.get(location).and_then(|place| place.key)
    }

    /// The piece of text to point at: a simple value itself, but the key of an object or array.
    pub fn focus(&self, location: &Location) -> Option<Span> {
        let place = self.spans.get(location)?;
        Some(place.key.filter(|_| place.is_container).unwrap_or(place.value))
    }

    /// Whether the reader has already spoken about this place, so that the model holds a stand-in there.
    pub fn is_reported(&self, location: &Location) -> bool {
        self.reported.contains(location)
    }

    pub(crate) fn record(
        &mut self,
        location: Location,
        key: Option<Span>,
        value: Span,
        is_container: bool,
    ) {
        self.spans.insert(location, Place { key, value, is_container });
    }

    pub(crate) fn mark_reported(&mut self, location: Location) {
        self.reported.insert(location);
    }
}
