//! Why a path leads nowhere, in Jayway's words, which AWS repeats.

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
    /// A name where there is no object. The words are those of an execution on AWS that used `$.list.length()`
    /// (awsdocs/aws-step-functions-developer-guide#5).
    #[error("Property {property} not found in path {path}")]
    NotAnObject {
        /// The name, as `['name']`.
        property: String,
        /// The path up to there.
        path: String,
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
    /// More values have to be looked at than can be.
    #[error("the path looks at more than {limit} values")]
    TooMany {
        /// How many can be looked at.
        limit: usize,
    },
}
