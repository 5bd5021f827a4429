//! Error values: `{Error, Cause}`, the cause being the JSON text of the fields. Called by `derive(TaskError)`.

use std::fmt;

use serde_json::{Map, Value};

use crate::{
    code::{BinaryOperator::Equal, Code},
    error::{ErrorType, ErrorVariant, TaskFailure},
    surface::{
        enums,
        json_text::{json_text, value_of_json_text},
        scope,
    },
};

mod cause;

pub use cause::cause_text;

/// An error of this name, with the JSON of its fields if it has any.
pub fn error(name: &'static str, fields: Option<Code>) -> Code {
    let mut members = vec![("Error".into(), Code::text(name))];
    if let Some(fields) = fields {
        members.push(("Cause".into(), Code::call("string", [fields])));
    }
    Code::Object(members)
}

/// An error of this name, with the JSON of the one value that its variant holds.
pub fn error_of(name: &'static str, value: Code, is_object: bool) -> Code {
    let cause = if is_object { Code::call("string", [value]) } else { json_text(value) };
    Code::Object(vec![("Error".into(), Code::text(name)), ("Cause".into(), cause)])
}

/// An error whose name and cause are values: `#[sfn(other)]`.
pub fn other(name: Code, cause: Code) -> Code {
    Code::Object(vec![("Error".into(), name), ("Cause".into(), cause)])
}

/// Whether the error is the variant `index` of its enum. A variant for every other error takes what no other one names.
pub fn is_variant(error: &Code, variants: &[ErrorVariant], index: usize) -> Code {
    let name = error.field("Error");
    let names = names(variants, index);
    if !names.contains(&"States.ALL") {
        return enums::is_one_of(&name, &names);
    }
    let others = variants.iter().enumerate().filter(|(other, _)| *other != index);
    let others: Vec<_> = others.flat_map(|(_, other)| other.names()).collect();
    enums::is_none_of(&name, &others)
}

/// The names of the variant `index`, for `ErrorEquals`.
pub fn names(variants: &[ErrorVariant], index: usize) -> Vec<&'static str> {
    variants.get(index).map(ErrorVariant::names).unwrap_or_default()
}

/// Whether another enum's error with the name of `failure` is sure to be of that enum.
pub fn is_named(variants: &[ErrorVariant], failure: &TaskFailure) -> bool {
    variants.iter().any(|variant| variant.names().contains(&&*failure.error))
}

/// The cause; empty for an error that was made without one.
pub fn cause(error: &Code) -> Code {
    match error {
        Code::Object(members) if !members.iter().any(|(key, _)| &**key == "Cause") => {
            Code::text("")
        }
        error => error.field("Cause"),
    }
}

/// The fields, out of the cause: of the JSON text itself, or of a Lambda function's failure, where it is the
/// `errorMessage`.
pub fn fields(error: &Code) -> Code {
    let cause = error.field("Cause");
    if let Some(value) = value_of_json_text(&cause) {
        return value;
    }
    match cause {
        Code::Call("string", arguments) if arguments.len() == 1 => {
            arguments.into_iter().next().unwrap_or(Code::null())
        }
        Code::Literal(Value::String(text)) => {
            Code::Literal(serde_json::from_str(&text).unwrap_or(Value::Null))
        }
        cause if matches!(error, Code::Object(_)) => Code::call("parse", [cause]),
        cause => scope::bind(&Code::call("parse", [cause]), |cause| {
            let is_wrapped = Code::binary(Equal, cause.field("errorType"), error.field("Error"));
            let message = cause.field("errorMessage");
            Code::conditional(is_wrapped, Code::call("parse", [message]), cause.clone())
        }),
    }
}

/// `#[serde(flatten)]`
pub fn flatten(members: &mut Map<String, Value>, value: Value) {
    if let Value::Object(more) = value {
        members.extend(more);
    }
}

/// `Name: cause`
pub fn display(failure: &TaskFailure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&failure.error)?;
    if failure.cause.is_empty() { Ok(()) } else { write!(f, ": {}", failure.cause) }
}

/// What `derive(TaskError)` needs of the error in a transparent variant.
pub struct Inner<E> {
    /// See `ErrorType::__VARIANTS`.
    pub variants: &'static [ErrorVariant],
    /// See `ErrorType::__to_failure`.
    pub to_failure: fn(&E) -> TaskFailure,
    /// See `ErrorType::__from_failure`.
    pub from_failure: fn(&TaskFailure) -> Option<E>,
}

/// The one place where generated code asks that it be an error type, so that a missing derive is one error.
pub const fn inner<E: ErrorType>() -> Inner<E> {
    Inner { variants: E::__VARIANTS, to_failure: E::__to_failure, from_failure: E::__from_failure }
}
