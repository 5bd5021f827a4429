//! A value as JSON text.

use serde_json::Value;

use crate::code::{BinaryOperator, Code};

/// The JSON of a value that may be a text, which `$string` leaves as it is: so it is put into an array, whose brackets are
/// cut off again.
pub(crate) fn json_text(value: Code) -> Code {
    match value {
        Code::Literal(Value::String(text)) => Code::text(Value::String(text).to_string()),
        Code::Literal(_) | Code::Object(_) => Code::call("string", [value]),
        value => {
            let text = Code::call("string", [Code::Array(vec![value])]);
            Code::Block(vec![("json".into(), text)], without_brackets().into())
        }
    }
}

/// The value that was made a JSON text so.
pub(crate) fn value_of_json_text(text: &Code) -> Option<Code> {
    let Code::Block(bindings, body) = text else { return None };
    let [(_, Code::Call("string", arguments))] = bindings.as_slice() else { return None };
    let [Code::Array(elements)] = arguments.as_slice() else { return None };
    let [value] = elements.as_slice() else { return None };
    (**body == without_brackets()).then(|| value.clone())
}

fn without_brackets() -> Code {
    let json = Code::Local("json".into());
    let length = Code::binary(
        BinaryOperator::Subtract,
        Code::call("length", [json.clone()]),
        Code::Literal(2.into()),
    );
    Code::call("substring", [json, Code::Literal(1.into()), length])
}
