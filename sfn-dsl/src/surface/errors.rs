//! Error values: `{Error, Cause}`, the cause being the JSON text of the fields. Called by `derive(TaskError)`.

use serde_json::Value;

use crate::{
    code::Code,
    surface::{enums, scope},
};

/// An error of this name, with the JSON of its fields if it has any.
pub fn error(name: &'static str, fields: Option<Code>) -> Code {
    let mut members = vec![("Error".into(), Code::text(name))];
    if let Some(fields) = fields {
        members.push(("Cause".into(), Code::call("string", [fields])));
    }
    Code::Object(members)
}

/// An error whose name and cause are values: `#[sfn(other)]`.
pub fn other(name: Code, cause: Code) -> Code {
    Code::Object(vec![("Error".into(), name), ("Cause".into(), cause)])
}

/// Whether the error has one of these names.
pub fn is_one_of(error: &Code, names: &[&str]) -> Code {
    enums::is_one_of(&error.field("Error"), names)
}

/// Whether the error has none of these names.
pub fn is_none_of(error: &Code, names: &[&str]) -> Code {
    enums::is_none_of(&error.field("Error"), names)
}

/// The fields, out of the cause: of the JSON text itself, or of a Lambda function's failure, where it is the
/// `errorMessage`.
pub fn fields(error: &Code) -> Code {
    match error.field("Cause") {
        Code::Call("string", arguments) if arguments.len() == 1 => {
            arguments.into_iter().next().unwrap_or(Code::null())
        }
        Code::Literal(Value::String(text)) => {
            Code::Literal(serde_json::from_str(&text).unwrap_or(Value::Null))
        }
        cause if matches!(error, Code::Object(_)) => Code::call("parse", [cause]),
        cause => scope::bind(&Code::call("parse", [cause]), |cause| {
            let message = cause.field("errorMessage");
            Code::conditional(
                Code::call("exists", [message.clone()]),
                Code::call("parse", [message]),
                cause.clone(),
            )
        }),
    }
}
