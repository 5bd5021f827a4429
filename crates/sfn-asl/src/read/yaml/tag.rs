//! Tags: those of the core schema, and the short forms of CloudFormation that stand for a text.

use std::borrow::Cow;

use saphyr_parser::Tag;

use super::{
    super::{
        scalar,
        tree::{Fault, Tree},
    },
    Builder,
};
use crate::Span;

impl Builder {
    pub(super) fn tagged(&mut self, tag: &Tag, text: Cow<'_, str>, span: Span) -> Tree {
        if tag.is_yaml_core_schema() {
            let plain = scalar::core_schema(&text);
            return match (tag.suffix.as_str(), plain) {
                ("str", _) => Tree::String(text.into_owned()),
                ("null", Some(tree @ Tree::Null)) | ("bool", Some(tree @ Tree::Bool(_))) => tree,
                ("int", Some(Tree::Number(number))) if !number.is_f64() => Tree::Number(number),
                ("float", Some(Tree::Number(number))) => Tree::Number(
                    number.as_f64().and_then(serde_json::Number::from_f64).unwrap_or(number),
                ),
                _ => {
                    self.faults.push(unknown(tag, span));
                    Tree::Null
                }
            };
        }
        match tag.suffix.as_str() {
            // `!` alone says that the text is a text.
            "" | "Sub" if tag.handle == "!" || tag.handle.is_empty() => {
                Tree::String(text.into_owned())
            }
            "Ref" | "GetAtt" if tag.handle == "!" => Tree::String(format!("${{{text}}}")),
            _ => {
                self.faults.push(unknown(tag, span));
                Tree::String(text.into_owned())
            }
        }
    }
}

pub(super) fn unknown(tag: &Tag, span: Span) -> Fault {
    Fault::new(Some(span), format!("the tag `{tag}` does not fit here"))
        .help("write the value itself")
}

pub(super) fn not_in_json(text: &str, span: Span) -> Fault {
    Fault::new(Some(span), format!("`{text}` is no number that JSON can hold"))
        .help("quote it if it is a text")
}
