//! `{:>8}`, `{:08.2}`, `{:+}`: width, alignment and sign.

use serde_json::Value;

use crate::{
    code::{
        BinaryOperator::{self, Add, Concatenate, Equal, Subtract},
        Code,
    },
    data::Data,
    expr::Expr,
    surface::scope,
};

/// How a text lies in its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `^`
    Center,
    /// `>`
    Right,
}

/// What stands between `{:` and the precision.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The character that fills up.
    pub fill: char,
    /// Where the text lies; what is usual for the type, where it is not said.
    pub align: Option<Align>,
    /// `+`
    pub plus: bool,
    /// `0`
    pub zeros: bool,
    /// How many characters there are at least.
    pub width: Option<Expr<usize>>,
}

/// What Rust makes of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Lies left, and has no sign.
    Text,
    /// Lies right.
    Number,
}

/// A type that has a width in `format!`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no width in `format!`",
    label = "numbers, text, `bool` and `char` have one"
)]
pub trait HasLayout: Data {
    #[doc(hidden)]
    const __KIND: Kind;
}

macro_rules! kinds {
    ($($kind:ident: $($t:ty)*;)*) => {$($(
        impl HasLayout for $t {
            const __KIND: Kind = Kind::$kind;
        }
    )*)*};
}

kinds! {
    Text: String char bool;
    Number: u8 u16 u32 u64 usize i8 i16 i32 i64 isize f64;
}

/// What kind of text the value becomes.
pub const fn kind<T: HasLayout>(_value: &Expr<T>) -> Kind {
    T::__KIND
}

fn number(number: i32) -> Code {
    Code::Literal(number.into())
}

fn binary(operator: BinaryOperator, left: Code, right: Code) -> Code {
    Code::binary(operator, left, right)
}

/// The text with its sign, in its width.
pub fn lay_out(text: Code, kind: Kind, layout: Layout) -> Code {
    let text = if layout.plus && kind == Kind::Number { with_plus(&text) } else { text };
    let Some(width) = layout.width else { return text };
    let width = width.__code().clone();
    if layout.zeros && kind == Kind::Number {
        return with_zeros(&text, &width);
    }
    let usual = if kind == Kind::Number { Align::Right } else { Align::Left };
    pad(&text, width, layout.align.unwrap_or(usual), layout.fill)
}

/// Whether the text of a number begins with this sign.
fn begins_with(text: &Code, sign: &str) -> Code {
    let first = Code::call("substring", [text.clone(), number(0), number(1)]);
    binary(Equal, first, Code::text(sign))
}

fn with_plus(text: &Code) -> Code {
    scope::bind(text, |text| {
        let plus = binary(Concatenate, Code::text("+"), text.clone());
        Code::conditional(begins_with(text, "-"), text.clone(), plus)
    })
}

/// The zeros stand behind the sign.
fn with_zeros(text: &Code, width: &Code) -> Code {
    scope::bind(text, |text| {
        let sign = Code::call("substring", [text.clone(), number(0), number(1)]);
        let digits = Code::call("substring", [text.clone(), number(1)]);
        let rest = binary(Subtract, width.clone(), number(1));
        let behind = binary(Concatenate, sign.clone(), pad(&digits, rest, Align::Right, '0'));
        let signs = Code::Array(vec![Code::text("-"), Code::text("+")]);
        Code::conditional(
            binary(BinaryOperator::In, sign, signs),
            behind,
            pad(text, width.clone(), Align::Right, '0'),
        )
    })
}

fn pad(text: &Code, width: Code, align: Align, fill: char) -> Code {
    let padded = |text: Code, width: Code| {
        let fill = (fill != ' ').then(|| Code::text(fill));
        Code::call("pad", [text, width].into_iter().chain(fill))
    };
    match align {
        Align::Left => padded(text.clone(), width),
        Align::Right => padded(text.clone(), negative(width)),
        Align::Center => scope::bind(text, |text| {
            let length = Code::call("length", [text.clone()]);
            let missing = binary(Subtract, width.clone(), length.clone());
            let left = Code::call("floor", [binary(BinaryOperator::Divide, missing, number(2))]);
            padded(padded(text.clone(), negative(binary(Add, length, left))), width)
        }),
    }
}

fn negative(width: Code) -> Code {
    match width {
        Code::Literal(Value::Number(number)) => {
            Code::Literal(number.as_i64().map_or(0, i64::saturating_neg).into())
        }
        width => Code::Negate(width.into()),
    }
}
