//! The moment, ids, chance and digests.

use serde::Serialize;
pub use sfn_query::jsonata::HashAlgorithm as Algorithm;

use crate::native::with_current;

/// The moment it is, in UTC with milliseconds: `$now()`.
///
/// # Example
/// ```
/// use sfn_dsl::{native::Environment, sfn};
///
/// let environment = Environment::new().starting_at("2026-01-31T09:00:00.5Z".parse()?);
/// assert_eq!(environment.run(async { sfn::now() })?, "2026-01-31T09:00:00.500Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn now() -> String {
    format!("{:.3}", with_current(|environment| environment.now()))
}

/// A random UUID, version 4: `$uuid()`.
pub fn uuid() -> String {
    with_current(|environment| environment.random().next_uuid())
}

/// A random number, at least 0 and less than 1: `$random()`.
pub fn random() -> f64 {
    with_current(|environment| environment.random().next_f64())
}

/// The digest of a text, as hexadecimal digits: `$hash()`.
///
/// # Example
/// ```
/// use sfn_dsl::sfn::{self, Algorithm};
///
/// assert_eq!(sfn::hash("abc", Algorithm::Md5), "900150983cd24fb0d6963f7d28e17f72");
/// ```
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#transforming-data-jsonata-functions>
pub fn hash(text: impl AsRef<str>, algorithm: Algorithm) -> String {
    algorithm.hash(text.as_ref())
}

/// A value as JSON text: `$string()`.
///
/// For parameters that are JSON inside a text, such as the detail of an event.
///
/// # Example
/// ```
/// use sfn_dsl::sfn;
///
/// assert_eq!(sfn::to_json(&vec!["a", "b"]), r#"["a","b"]"#);
/// ```
///
/// # Errors
/// A value that has no JSON, such as a map whose keys are no texts, gives `null`; workflow data always has.
pub fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
