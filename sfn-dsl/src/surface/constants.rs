//! Literals and constants.

use serde::Serialize;
use serde_json::Value;

use crate::{
    code::Code,
    data::{Data, IntoExpr},
    expr::Expr,
    surface::numbers::Number,
};

/// A workflow variable or a place in one.
pub fn v<T>(expression: &Expr<T>) -> Expr<T> {
    expression.clone()
}

/// A number.
pub fn num<T: Number>(number: T) -> Expr<T> {
    Expr::__new(Code::Literal(number.__value()))
}

/// A text.
pub fn text(text: impl Into<String>) -> Expr<String> {
    Expr::__new(Code::text(text))
}

/// A character.
pub fn character(character: char) -> Expr<char> {
    Expr::__new(Code::text(character))
}

/// `true` or `false`.
pub fn boolean(value: bool) -> Expr<bool> {
    Expr::__new(Code::Literal(Value::Bool(value)))
}

/// `()`, which is JSON's `null`.
pub fn unit() -> Expr<()> {
    Expr::__new(Code::null())
}

/// A constant: its JSON, as serde writes it, goes into the definition.
pub fn constant<C: ConstantType + Constant>(constant: C) -> Expr<C::Type> {
    Expr::__new(Code::Literal(constant.__json()))
}

/// What a constant is inside the workflow.
///
/// Apart from [`Constant`], so that a type without JSON is one error and not two.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a workflow definition",
    label = "a constant here becomes JSON in the definition",
    note = "derive what that takes: `#[derive(Clone, Serialize, Deserialize, Data)]`"
)]
pub trait ConstantType: Sized {
    /// A `&'static str` is a `String`, a slice is a `Vec`, all else is itself.
    type Type: Data;
}

/// A value that can be written into a definition.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a workflow definition",
    label = "a constant here becomes JSON in the definition",
    note = "derive what that takes: `#[derive(Clone, Serialize, Deserialize, Data)]`"
)]
pub trait Constant: Sized {
    /// Its JSON.
    #[doc(hidden)]
    fn __json(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: Data> ConstantType for T {
    type Type = T;
}

#[diagnostic::do_not_recommend]
impl<T: Data + Serialize> Constant for T {
    fn __json(self) -> Value {
        json(&self)
    }
}

impl ConstantType for &'static str {
    type Type = String;
}

impl Constant for &'static str {
    fn __json(self) -> Value {
        self.into()
    }
}

impl<T: ConstantType> ConstantType for &'static [T] {
    type Type = Vec<T::Type>;
}

impl<T: Constant + Clone> Constant for &'static [T] {
    fn __json(self) -> Value {
        self.iter().cloned().map(Constant::__json).collect()
    }
}

impl<T: ConstantType, const N: usize> ConstantType for [T; N] {
    type Type = Vec<T::Type>;
}

impl<T: Constant, const N: usize> Constant for [T; N] {
    fn __json(self) -> Value {
        self.into_iter().map(Constant::__json).collect()
    }
}

impl<T: ConstantType, const N: usize> ConstantType for &'static [T; N] {
    type Type = Vec<T::Type>;
}

impl<T: Constant + Clone, const N: usize> Constant for &'static [T; N] {
    fn __json(self) -> Value {
        self.iter().cloned().map(Constant::__json).collect()
    }
}

/// The JSON of a value; `null` where serde refuses, as for a map whose keys are no texts.
#[doc(hidden)]
pub fn json<T: Serialize + ?Sized>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

impl IntoExpr<String> for &str {
    fn into_expr(self) -> Expr<String> {
        text(self)
    }
}

impl IntoExpr<String> for String {
    fn into_expr(self) -> Expr<String> {
        text(self)
    }
}

impl IntoExpr<bool> for bool {
    fn into_expr(self) -> Expr<bool> {
        boolean(self)
    }
}

impl IntoExpr<()> for () {
    fn into_expr(self) -> Expr<()> {
        unit()
    }
}
