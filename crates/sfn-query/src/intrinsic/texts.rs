//! The functions on texts and objects. `None` is an argument that AWS does not take.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{
        DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig,
        general_purpose::STANDARD as BASE64,
    },
};
use serde_json::{Number, Value};

use crate::hash::HashAlgorithm;

/// The most characters of a text that is hashed, encoded or decoded.
const MAX_CHARACTERS: usize = 10_000;

/// Java's decoder takes texts with and without padding.
const DECODER: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

fn bounded(text: &Value) -> Option<&str> {
    text.as_str().filter(|text| text.chars().count() <= MAX_CHARACTERS)
}

pub(super) fn base64_encode(text: &Value) -> Option<Value> {
    Some(BASE64.encode(bounded(text)?).into())
}

pub(super) fn base64_decode(text: &Value) -> Option<Value> {
    let bytes = DECODER.decode(bounded(text)?).ok()?;
    Some(String::from_utf8_lossy(&bytes).into())
}

pub(super) fn hash(text: &Value, algorithm: &Value) -> Option<Value> {
    let algorithm = HashAlgorithm::from_name(algorithm.as_str()?)?;
    Some(algorithm.hash(bounded(text)?).into())
}

/// The members of both objects, of those in both the second one's. Deep merging is documented and not supported.
pub(super) fn json_merge(one: &Value, other: &Value, deep: &Value) -> Option<Value> {
    let (mut merged, other) = (one.as_object()?.clone(), other.as_object()?);
    if deep.as_bool()? {
        return None;
    }
    merged.extend(other.iter().map(|(name, value)| (name.clone(), value.clone())));
    Some(merged.into())
}

/// The parts between any of the characters of `delimiters`; empty ones are left out.
pub(super) fn split(text: &Value, delimiters: &Value) -> Option<Value> {
    let (text, delimiters) = (text.as_str()?, delimiters.as_str()?);
    let parts = text.split(|c| delimiters.contains(c)).filter(|part| !part.is_empty());
    Some(parts.collect())
}

pub(super) fn string_to_json(text: &Value) -> Option<Value> {
    let value: Value = serde_json::from_str(text.as_str()?).ok()?;
    // `-0` is a whole number for Java, and has no sign.
    let is_minus_zero = value.as_f64() == Some(0.0) && text.as_str()?.trim() == "-0";
    Some(if is_minus_zero { Value::Number(Number::from(0)) } else { value })
}
