//! Text.
//!
//! Rust counts bytes and JSONata characters, so what Rust counts in bytes is refused.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr},
    expr::Expr,
    surface::{ExprIter, num, range, scope},
};

/// Rust's white space, written out: what `\s` means differs between regular expression engines.
macro_rules! white_space {
    () => {
        r"[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
    };
}

mod characters;
#[cfg(feature = "definitions")]
mod parse;
mod split;

#[cfg(feature = "definitions")]
pub(crate) use parse::is_all;
#[cfg(feature = "definitions")]
pub use parse::{FromText, NotParsed};

/// `.into()`
pub fn convert<A: ConvertTo<B>, B>(value: Expr<A>) -> Expr<B> {
    value.__retype()
}

/// A type whose JSON is also that of the `B` that `.into()` makes of it.
#[diagnostic::on_unimplemented(
    message = "`.into()` from `{Self}` to `{B}` would run Rust code inside Step Functions",
    label = "no Rust runs between states",
    note = "build the `{B}` from its fields, or convert in a task"
)]
pub trait ConvertTo<B> {}

impl<T> ConvertTo<T> for T {}
impl<T: Data> ConvertTo<Option<T>> for T {}
impl<T: Data> ConvertTo<Box<T>> for T {}
impl ConvertTo<String> for char {}
impl ConvertTo<serde_json::Value> for String {}
impl ConvertTo<serde_json::Value> for bool {}

macro_rules! widening {
    ($($a:ty => $($b:ty)*;)*) => {$($(impl ConvertTo<$b> for $a {})*)*};
}

widening! {
    u8 => u16 u32 u64 u128 usize i16 i32 i64 i128 f64;
    u16 => u32 u64 u128 usize i32 i64 i128 f64;
    u32 => u64 u128 i64 i128 f64;
    u64 => u128 i128;
    i8 => i16 i32 i64 i128 f64;
    i16 => i32 i64 i128 isize f64;
    i32 => i64 i128 f64;
    i64 => i128;
}

impl IntoExpr<String> for Expr<char> {
    fn into_expr(self) -> Expr<String> {
        self.__retype()
    }
}

impl IntoExpr<String> for char {
    fn into_expr(self) -> Expr<String> {
        Expr::__new(Code::text(self))
    }
}

impl IntoExpr<char> for char {
    fn into_expr(self) -> Expr<char> {
        Expr::__new(Code::text(self))
    }
}

fn call<T>(name: &'static str, arguments: impl IntoIterator<Item = Code>) -> Expr<T> {
    Expr::__new(Code::call(name, arguments))
}

fn code(text: impl IntoExpr<String>) -> Code {
    text.into_expr().__code().clone()
}

fn length(text: &Code) -> Code {
    match text {
        Code::Literal(Value::String(text)) => Code::Literal(text.chars().count().into()),
        text => Code::call("length", [text.clone()]),
    }
}

fn equal(left: Code, right: Code) -> Code {
    Code::binary(BinaryOperator::Equal, left, right)
}

fn starts_with(text: &Code, prefix: &Code) -> Code {
    let start = [text.clone(), Code::Literal(0.into()), length(prefix)];
    equal(Code::call("substring", start), prefix.clone())
}

/// A suffix longer than the text makes the start negative, which gives a part shorter than the suffix.
fn ends_with(text: &Code, suffix: &Code) -> Code {
    equal(Code::call("substring", [text.clone(), rest(text, suffix)]), suffix.clone())
}

fn rest(text: &Code, suffix: &Code) -> Code {
    Code::binary(BinaryOperator::Subtract, length(text), length(suffix))
}

impl Expr<String> {
    /// Whether there is no character.
    pub fn is_empty(&self) -> Expr<bool> {
        Expr::__new(equal(self.__code().clone(), Code::text("")))
    }

    /// In upper case.
    #[must_use]
    pub fn to_uppercase(&self) -> Self {
        call("uppercase", [self.__code().clone()])
    }

    /// In lower case.
    #[must_use]
    pub fn to_lowercase(&self) -> Self {
        call("lowercase", [self.__code().clone()])
    }

