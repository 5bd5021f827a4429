//! What a path consists of.

use std::fmt;

use regex_lite::Regex;
use serde_json::Value;

/// A step, and whether it is taken from every value below instead of from the one it stands at (`..`).
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) scan: bool,
    pub(super) step: Step,
}

#[derive(Clone, Debug)]
pub(super) enum Step {
    /// `.name`, `['name']`
    Name(Box<str>),
    /// `['a', 'b']`: at the end an object of these members, else each of them
    Names(Vec<Box<str>>),
    /// `[0]`
    Index(i64),
    /// `[(@.length-1)]`: this many elements before the end
    FromEnd(u64),
    /// `[0, 2]`
    Indexes(Vec<i64>),
    /// `[1:3]`, `[1:]`, `[:3]`
    Slice(Option<i64>, Option<i64>),
    /// `.*`, `[*]`
    Wildcard,
    /// `[?(…)]`
    Filter(Filter),
}

impl Segment {
    pub(super) const fn is_definite(&self) -> bool {
        !self.scan
            && matches!(
                self.step,
                Step::Name(_) | Step::Names(_) | Step::Index(_) | Step::FromEnd(_)
            )
    }
}

/// A condition on a value, `@`.
#[derive(Clone, Debug)]
pub(super) enum Filter {
    Or(Vec<Filter>),
    And(Vec<Filter>),
    Not(Box<Filter>),
    /// The path leads somewhere.
    Exists(Operand),
    Compare(Operand, Operator, Operand),
}

#[derive(Clone, Debug)]
pub(super) enum Operand {
    Value(Value),
    /// `@…`, or `$…` where `document`.
    Path {
        document: bool,
        segments: Vec<Segment>,
    },
    /// `/…/i`, which matches whole texts
    Pattern(Box<Regex>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    Size,
    Empty,
    SubsetOf,
    AnyOf,
    NoneOf,
}

impl Operator {
    /// The operators as they are written; of those that begin alike the longer one comes first.
    pub(super) const ALL: [(&'static str, Self); 15] = [
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("<=", Self::LessOrEqual),
        ("<", Self::Less),
        (">=", Self::GreaterOrEqual),
        (">", Self::Greater),
        ("=~", Self::Matches),
        ("in", Self::In),
        ("nin", Self::NotIn),
        ("contains", Self::Contains),
        ("size", Self::Size),
        ("empty", Self::Empty),
        ("subsetof", Self::SubsetOf),
        ("anyof", Self::AnyOf),
        ("noneof", Self::NoneOf),
    ];
}

impl fmt::Display for Segment {
    /// As Jayway writes paths in its messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scan {
            f.write_str("..")?;
        }
        match &self.step {
            Step::Name(name) => write!(f, "['{name}']"),
            Step::Names(names) => write!(f, "['{}']", names.join("','")),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::FromEnd(before) => write!(f, "[@.size()-{before}]"),
            Step::Indexes(indexes) => {
                let indexes: Vec<_> = indexes.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", indexes.join(","))
            }
            Step::Slice(from, to) => {
                f.write_str("[")?;
                from.map_or(Ok(()), |from| write!(f, "{from}"))?;
                f.write_str(":")?;
                to.map_or(Ok(()), |to| write!(f, "{to}"))?;
                f.write_str("]")
            }
            Step::Wildcard => f.write_str("[*]"),
            Step::Filter(_) => f.write_str("[?]"),
        }
    }
}

/// The first segments of a path as Jayway writes them.
pub(super) fn normalized(segments: &[Segment]) -> String {
    segments.iter().fold("$".to_owned(), |text, segment| text + &segment.to_string())
}
