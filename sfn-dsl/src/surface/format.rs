//! `format!`: texts joined with `&`.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::Data,
    expr::Expr,
};

mod layout;
mod precision;

pub use layout::{Align, Kind, Layout, kind, lay_out};

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

/// What `{:.2}` prints: a number with so many digits after the point, or so many characters of a text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no precision",
    label = "`{{:.2}}` works on `f64` and on text inside Step Functions"
)]
pub trait HasPrecision: Data {
    /// As a text.
    #[doc(hidden)]
    fn __display_precision(value: &Code, precision: usize) -> Code;
}

impl HasPrecision for f64 {
    fn __display_precision(value: &Code, precision: usize) -> Code {
        match value {
            Code::Literal(Value::Number(number)) => {
                Code::text(format!("{:.precision$}", number.as_f64().unwrap_or_default()))
            }
            value => precision::print(value, precision),
        }
    }
}

impl HasPrecision for String {
    fn __display_precision(value: &Code, precision: usize) -> Code {
        let (start, length) = (Code::Literal(0.into()), Code::Literal(precision.into()));
        Code::call("substring", [value.clone(), start, length])
    }
}

/// `{:.precision}`
pub fn display_precision<T: HasPrecision>(value: Expr<T>, precision: usize) -> Code {
    T::__display_precision(value.__code(), precision)
}

/// A number that `{:x}` prints.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not printed in another base inside Step Functions",
    label = "unsigned integers of up to 32 bits and `usize` are"
)]
pub trait HasBase: Data {}

macro_rules! has_base {
    ($($t:ty),*) => {$(impl HasBase for $t {})*};
}

has_base!(u8, u16, u32, usize);

/// `{:x}`, `{:o}`, `{:b}`
pub fn display_base<T: HasBase>(value: Expr<T>, base: u32) -> Code {
    Code::call("formatBase", [value.__code().clone(), Code::Literal(base.into())])
}

/// `{:X}`
pub fn display_upper_hex<T: HasBase>(value: Expr<T>) -> Code {
    Code::call("uppercase", [display_base(value, 16)])
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
