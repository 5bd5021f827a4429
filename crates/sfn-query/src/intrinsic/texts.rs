//! The functions on texts and objects. `None` is an argument that AWS does not take.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{
        DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig,
        general_purpose::STANDARD as BASE64,
    },
};
use serde_json::Value;

use super::{error::Reason, function::Function};
use crate::hash::HashAlgorithm;

/// The most characters of a text that is hashed, encoded or decoded.
const MAX_CHARACTERS: usize = 10_000;

const DECODER: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

fn bounded(text: &Value) -> Option<&str> {
    text.as_str().filter(|text| text.chars().count() <= MAX_CHARACTERS)
}

pub(super) fn base64_encode(text: &Value) -> Option<Value> {
    Some(BASE64.encode(bounded(text)?).into())
}

/// Decodes up to the first `=`; what is no digit is passed over, and so is a digit that fills no byte.
pub(super) fn base64_decode(text: &Value) -> Option<Value> {
    let digits = bounded(text)?.chars().take_while(|c| *c != '=');
    let mut digits: String =
        digits.filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/')).collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    let bytes = DECODER.decode(digits).ok()?;
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

/// The value that a JSON text holds; of an empty text `null`.
pub(super) fn string_to_json(text: &Value) -> Result<Value, Reason> {
    let Some(text) = text.as_str() else {
        return Err(Reason::Arguments(Function::StringToJson.name()));
    };
    match text.trim() {
        "" => Ok(Value::Null),
        // For Java this is a whole number, which has no sign.
        "-0" => Ok(0.into()),
        text => serde_json::from_str(text).map_err(|error| Reason::Json(error.to_string())),
    }
}
