//! What can flow between states, and how its fields are reached.

use crate::{code::Code, expr::Expr};

/// A type whose values can flow between the states of a workflow.
///
/// Derive it beside serde's traits: `#[derive(Clone, Serialize, Deserialize, Data)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot flow between workflow states",
    label = "used as workflow data here",
    note = "derive it: `#[derive(Clone, Serialize, Deserialize, Data)]`"
)]
pub trait Data: Sized + 'static {
    /// Whether its JSON is an array, which JSONata would flatten inside another one.
    #[doc(hidden)]
    const __IS_ARRAY: bool = false;
    /// Whether its JSON is an object with known members, so that a single parameter of this type is a task's whole payload.
    #[doc(hidden)]
    const __IS_OBJECT: bool = false;

    /// Reads a value of this type from a place; an `Option` also from one that is missing.
    #[doc(hidden)]
    fn __read(place: Code) -> Code {
        place
    }
}

/// Data with fields.
#[doc(hidden)]
pub trait Fields: Data {
    /// A struct with the same field names, each an `Expr` of the field's type.
    type Proxy: 'static;

    /// The fields of the value `base`.
    fn __proxy(base: &Code) -> Self::Proxy;

    /// `base` with some fields, by their Rust names, replaced: `Self { a, ..base }`.
    fn __update(base: Code, fields: Vec<(&'static str, Code)>) -> Code;
}

/// The proxy of `T`, so that the twin can write a struct literal.
#[doc(hidden)]
pub type ProxyOf<T> = <T as Fields>::Proxy;

/// What can stand where an `Expr<T>` is wanted: the expression itself or a constant.
pub trait IntoExpr<T> {
    /// The expression.
    fn into_expr(self) -> Expr<T>;
}

impl<T> IntoExpr<T> for Expr<T> {
    fn into_expr(self) -> Self {
        self
    }
}

impl<T> IntoExpr<T> for &Expr<T> {
    fn into_expr(self) -> Expr<T> {
        self.clone()
    }
}
