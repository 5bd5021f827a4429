//! Why a path leads nowhere, in Jayway's words, which AWS repeats.

use serde_json::Value;

/// A definite path that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// What the last step names is not there.
    #[error("No results for path: {path}")]
    NoResults {
        /// The path.
        path: String,
    },
    /// What a step before the last one names is not there.
    #[error("Missing property in path {path}")]
    MissingProperty {
        /// The path up to there.
        path: String,
    },
    /// A name where there is no object.
    #[error(
        "Expected to find an object with property {property} in path {path} but found '{found}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'."
    )]
    NotAnObject {
        /// The name, as `['name']`.
        property: String,
        /// The path up to there.
        path: String,
        /// Which Java class the value has.
        found: &'static str,
    },
    /// An index where there is no array.
    #[error("Filter: {index} can only be applied to arrays. Current context is: {found}")]
    NotAnArray {
        /// The index, as `[0]`.
        index: String,
        /// The value.
        found: String,
    },
    /// Nothing assigned the variable.
    #[error("the variable '{name}' has no value")]
    NoVariable {
        /// Its name.
        name: Box<str>,
    },
    /// A function at the end of the path cannot be computed.
    #[error("Aggregation function attempted to calculate value using empty array")]
    NothingToAggregate,
    /// More values have to be looked at than can be.
    #[error("the path looks at more than {limit} values")]
    TooMany {
        /// How many can be looked at.
        limit: usize,
    },
}

/// The class that Jayway has for a JSON value.
pub(super) fn java_class(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "java.lang.Boolean",
        Value::Number(number) if number.is_f64() => "java.lang.Double",
        Value::Number(number) if number.as_i64().is_some_and(|n| i32::try_from(n).is_ok()) => {
            "java.lang.Integer"
        }
        Value::Number(_) => "java.lang.Long",
        Value::String(_) => "java.lang.String",
        Value::Array(_) => "java.util.ArrayList",
        Value::Object(_) => "java.util.LinkedHashMap",
    }
}
