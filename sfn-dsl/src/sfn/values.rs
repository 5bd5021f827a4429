//! The moment, ids, chance and digests.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Serialize;
use serde_json::{Number, Value};
pub use sfn_query::jsonata::HashAlgorithm as Algorithm;

use crate::{native::with_current, surface::errors::cause_text};

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

/// A text in Base64: `$base64encode()`.
///
/// For text of ASCII characters. What AWS makes of others is not documented: JSONata's own takes each as one byte, which
/// the interpreter does as well, and natively it is UTF-8.
///
/// # Example
/// ```
/// use sfn_dsl::sfn;
///
/// assert_eq!(sfn::base64("hello:world"), "aGVsbG86d29ybGQ=");
/// ```
///
/// # Source
/// <https://docs.jsonata.org/string-functions#base64encode>
pub fn base64(text: impl AsRef<str>) -> String {
    BASE64_STANDARD.encode(text.as_ref())
}

/// A value as JSON text, for parameters that are JSON inside a text, such as the detail of an event: `$string()`.
///
/// Numbers are written as JSONata does: whole ones without a fraction, and with at most 15 digits.
///
/// # Example
/// ```
/// use sfn_dsl::sfn;
///
/// assert_eq!(sfn::to_json(&vec!["a", "b"]), r#"["a","b"]"#);
/// assert_eq!(sfn::to_json(&2.0), "2");
/// ```
///
/// # Errors
/// A value that has no JSON, such as a map whose keys are no texts, gives `null`; workflow data always has.
pub fn to_json(value: &impl Serialize) -> String {
    serde_json::to_value(value).map_or_else(|_| "null".to_owned(), |value| cause_text(&value))
}

/// A whole number as an integer, as JSONata prints it.
pub(crate) fn whole(number: &Number) -> Value {
    match number.as_f64() {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and exact in an `f64`")]
        Some(float) if float.fract() == 0.0 && float.abs() < 9.0e15 => (float as i64).into(),
        _ => number.clone().into(),
    }
}
