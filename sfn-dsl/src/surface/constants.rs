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

/// `true` or `false`.
pub fn boolean(value: bool) -> Expr<bool> {
    Expr::__new(Code::Literal(Value::Bool(value)))
}

/// `()`, which is JSON's `null`.
pub fn unit() -> Expr<()> {
    Expr::__new(Code::null())
}

/// A constant: its JSON, as serde writes it, goes into the definition.
pub fn constant<C: Constant>(constant: C) -> Expr<C::Type> {
    Expr::__new(Code::Literal(constant.__json()))
}

/// A value that can be written into a definition.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a workflow definition",
    label = "a constant here becomes JSON in the definition",
    note = "derive what that takes: `#[derive(Clone, Serialize, Deserialize, Data)]`"
)]
pub trait Constant: Sized {
    /// What it is inside the workflow: a `&'static str` is a `String`, a slice is a `Vec`.
    type Type: Data;

    /// Its JSON.
    #[doc(hidden)]
    fn __json(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: Data + Serialize> Constant for T {
    type Type = T;

    fn __json(self) -> Value {
        json(&self)
    }
}

impl Constant for &'static str {
    type Type = String;

    fn __json(self) -> Value {
        self.into()
    }
}

impl<T: Constant + Clone> Constant for &'static [T] {
    type Type = Vec<T::Type>;

    fn __json(self) -> Value {
        self.iter().cloned().map(Constant::__json).collect()
    }
}

impl<T: Constant, const N: usize> Constant for [T; N] {
    type Type = Vec<T::Type>;

    fn __json(self) -> Value {
        self.into_iter().map(Constant::__json).collect()
    }
}

impl<T: Constant + Clone, const N: usize> Constant for &'static [T; N] {
    type Type = Vec<T::Type>;

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
