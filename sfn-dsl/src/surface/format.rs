//! `format!`: texts joined with `&`.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::Data,
    expr::Expr,
};

mod precision;

/// What `{}` prints in JSONata as in Rust.
#[diagnostic::on_unimplemented(
    message = "`{{}}` does not print `{Self}` inside Step Functions as Rust does",
    label = "text, integers, `bool` and `char` print the same",
    note = "a float needs a precision: `{{:.2}}`; of a struct, print its fields"
)]
pub trait DisplayText: Data {
    /// As a text.
    #[doc(hidden)]
    fn __display(value: Code) -> Code {
        match value {
            Code::Literal(Value::Number(number)) => Code::text(number.to_string()),
            Code::Literal(Value::Bool(value)) => Code::text(value.to_string()),
            value => Code::call("string", [value]),
        }
    }
}

macro_rules! display_text {
    ($($t:ty),*) => {$(impl DisplayText for $t {})*};
}

display_text!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, bool);

macro_rules! is_text {
    ($($t:ty),*) => {$(
        impl DisplayText for $t {
            fn __display(value: Code) -> Code {
                value
            }
        }
    )*};
}

is_text!(String, char, uuid::Uuid);

impl<T: DisplayText> DisplayText for Box<T> {
    fn __display(value: Code) -> Code {
        T::__display(value)
    }
}

/// `{}`
pub fn display<T: DisplayText>(value: Expr<T>) -> Code {
    T::__display(value.__code().clone())
}

/// A number that `{:.2}` prints.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no precision",
    label = "`{{:.2}}` works on `f64` inside Step Functions"
)]
pub trait HasPrecision: Data {}

impl HasPrecision for f64 {}

/// `{:.precision}`
pub fn display_precision<T: HasPrecision>(value: Expr<T>, precision: usize) -> Code {
    if let Code::Literal(Value::Number(number)) = value.__code()
        && let Some(number) = number.as_f64()
    {
        return Code::text(format!("{number:.precision$}"));
    }
    precision::print(value.__code(), precision)
}

/// The texts one after the other.
pub fn concat(parts: Vec<Code>) -> Expr<String> {
    Expr::__new(concat_code(parts))
}

/// As [`concat`], untyped.
pub(crate) fn concat_code(parts: Vec<Code>) -> Code {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        flatten(part, &mut flat);
    }
    if flat.len() > 1 {
        // `&` makes texts of its operands.
        flat = flat.into_iter().map(without_string).collect();
    }
    flat.into_iter()
        .reduce(|left, right| Code::binary(BinaryOperator::Concatenate, left, right))
        .unwrap_or_else(|| Code::text(""))
}

fn flatten(part: Code, flat: &mut Vec<Code>) {
    match part {
        Code::Binary(BinaryOperator::Concatenate, left, right) => {
            flatten((*left).clone(), flat);
            flatten((*right).clone(), flat);
        }
        Code::Literal(Value::String(text)) => match flat.last_mut() {
            _ if text.is_empty() => {}
            Some(Code::Literal(Value::String(before))) => before.push_str(&text),
            _ => flat.push(Code::text(text)),
        },
        part => flat.push(part),
    }
}

fn without_string(code: Code) -> Code {
    match code {
        Code::Call("string", arguments) if arguments.len() == 1 => {
            arguments.into_iter().next().unwrap_or(Code::null())
        }
        code => code,
    }
}

impl<T> Expr<T> {
    /// As a text.
    pub fn to_string(&self) -> Expr<String>
    where
        T: DisplayText,
    {
        Expr::__new(display(self.clone()))
    }
}
