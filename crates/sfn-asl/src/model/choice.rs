//! Choice: rules in order, the first that is true leads on.

use serde_json::Value;

use super::{StateName, Template, TemplateMap};

/// The fields of a Choice state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceState {
    /// `Choices`
    pub choices: Vec<ChoiceRule>,
    /// `Default`
    pub default: Option<StateName>,
}

/// One element of `Choices`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceRule {
    /// `Condition` (JSONata): a boolean or an expression
    pub condition: Option<Value>,
    /// The test of a JSONPath rule
    pub test: Option<DataTest>,
    /// `Next`
    pub next: StateName,
    /// `Assign`
    pub assign: Option<TemplateMap>,
    /// `Output` (JSONata)
    pub output: Option<Template>,
    /// `Comment`
    pub comment: Option<String>,
}

/// What a JSONPath rule tests.
#[derive(Clone, Debug, PartialEq)]
pub enum DataTest {
    /// `And`
    And(Vec<NestedRule>),
    /// `Or`
    Or(Vec<NestedRule>),
    /// `Not`
    Not(Box<NestedRule>),
    /// `Variable` and one comparison operator
    Compare {
        /// `Variable`
        variable: String,
        /// The field that holds the operand.
        operator: ComparisonOperator,
        /// The value of that field.
        operand: Value,
    },
}

/// A rule inside `And`, `Or` or `Not`.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedRule {
    /// The test.
    pub test: DataTest,
    /// `Comment`
    pub comment: Option<String>,
}

macro_rules! operators {
    ($($name:ident)*) => {
        /// The comparison operators of JSONPath rules.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the variant is the field's name")]
        pub enum ComparisonOperator { $($name),* }

        impl ComparisonOperator {
            /// All operators.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The field's name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }

            /// The operator of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }
        }
    };
}
operators! {
    StringEquals StringLessThan StringGreaterThan StringLessThanEquals StringGreaterThanEquals StringMatches
    NumericEquals NumericLessThan NumericGreaterThan NumericLessThanEquals NumericGreaterThanEquals
    BooleanEquals
    TimestampEquals TimestampLessThan TimestampGreaterThan TimestampLessThanEquals TimestampGreaterThanEquals
    StringEqualsPath StringLessThanPath StringGreaterThanPath StringLessThanEqualsPath StringGreaterThanEqualsPath
    NumericEqualsPath NumericLessThanPath NumericGreaterThanPath NumericLessThanEqualsPath NumericGreaterThanEqualsPath
    BooleanEqualsPath
    TimestampEqualsPath TimestampLessThanPath TimestampGreaterThanPath TimestampLessThanEqualsPath TimestampGreaterThanEqualsPath
    IsNull IsPresent IsNumeric IsString IsBoolean IsTimestamp
}
