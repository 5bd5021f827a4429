//! Taking texts apart. What Rust does with an empty separator, JSONata does otherwise or refuses.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    surface::{ExprIter, iterators::below, scope},
};

use super::{equal, length};

/// `otherwise`, or `of_empty` where `separator` is empty.
fn unless_empty(separator: &Code, of_empty: Code, otherwise: Code) -> Code {
    match separator {
        Code::Literal(Value::String(text)) if text.is_empty() => of_empty,
        Code::Literal(_) => otherwise,
        separator => {
            Code::conditional(equal(separator.clone(), Code::text("")), of_empty, otherwise)
        }
    }
}

/// The characters: JavaScript's `$split(text, '')` would cut some in two.
pub(super) fn characters(text: &Code) -> ExprIter<char> {
    ExprIter::new(scope::bind(text, |text| {
        let character = scope::function(|index| {
            Code::call("substring", [text.clone(), index, Code::Literal(1.into())])
        });
        Code::Array(vec![Code::call("map", [below(length(text)), character])])
    }))
}

/// Around every character: `["", "a", "b", ""]`.
fn around_characters(text: &Code) -> Code {
    let end = || Code::Array(vec![Code::text("")]);
    let characters = characters(text).into_array();
    Code::call("append", [end(), Code::call("append", [characters, end()])])
}

pub(super) fn split(text: &Code, separator: &Code) -> ExprIter<String> {
    ExprIter::new(scope::bind(text, |text| {
        let parts = Code::call("split", [text.clone(), separator.clone()]);
        unless_empty(separator, around_characters(text), parts)
    }))
}

pub(super) fn replace(text: &Code, from: &Code, to: &Code) -> Code {
    scope::bind(text, |text| {
        let replaced = Code::call("replace", [text.clone(), from.clone(), to.clone()]);
        let joined = Code::call("join", [around_characters(text), to.clone()]);
        unless_empty(from, joined, replaced)
    })
}

pub(super) fn split_whitespace(text: &Code) -> ExprIter<String> {
    let parts = Code::call("split", [text.clone(), Code::Regex(white_space!())]);
    let filled =
        scope::function(|part| Code::binary(BinaryOperator::NotEqual, part, Code::text("")));
    ExprIter::new(Code::Array(vec![Code::call("filter", [parts, filled])]))
}

/// What follows the last line break is a line only if there is something.
pub(super) fn lines(text: &Code) -> ExprIter<String> {
    let parts = Code::call("split", [text.clone(), Code::Regex(r"\r?\n")]);
    ExprIter::new(scope::bind(&parts, |parts| {
        let last = crate::surface::numbers::minus_one(Code::call("count", [parts.clone()]));
        let is_line = scope::indexed_function(|part, index| {
            Code::binary(
                BinaryOperator::Or,
                Code::binary(BinaryOperator::Less, index, last),
                Code::binary(BinaryOperator::NotEqual, part, Code::text("")),
            )
        });
        Code::Array(vec![Code::call("filter", [parts.clone(), is_line])])
    }))
}
