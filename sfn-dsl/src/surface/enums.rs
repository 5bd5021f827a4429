//! Tests on enums, in each of serde's representations. Called by `derive(Data)`.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    print::not,
};

fn boolean(value: bool) -> Code {
    Code::Literal(Value::Bool(value))
}

/// Whether a text is one of `names`.
pub fn is_one_of(text: &Code, names: &[&str]) -> Code {
    if let Code::Literal(value) = text {
        return boolean(value.as_str().is_some_and(|text| names.contains(&text)));
    }
    match names {
        [] => boolean(false),
        [name] => Code::binary(BinaryOperator::Equal, text.clone(), Code::text(*name)),
        names => Code::binary(
            BinaryOperator::In,
            text.clone(),
            Code::Array(names.iter().map(|name| Code::text(*name)).collect()),
        ),
    }
}

/// Whether a text is none of `names`: `#[serde(other)]`.
pub fn is_none_of(text: &Code, names: &[&str]) -> Code {
    not(is_one_of(text, names))
}

/// Whether an externally tagged variant with content is this one.
pub fn has_member(base: &Code, names: &[&str]) -> Code {
    if let Code::Object(members) = base {
        return boolean(members.iter().any(|(key, _)| names.contains(&&**key)));
    }
    if let Code::Literal(value) = base {
        return boolean(names.iter().any(|name| value.get(name).is_some()));
    }
    names
        .iter()
        .map(|name| Code::call("exists", [base.field(name)]))
        .reduce(|left, right| Code::binary(BinaryOperator::Or, left, right))
        .unwrap_or(boolean(false))
}

/// The member under the first of `keys` that is there.
pub fn content(base: &Code, keys: &[&str]) -> Code {
    if let Code::Object(members) = base
        && let Some((_, value)) = members.iter().find(|(key, _)| keys.contains(&&**key))
    {
        return value.clone();
    }
    match keys {
        [key] => base.field(key),
        [key, others @ ..] => Code::or_else(base.field(key), content(base, others)),
        [] => base.clone(),
    }
}

/// An object with the members of `content` and the tag.
pub fn tagged(tag: &'static str, name: &'static str, content: Code) -> Code {
    super::members::object(vec![
        super::members::Part::Member(tag, Code::text(name)),
        super::members::Part::Flattened(content),
    ])
}
