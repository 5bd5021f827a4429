//! What an operation takes and gives: structures, lists, maps and scalars, at any depth.

use std::{
    hash::{Hash, Hasher},
    iter, ptr,
};

use super::{
    block::{Block, Words},
    own::Own,
    wire::{WireMember, wire_name},
};
use crate::layout::{
    FIRST_SHAPE, FLATTENED, KIND, NAMED, NO_NAME, PROTOCOL, RENAMED, REQUIRED, UNION,
};

/// The shape of a value in `Arguments` or in a result.
///
/// It is a number in its service's table, so a shape may contain itself (`DynamoDB`'s `AttributeValue`): compare shapes to
/// notice it. What only an optimized integration has stands in its own table.
#[derive(Clone, Copy, Debug)]
pub struct Shape(Place);

#[derive(Clone, Copy, Debug)]
enum Place {
    Api { block: Block, number: u16 },
    Own(&'static Own),
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
        Self(Place::Api { block, number })
    }

    pub(super) const fn own(own: &'static Own) -> Self {
        Self(Place::Own(own))
    }

    /// What the value is.
    pub fn kind(self) -> Kind {
        match self.0 {
            Place::Own(own) => own.kind(),
            Place::Api { number, .. } => {
                Kind::of(self.words().map_or(number, |(_, words)| words.get(0) & KIND))
            }
        }
    }

