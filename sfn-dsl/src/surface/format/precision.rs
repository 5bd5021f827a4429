//! `{:.2}` of a float, digit for digit as Rust prints it.
//!
//! Rust rounds the exact binary value. JSONata's `$formatNumber` and `$round` round the shortest decimal that stands
//! for it, and so print 1.015, which is a little less, as `1.02`. Here the product of the number and a power of ten is
//! computed with its rounding error (Dekker's product, after Veltkamp's splitting), which decides what the decimal
//! cannot. Exact while the digits printed are at most 15; with more than 11 after the point it is `$formatNumber`.

use std::rc::Rc;

use crate::{
    code::{BinaryOperator, Code},
    surface::scope,
};

/// `2^27 + 1`: splits a float into two halves of 26 bits.
const SPLITTER: u32 = 134_217_729;

/// The most digits after the point for which `10^n` times half a float is exact.
const EXACT: usize = 11;

/// The text of `value` with `precision` digits after the point.
pub(super) fn print(value: &Code, precision: usize) -> Code {
    match precision {
        0 => scope::bind(value, |value| {
            let size = Code::call("abs", [value.clone()]);
            let digits = Code::call("string", [Code::call("round", [size])]);
            signed(value, digits)
        }),
        1..=EXACT => exact(value, precision),
        _ => Code::call("formatNumber", [value.clone(), Code::text(picture(precision))]),
    }
}

fn picture(precision: usize) -> String {
    format!("0.{}", "0".repeat(precision))
}

fn number(value: impl Into<serde_json::Value>) -> Code {
    Code::Literal(value.into())
}

fn binary(operator: BinaryOperator, left: &Code, right: &Code) -> Code {
    Code::binary(operator, left.clone(), right.clone())
}

/// A number that rounds to zero keeps its sign.
fn signed(value: &Code, digits: Code) -> Code {
    let negative = binary(BinaryOperator::Less, value, &number(0));
    let sign = Code::conditional(negative, Code::text("-"), Code::text(""));
    Code::binary(BinaryOperator::Concatenate, sign, digits)
}

fn exact(value: &Code, precision: usize) -> Code {
    use BinaryOperator::{Add, Divide, Equal, Greater, Multiply, Remainder, Subtract};
    scope::with(|names| {
        let name = |what: &str| -> Rc<str> { format!("{}_{what}", names.item).into() };
        let local = |name: &Rc<str>| Code::Local(Rc::clone(name));
        let (size_name, scaled_name, high_name, rest_name) =
            (name("size"), name("scaled"), name("high"), name("rest"));
        let (it, size, scaled, high, rest) = (
            local(&names.item),
            local(&size_name),
            local(&scaled_name),
            local(&high_name),
            local(&rest_name),
        );
        let scale = number(10_u64.pow(u32::try_from(precision).unwrap_or(0)));

        // The upper 26 bits: `size * splitter - (size * splitter - size)`.
        let spread = binary(Multiply, &size, &number(SPLITTER));
        let upper = binary(Subtract, &spread, &binary(Subtract, &spread, &size));
        // What the product lost: `high * scale - scaled + (size - high) * scale`.
        let lost = binary(
            Add,
            &binary(Subtract, &binary(Multiply, &high, &scale), &scaled),
            &binary(Multiply, &binary(Subtract, &size, &high), &scale),
        );
        // How far the product is above the middle between two whole numbers.
        let fraction = binary(Remainder, &scaled, &number(1));
        let above = binary(Add, &binary(Subtract, &fraction, &number(0.5)), &lost);
        // To the nearest, and from the middle to the even one.
        let whole = binary(Subtract, &scaled, &fraction);
        let odd = binary(Equal, &binary(Remainder, &whole, &number(2)), &number(1));
        let up = binary(
            BinaryOperator::Or,
            &binary(Greater, &rest, &number(0)),
            &binary(BinaryOperator::And, &binary(Equal, &rest, &number(0)), &odd),
        );
        let nearest = binary(Add, &whole, &Code::conditional(up, number(1), number(0)));
        let digits = Code::call(
            "formatNumber",
            [binary(Divide, &nearest, &scale), Code::text(picture(precision))],
        );
        Code::Block(
            vec![
                (names.item.clone(), value.clone()),
                (size_name, Code::call("abs", [it.clone()])),
                (scaled_name, binary(Multiply, &size, &scale)),
                (high_name, upper),
                (rest_name, above),
            ],
            signed(&it, digits).into(),
        )
    })
}
