//! Tests on the type of a JSON value, by which `untagged` enums are told apart.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    print::not,
    surface::scope,
};

/// How deep a value is looked into.
pub const DEPTH: u32 = 2;

/// `$type(place) = 'kind'`
pub fn is(place: &Code, kind: &str) -> Code {
    if let Code::Literal(value) = place {
        return Code::Literal(Value::Bool(kind == kind_of(value)));
    }
    Code::binary(BinaryOperator::Equal, Code::call("type", [place.clone()]), Code::text(kind))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Both.
pub fn and(left: Code, right: Code) -> Code {
    match (&left, &right) {
        (Code::Literal(Value::Bool(true)), _) => right,
        (_, Code::Literal(Value::Bool(true))) => left,
        _ => Code::binary(BinaryOperator::And, left, right),
    }
}

/// One of both.
pub fn or(left: Code, right: Code) -> Code {
    Code::binary(BinaryOperator::Or, left, right)
}

/// A whole number.
pub(crate) fn integer(place: &Code, unsigned: bool) -> Code {
    let whole =
        Code::binary(BinaryOperator::Equal, Code::call("floor", [place.clone()]), place.clone());
    let whole = and(is(place, "number"), whole);
    if !unsigned {
        return whole;
    }
    and(whole, Code::binary(BinaryOperator::GreaterOrEqual, place.clone(), Code::Literal(0.into())))
}

/// An array of which each element has the shape `element`.
pub(crate) fn array(place: &Code, depth: u32, element: fn(&Code, u32) -> Code) -> Code {
    let array = is(place, "array");
    if depth == 0 {
        return array;
    }
    let other = scope::with(|names| {
        Code::call(
            "filter",
            [
                place.clone(),
                Code::Function(
                    vec![names.item.clone()],
                    not(element(&Code::Local(names.item.clone()), depth - 1)).into(),
                ),
            ],
        )
    });
    and(array, not(Code::call("exists", [other])))
}

/// Nothing has this shape.
#[doc(hidden)]
pub fn never() -> Code {
    Code::Literal(Value::Bool(false))
}

/// One of all.
#[doc(hidden)]
pub fn any(shapes: Vec<Code>) -> Code {
    shapes.into_iter().reduce(or).unwrap_or_else(never)
}

/// `shape`, and none of those that come first.
#[doc(hidden)]
pub fn first(earlier: Vec<Code>, shape: Code) -> Code {
    match earlier.into_iter().reduce(or) {
        Some(earlier) => and(not(earlier), shape),
        None => shape,
    }
}

/// What appends exactly this value, where only the value tells whether it is an array.
#[doc(hidden)]
pub fn appended_of_any_kind(value: Code) -> Code {
    let wrapped = |value| Code::Array(vec![super::bracketed(value)]);
    match &value {
        Code::Array(_) | Code::Range(..) | Code::Literal(Value::Array(_)) => wrapped(value),
        Code::Literal(_) | Code::Object(_) => value,
        _ => Code::conditional(is(&value, "array"), wrapped(value.clone()), value),
    }
}
