//! `text.parse::<u32>()`: exactly the texts that Rust reads, and no others.

use crate::{
    builder::ErrorOfResult,
    code::{BinaryOperator, Code},
    data::Data,
    expr::Expr,
    print::not,
    surface::{numbers::Number, options, scope},
};

use super::equal;

/// A type that can be read from a text.
#[diagnostic::on_unimplemented(
    message = "a workflow cannot parse a text into a `{Self}`",
    label = "integers of up to 32 bits, `f64`, `bool` and `sfn::Timestamp` can be parsed inside Step Functions",
    note = "let the input carry the value, or parse in a task"
)]
pub trait FromText: Data {
    /// The value, or null.
    #[doc(hidden)]
    fn __parsed(text: &Code) -> Code;
}

/// The error of `parse`: the text is none of the type. The `Result` is null then, and else the value.
#[derive(Clone, Copy, Debug)]
pub struct NotParsed(());

impl ErrorOfResult for NotParsed {
    fn __is_ok(result: &Code) -> Code {
        options::present(result)
    }

    fn __is_err(result: &Code) -> Code {
        not(options::present(result))
    }

    fn __value(result: &Code) -> Code {
        options::inside(result)
    }

    fn __error(_: &Code) -> Code {
        Code::null()
    }

    fn __either(
        result: &Code,
        then: impl FnOnce(Code) -> Code,
        otherwise: impl FnOnce() -> Code,
    ) -> Code {
        options::either(
            &Expr::<Option<()>>::__new(result.clone()),
            |value| then(value.__code().clone()),
            otherwise,
        )
    }
}

impl Expr<String> {
    /// The number or `bool` that is written there, as Rust's `parse` reads it.
    pub fn parse<T: FromText>(&self) -> Expr<Result<T, NotParsed>> {
        Expr::__new(scope::bind(self.__code(), T::__parsed))
    }
}

impl FromText for bool {
    fn __parsed(text: &Code) -> Code {
        let is = |word| equal(text.clone(), Code::text(word));
        let literal = |value: bool| Code::Literal(value.into());
        Code::conditional(
            is("true"),
            literal(true),
            Code::conditional(is("false"), literal(false), Code::null()),
        )
    }
}

/// Whether `pattern`, which begins with `^`, is the whole text. `$` would let a line break follow in Java.
pub(crate) fn is_all(text: &Code, pattern: &'static str) -> Code {
    let rest = Code::call("replace", [text.clone(), Code::Regex(pattern), Code::text("")]);
    Code::binary(
        BinaryOperator::And,
        Code::binary(BinaryOperator::NotEqual, text.clone(), Code::text("")),
        equal(rest, Code::text("")),
    )
}

/// The digits without sign and leading zeros, which `$number` refuses.
fn digits(text: &Code) -> Code {
    let unsigned = Code::call("replace", [text.clone(), Code::Regex("^[+-]"), Code::text("")]);
    let padded = Code::binary(BinaryOperator::Concatenate, Code::text("0"), unsigned);
    Code::call("replace", [padded, Code::Regex("^0+([0-9])"), Code::text("$1")])
}

/// The number of these digits with the sign of `text`.
fn signed(text: &Code, digits: Code) -> Code {
    let number = Code::call("number", [digits]);
    let sign = Code::call("substring", [text.clone(), 0.into_code(), 1.into_code()]);
    // Not `-0`, which is no integer in JSON.
    let negative = Code::binary(BinaryOperator::Subtract, 0.into_code(), number.clone());
    Code::conditional(equal(sign, Code::text("-")), negative, number)
}

trait IntoCode {
    fn into_code(self) -> Code;
}

impl IntoCode for i32 {
    fn into_code(self) -> Code {
        Code::Literal(self.into())
    }
}

macro_rules! integers {
    ($($t:ty: $pattern:literal;)*) => {$(
        impl FromText for $t {
            fn __parsed(text: &Code) -> Code {
                let number = if <$t>::MIN == 0 {
                    Code::call("number", [digits(text)])
                } else {
                    signed(text, digits(text))
                };
                let in_range = scope::bind(&number, |number| {
                    let bound = |operator, bound: $t| {
                        Code::binary(operator, number.clone(), Code::Literal(bound.__value()))
                    };
                    let fits = bound(BinaryOperator::LessOrEqual, <$t>::MAX);
                    let fits = if <$t>::MIN == 0 {
                        fits
                    } else {
                        let above = bound(BinaryOperator::GreaterOrEqual, <$t>::MIN);
                        Code::binary(BinaryOperator::And, above, fits)
                    };
                    Code::conditional(fits, number.clone(), Code::null())
                });
                Code::conditional(is_all(text, $pattern), in_range, Code::null())
            }
        }
    )*};
}

// No more digits than a double holds exactly.
integers! {
    u8: r"^\+?0*[0-9]{1,10}";
    u16: r"^\+?0*[0-9]{1,10}";
    u32: r"^\+?0*[0-9]{1,10}";
    i8: r"^[+-]?0*[0-9]{1,10}";
    i16: r"^[+-]?0*[0-9]{1,10}";
    i32: r"^[+-]?0*[0-9]{1,10}";
}

impl FromText for f64 {
    fn __parsed(text: &Code) -> Code {
        let is_number = is_all(text, r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?");
        let digits =
            Code::call("replace", [digits(text), Code::Regex(r"\.([eE]|$)"), Code::text("$1")]);
        // In Rust these are floats, which JSON has not: here they fail, as do numbers that are too large.
        let is_none_in_json =
            is_all(text, r"^[+-]?([iI][nN][fF]([iI][nN][iI][tT][yY])?|[nN][aA][nN])");
        let number = Code::call("number", [text.clone()]);
        let otherwise = Code::conditional(is_none_in_json, number, Code::null());
        Code::conditional(is_number, signed(text, digits), otherwise)
    }
}
