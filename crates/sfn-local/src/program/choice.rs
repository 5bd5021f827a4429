//! The compiled rules of a Choice.

mod pattern;

use std::cmp::Ordering;

use jiff::Timestamp;
use sfn_query::{jsonpath::Path, template::Field};

use super::{AssignProgram, OutputProgram, StateIndex};
pub(crate) use pattern::Pattern;

/// One element of `Choices`.
#[derive(Debug)]
pub(crate) struct RuleProgram {
    pub(crate) condition: ConditionProgram,
    pub(crate) next: StateIndex,
    pub(crate) assign: Option<AssignProgram>,
    pub(crate) output: OutputProgram,
}

#[derive(Debug)]
pub(crate) enum ConditionProgram {
    Constant(bool),
    /// `Condition`
    Expression(Field),
    /// What a JSONPath rule tests.
    Test(TestProgram),
}

#[derive(Debug)]
pub(crate) enum TestProgram {
    And(Vec<TestProgram>),
    Or(Vec<TestProgram>),
    Not(Box<TestProgram>),
    /// `Variable` and what must be true of it
    Variable(Path, Property),
}

#[derive(Debug)]
pub(crate) enum Property {
    /// `IsPresent`
    IsPresent(bool),
    /// `IsString` and its kind
    Is(ValueType, bool),
    /// `StringMatches`
    Matches(Pattern),
    /// `NumericLessThan` and its kind
    Compares(Relation, Scalar),
    /// `NumericLessThanPath` and its kind
    ComparesWith(Relation, ScalarType, Path),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueType {
    Null,
    Numeric,
    String,
    Boolean,
    Timestamp,
}

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Equals,
    LessThan,
    GreaterThan,
    LessThanEquals,
    GreaterThanEquals,
}

impl Relation {
    pub(crate) const fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equals => ordering.is_eq(),
            Self::LessThan => ordering.is_lt(),
            Self::GreaterThan => ordering.is_gt(),
            Self::LessThanEquals => ordering.is_le(),
            Self::GreaterThanEquals => ordering.is_ge(),
        }
    }
}

/// As what two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScalarType {
    String,
    Numeric,
    Boolean,
    Timestamp,
}

/// A value that others can be compared with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar {
    String(Box<str>),
    Numeric(f64),
    Boolean(bool),
    Timestamp(Timestamp),
}
