//! What an operation takes and gives: structures, lists, maps and scalars, at any depth.

use std::{
    hash::{Hash, Hasher},
    iter,
};

use super::block::{Block, Words};
use crate::layout::{FIRST_SHAPE, NO_NAME, REQUIRED, UNION};

/// The shape of a value in `Arguments` or in a result.
///
/// It is a number in its service's table, so a shape may contain itself (`DynamoDB`'s `AttributeValue`): compare shapes to
/// notice it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    block: Block,
    number: u16,
}

numbered! {
    /// What a value is.
    #[derive(PartialOrd, Ord)]
    pub enum Kind, otherwise Document {
        /// An object with known members.
        Structure = 0,
        /// An array.
        List = 1,
        /// An object with any keys.
        Map = 2,
        /// Text, perhaps one of the values of an enum.
        String = 3,
        /// A number without a fraction, of 32 bits.
        Integer = 4,
        /// A number without a fraction, of 64 bits.
        Long = 5,
        /// A number of 32 bits.
        Float = 6,
        /// A number of 64 bits.
        Double = 7,
        /// `true` or `false`.
        Boolean = 8,
        /// Bytes.
        Blob = 9,
        /// A point in time.
        Timestamp = 10,
        /// Any JSON.
        Document = 11,
    }
}

/// A member of a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name in `Arguments` and in results.
    pub name: &'static str,
    /// Whether a call without it fails.
    pub required: bool,
    /// Its value's shape.
    pub shape: Shape,
}

impl Shape {
    pub(crate) const fn new(block: Block, number: u16) -> Self {
        Self { block, number }
    }

    /// What the value is.
    pub fn kind(self) -> Kind {
        Kind::of(self.words().map_or(self.number, |words| words.get(0) & !UNION))
    }

    /// The name of a structure or an enum in the service's API model; `None` for other kinds, and for what an operation
    /// itself takes and gives.
    pub fn name(self) -> Option<&'static str> {
        let name = self.named(self.kind())?.get(1);
        (name != NO_NAME).then(|| self.block.string(name))
    }

    /// Whether exactly one member of the structure is there.
    pub fn is_union(self) -> bool {
        self.words().is_some_and(|words| words.get(0) & UNION != 0)
    }

    /// The members of a structure, in the order of the API model; none for other kinds.
    pub fn members(self) -> impl Iterator<Item = Member> {
        let mut words = self.content(Kind::Structure, 2);
        iter::from_fn(move || {
            let (name, shape) = (words.next()?, words.next()?);
            Some(Member {
                name: self.block.string(name),
                required: shape & REQUIRED != 0,
                shape: Self::new(self.block, shape & !REQUIRED),
            })
        })
    }

    /// The member of this name.
    pub fn member(self, name: &str) -> Option<Member> {
        self.members().find(|member| member.name == name)
    }

    /// The elements of a list.
    pub fn element(self) -> Option<Self> {
        self.part(Kind::List, 1)
    }

    /// The keys of a map.
    pub fn key(self) -> Option<Self> {
        self.part(Kind::Map, 1)
    }

    /// The values of a map.
    pub fn value(self) -> Option<Self> {
        self.part(Kind::Map, 2)
    }

    /// The values that an enum has in the API model; none for other text. AWS may know more of them by now.
    pub fn enum_values(self) -> impl Iterator<Item = &'static str> {
        self.content(Kind::String, 1).map(move |value| self.block.string(value))
    }

    fn part(self, kind: Kind, at: usize) -> Option<Self> {
        let words = self.words().filter(|_| self.kind() == kind)?;
        Some(Self::new(self.block, words.get(at)))
    }

    /// What follows kind and name, so many words for each thing that is counted; nothing if it is of another kind.
    fn content(self, kind: Kind, width: usize) -> impl Iterator<Item = u16> {
        let words = self.named(kind).unwrap_or_default();
        words.slice(3, usize::from(words.get(2)) * width)
    }

    /// The words of a kind that has a name.
    fn named(self, kind: Kind) -> Option<Words> {
        let named = self.kind() == kind && matches!(kind, Kind::Structure | Kind::String);
        self.words().filter(|_| named)
    }

    fn words(self) -> Option<Words> {
        self.block.shape(self.number.checked_sub(FIRST_SHAPE)?)
    }
}

impl Hash for Shape {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}