    /// Without white space at both ends.
    #[must_use]
    pub fn trim(&self) -> Self {
        self.without(concat!("^", white_space!(), "|", white_space!(), "$"))
    }

    /// Without white space at the start.
    #[must_use]
    pub fn trim_start(&self) -> Self {
        self.without(concat!("^", white_space!()))
    }

    /// Without white space at the end.
    #[must_use]
    pub fn trim_end(&self) -> Self {
        self.without(concat!(white_space!(), "$"))
    }

    fn without(&self, pattern: &'static str) -> Self {
        call("replace", [self.__code().clone(), Code::Regex(pattern), Code::text("")])
    }

    /// Whether `part` occurs.
    pub fn contains(&self, part: impl IntoExpr<String>) -> Expr<bool> {
        call("contains", [self.__code().clone(), code(part)])
    }

    /// Whether it starts with `prefix`.
    pub fn starts_with(&self, prefix: impl IntoExpr<String>) -> Expr<bool> {
        Expr::__new(starts_with(self.__code(), &code(prefix)))
    }

    /// Whether it ends with `suffix`.
    pub fn ends_with(&self, suffix: impl IntoExpr<String>) -> Expr<bool> {
        let suffix = code(suffix);
        Expr::__new(scope::bind(self.__code(), |text| ends_with(text, &suffix)))
    }

    /// What follows `prefix`, where it starts with that.
    pub fn strip_prefix(&self, prefix: impl IntoExpr<String>) -> Expr<Option<String>> {
        let prefix = code(prefix);
        Expr::__new(scope::bind(self.__code(), |text| {
            Code::conditional(
                starts_with(text, &prefix),
                Code::call("substring", [text.clone(), length(&prefix)]),
                Code::null(),
            )
        }))
    }

    /// What precedes `suffix`, where it ends with that.
    pub fn strip_suffix(&self, suffix: impl IntoExpr<String>) -> Expr<Option<String>> {
        let suffix = code(suffix);
        Expr::__new(scope::bind(self.__code(), |text| {
            Code::conditional(
                ends_with(text, &suffix),
                Code::call(
                    "substring",
                    [text.clone(), Code::Literal(0.into()), rest(text, &suffix)],
                ),
                Code::null(),
            )
        }))
    }

    /// What precedes and what follows the first `separator`, where there is one.
    pub fn split_once(&self, separator: impl IntoExpr<String>) -> Expr<Option<(String, String)>> {
        let separator = code(separator);
        Expr::__new(scope::bind(self.__code(), |text| {
            let part = |name| Code::call(name, [text.clone(), separator.clone()]);
            Code::conditional(
                part("contains"),
                Code::Array(vec![part("substringBefore"), part("substringAfter")]),
                Code::null(),
            )
        }))
    }

    /// The parts between `separator`s.
    pub fn split(&self, separator: impl IntoExpr<String>) -> ExprIter<String> {
        split::split(self.__code(), &code(separator))
    }

    /// The parts between runs of white space.
    pub fn split_whitespace(&self) -> ExprIter<String> {
        split::split_whitespace(self.__code())
    }

    /// The lines, without their ends.
    pub fn lines(&self) -> ExprIter<String> {
        split::lines(self.__code())
    }

    /// With every `from` replaced by `to`.
    #[must_use]
    pub fn replace(&self, from: impl IntoExpr<String>, to: impl IntoExpr<String>) -> Self {
        Self::__new(split::replace(self.__code(), &code(from), &code(to)))
    }

    /// `count` times one after the other.
    #[must_use]
    pub fn repeat(&self, count: impl IntoExpr<usize>) -> Self {
        let times = range(num(0_usize), count.into_expr());
        times.map(|_| self.clone()).collect()
    }

    /// The same text: expressions are values, not places.
    #[must_use]
    pub fn as_str(&self) -> Self {
        self.clone()
    }

    /// The characters.
    pub fn chars(&self) -> ExprIter<char> {
        split::characters(self.__code())
    }
}
