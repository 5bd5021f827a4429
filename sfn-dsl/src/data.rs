//! What can flow between states, and how its fields are reached.

use std::collections::BTreeMap;

use crate::{
    code::{BinaryOperator, Code},
    expr::Expr,
};

mod primitive;
pub mod shape;

/// A type whose values can flow between the states of a workflow.
///
/// Derive it beside serde's traits: `#[derive(Clone, Serialize, Deserialize, Data)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot flow between workflow states",
    label = "used as workflow data here",
    note = "derive it: `#[derive(Clone, Serialize, Deserialize, Data)]`"
)]
pub trait Data: Sized + 'static {
    /// Whether its JSON is an array, or may be one, which JSONata would flatten inside another one.
    #[doc(hidden)]
    const __IS_ARRAY: bool = false;
    /// Whether its JSON is an object with known members, so that a single parameter of this type is a task's whole payload.
    #[doc(hidden)]
    const __IS_OBJECT: bool = false;
    /// Whether it is also read where its member is missing.
    #[doc(hidden)]
    const __MAY_BE_MISSING: bool = false;

    /// Reads a value of this type from a place; an `Option` also from one that is missing.
    #[doc(hidden)]
    fn __read(place: Code) -> Code {
        place
    }

    /// What appends exactly this value to an array: an array is wrapped in another, since appending takes its elements.
    #[doc(hidden)]
    fn __appended(value: Code) -> Code {
        if Self::__IS_ARRAY { Code::Array(vec![bracketed(value)]) } else { value }
    }

    /// Whether the JSON at `place` can be a value of this type; what `untagged` enums are told apart by.
    #[doc(hidden)]
    fn __shape(place: &Code, depth: u32) -> Code {
        let _ = depth;
        Code::call("exists", [place.clone()])
    }
}

/// An array constructor's element that gives exactly this value, also where it is an array.
pub(crate) fn element<T: Data>(value: Code) -> Code {
    match T::__appended(value) {
        // A constructor inside a constructor is not flattened, so one pair of brackets is enough.
        Code::Array(elements) if T::__IS_ARRAY => match <[Code; 1]>::try_from(elements) {
            Ok([only]) => only,
            Err(elements) => Code::Array(elements),
        },
        code => code,
    }
}

/// `[value]`, which inside an array constructor stands for the one element `value`.
pub(crate) fn bracketed(value: Code) -> Code {
    match value {
        Code::Array(_) | Code::Range(..) | Code::Literal(_) => value,
        value => Code::Array(vec![value]),
    }
}

/// Data with fields.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that a workflow can reach",
    label = "used as a struct here",
    note = "derive them: `#[derive(Clone, Serialize, Deserialize, Data)]` on a struct"
)]
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

/// Data whose members can lie among those of another object: `#[serde(flatten)]`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be flattened into another object",
    label = "`#[serde(flatten)]` needs a struct with named fields, an enum or a map",
    note = "derive it: `#[derive(Clone, Serialize, Deserialize, Data)]`, or drop `flatten`"
)]
pub trait Flatten: Data {
    /// This value, out of an object that also has members `others`.
    fn __unflatten(object: &Code, others: &[&'static str]) -> Code;

    /// The members that it may have, where that is known: they are none of what is flattened beside it.
    fn __keys() -> Vec<&'static str> {
        Vec::new()
    }
}

/// What can stand where an `Expr<T>` is wanted: the expression itself or a constant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand for a `{T}` here",
    label = "expected an `Expr<{T}>` or a constant `{T}`"
)]
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

/// What the original function has checked has no type in the twin, so that one mistake is one error.
impl<T> IntoExpr<T> for Code {
    fn into_expr(self) -> Expr<T> {
        Expr::__new(self)
    }
}

impl<T: Data> Data for Option<T> {
    const __IS_ARRAY: bool = T::__IS_ARRAY;
    const __MAY_BE_MISSING: bool = true;

    fn __read(place: Code) -> Code {
        Code::or_else(place, Code::null())
    }

    fn __appended(value: Code) -> Code {
        if !T::__IS_ARRAY || value == Code::null() {
            return value;
        }
        let present = Code::binary(BinaryOperator::NotEqual, value.clone(), Code::null());
        Code::conditional(present, T::__appended(value), Code::null())
    }

    fn __shape(place: &Code, depth: u32) -> Code {
        shape::or(shape::is(place, "null"), T::__shape(place, depth))
    }
}

impl<T: Data> Data for Vec<T> {
    const __IS_ARRAY: bool = true;

    fn __shape(place: &Code, depth: u32) -> Code {
        shape::array(place, depth, T::__shape)
    }
}

impl<T: Data> Data for Box<T> {
    const __IS_ARRAY: bool = T::__IS_ARRAY;
    const __IS_OBJECT: bool = T::__IS_OBJECT;
    const __MAY_BE_MISSING: bool = T::__MAY_BE_MISSING;

    fn __read(place: Code) -> Code {
        T::__read(place)
    }

    fn __appended(value: Code) -> Code {
        T::__appended(value)
    }

    fn __shape(place: &Code, depth: u32) -> Code {
        T::__shape(place, depth)
    }
}

impl<T: Fields> Fields for Box<T> {
    type Proxy = T::Proxy;

    fn __proxy(base: &Code) -> T::Proxy {
        T::__proxy(base)
    }

    fn __update(base: Code, fields: Vec<(&'static str, Code)>) -> Code {
        T::__update(base, fields)
    }
}

impl<T: Flatten> Flatten for Box<T> {
    fn __unflatten(object: &Code, others: &[&'static str]) -> Code {
        T::__unflatten(object, others)
    }

    fn __keys() -> Vec<&'static str> {
        T::__keys()
    }
}

macro_rules! map {
    ($($map:ty),*) => {$(
        impl<T: Data> Data for $map {
            fn __shape(place: &Code, _: u32) -> Code {
                shape::is(place, "object")
            }
        }

        impl<T: Data> Flatten for $map {
            fn __unflatten(object: &Code, others: &[&'static str]) -> Code {
                crate::surface::members::without(object, others)
            }
        }
    )*};
}

map!(BTreeMap<String, T>, std::collections::HashMap<String, T>, indexmap::IndexMap<String, T>);