    /// The name of a structure or an enum in the service's API model; `None` for other kinds, and for what an operation
    /// itself takes and gives.
    pub fn name(self) -> Option<&'static str> {
        if let Place::Own(own) = self.0 {
            return own.name();
        }
        let (block, words) = self.named(self.kind())?;
        let name = words.get(1);
        (name != NO_NAME).then(|| block.string(name))
    }

    /// Whether exactly one member of the structure is there.
    pub fn is_union(self) -> bool {
        self.words().is_some_and(|(_, words)| words.get(0) & UNION != 0)
    }

    /// The members of a structure, in the order of the API model; none for other kinds.
    pub fn members(self) -> Box<dyn Iterator<Item = Member>> {
        if let Place::Own(own) = self.0 {
            return own.members();
        }
        let Some((block, mut words)) = self.content(Kind::Structure, 2) else {
            return Box::new(iter::empty());
        };
        Box::new(iter::from_fn(move || {
            let (name, shape) = (words.next()?, words.next()?);
            Some(Member {
                name: block.string(name),
                required: shape & REQUIRED != 0,
                shape: Self::new(block, shape & !REQUIRED),
            })
        }))
    }

    /// The member of this name.
    pub fn member(self, name: &str) -> Option<Member> {
        self.members().find(|member| member.name == name)
    }

    /// The members of a structure as they stand in requests and responses.
    pub fn wire_members(self) -> Vec<WireMember> {
        let is_camel_case = match self.0 {
            Place::Api { block, .. } => block.string(PROTOCOL).ends_with("camelCase"),
            Place::Own(_) => false,
        };
        let named =
            |member: Member| WireMember::usual(wire_name(member.name, is_camel_case), member);
        let mut members: Vec<_> = self.members().map(named).collect();
        if let Some((block, words)) = self.named(Kind::Structure)
            && words.get(0) & RENAMED != 0
        {
            let at = 3 + usize::from(words.get(2)) * 2;
            let renamed: Vec<u16> = words.slice(at + 1, usize::from(words.get(at)) * 2).collect();
            for (place, name) in renamed.as_chunks().0.iter().map(|[place, name]| (*place, *name)) {
                if let Some(known) = members.get_mut(usize::from(place)) {
                    *known = WireMember::renamed(block.string(name), known.member);
                }
            }
        }
        members
    }

    /// The elements of a list.
    pub fn element(self) -> Option<Self> {
        match self.0 {
            Place::Own(Own::List(element)) => Some(element.shape()),
            _ => self.part(Kind::List, 1),
        }
    }

    /// The keys of a map; nothing is known of those of a map that is not the API's.
    pub fn key(self) -> Option<Self> {
        self.part(Kind::Map, 1)
    }

    /// The values of a map.
    pub fn value(self) -> Option<Self> {
        match self.0 {
            Place::Own(Own::Map(value)) => Some(value.shape()),
            _ => self.part(Kind::Map, 2),
        }
    }

    /// The values that an enum has in the API model; none for other text. AWS may know more of them by now.
    pub fn enum_values(self) -> impl Iterator<Item = &'static str> {
        let own = match self.0 {
            Place::Own(own) => own.enum_values(),
            Place::Api { .. } => &[],
        };
        let of_api = self.content(Kind::String, 1);
        let of_api = of_api
            .into_iter()
            .flat_map(|(block, values)| values.map(move |value| block.string(value)));
        own.iter().map(String::as_str).chain(of_api)
    }

    /// Whether the elements of a list or the entries of a map stand in requests and in XML without an element around them.
    pub fn is_flattened(self) -> bool {
        self.words().is_some_and(|(_, words)| words.get(0) & FLATTENED != 0)
    }

    /// What the elements of a list are named in requests and in XML, where that is not the usual name.
    pub fn element_name(self) -> Option<&'static str> {
        self.name_at(Kind::List, 2)
    }

    /// What the keys and the values of a map are named in requests and in XML.
    pub fn entry_names(self) -> (&'static str, &'static str) {
        let name = |at| self.name_at(Kind::Map, at);
        (name(3).unwrap_or("key"), name(4).unwrap_or("value"))
    }

    fn name_at(self, kind: Kind, at: usize) -> Option<&'static str> {
        let (block, words) = self.words().filter(|_| self.kind() == kind)?;
        let name = if words.get(0) & NAMED == 0 { NO_NAME } else { words.get(at) };
        (name != NO_NAME).then(|| block.string(name))
    }

    /// The least and the greatest number that the API takes, as far as its model says; the service may still refuse others.
    pub fn range(self) -> (Option<f64>, Option<f64>) {
        let is_number =
            matches!(self.kind(), Kind::Integer | Kind::Long | Kind::Float | Kind::Double);
        let Some((block, words)) = self.words().filter(|_| is_number) else { return (None, None) };
        let bound = |at| block.string(words.get(at)).parse().ok();
        (bound(1), bound(2))
    }

    fn part(self, kind: Kind, at: usize) -> Option<Self> {
        let (block, words) = self.words().filter(|_| self.kind() == kind)?;
        Some(Self::new(block, words.get(at)))
    }

    /// What follows kind and name, so many words for each thing that is counted; nothing if it is of another kind.
    fn content(
        self,
        kind: Kind,
        width: usize,
    ) -> Option<(Block, impl Iterator<Item = u16> + 'static)> {
        let (block, words) = self.named(kind)?;
        Some((block, words.slice(3, usize::from(words.get(2)) * width)))
    }

    /// The words of a kind that has a name.
    fn named(self, kind: Kind) -> Option<(Block, Words)> {
        let named = self.kind() == kind && matches!(kind, Kind::Structure | Kind::String);
        self.words().filter(|_| named)
    }

    fn words(self) -> Option<(Block, Words)> {
        match self.0 {
            Place::Api { block, number } => {
                Some((block, block.shape(number.checked_sub(FIRST_SHAPE)?)?))
            }
            Place::Own(_) => None,
        }
    }
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (
                Place::Api { block, number },
                Place::Api { block: other_block, number: other_number },
            ) => block == other_block && number == other_number,
            (Place::Own(own), Place::Own(other)) => ptr::eq(own, other),
            _ => false,
        }
    }
}

impl Eq for Shape {}

impl Hash for Shape {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            Place::Api { number, .. } => number.hash(state),
            Place::Own(own) => ptr::hash(own, state),
        }
    }
}
