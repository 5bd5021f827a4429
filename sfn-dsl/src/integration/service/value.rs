//! The values of a request: what kind each member takes, and which types are of that kind.

use std::{collections::BTreeMap, rc::Rc};

use serde::Serialize;
use serde_json::Value;

use crate::{
    code::{Code, Root},
    data::{Data, Fields},
    expr::Expr,
    surface::constants::json,
};

/// A value of this type can be a member that takes a `K`: a `String`, `i64`, `f64` or `bool`, a `Vec` or a map of those, an
/// [`Object`], or any JSON.
#[diagnostic::on_unimplemented(
    message = "this member takes `{K}`, not `{Self}`",
    label = "expected `{K}`",
    note = "an `Option` is taken apart first: a member is given, or it is not"
)]
#[doc(hidden)]
pub trait Fits<K>: Serialize {
    /// The JSON of the member.
    fn member(&self) -> Value {
        json(self)
    }
}

/// A value of this type can be a member that takes a `K` and need not be given: what [`Fits`], or an `Option` of it, whose
/// `None` is `null`.
#[diagnostic::on_unimplemented(
    message = "this member takes `{K}`, not `{Self}`",
    label = "expected `{K}`, or an `Option` of it"
)]
#[doc(hidden)]
pub trait MayFit<K>: Serialize {
    /// The JSON of the member.
    fn member(&self) -> Value {
        json(self)
    }
}

macro_rules! fits {
    ($($kind:ty: $($ty:ty),*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Fits<$kind> for $ty {}
        #[diagnostic::do_not_recommend]
        impl MayFit<$kind> for $ty {}
    )*)*};
}
fits! {
    String: String, str, &str, &String, char;
    i64: u8, u16, u32, u64, usize, i8, i16, i32, i64, isize;
    f64: f32, f64, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize;
    bool: bool;
    Value: str, &str, &String;
}

#[diagnostic::do_not_recommend]
impl<T: Data + Serialize> Fits<Value> for T {}
#[diagnostic::do_not_recommend]
impl<K, T: Fits<K>> MayFit<K> for Option<T> {}

macro_rules! containers {
    ($($fits:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<K, T: Fits<K>> $fits<Vec<K>> for Vec<T> {}
        #[diagnostic::do_not_recommend]
        impl<K, T: Fits<K>> $fits<Vec<K>> for [T] {}
        #[diagnostic::do_not_recommend]
        impl<K, T: Fits<K>, const N: usize> $fits<Vec<K>> for [T; N] where Self: Serialize {}
        #[diagnostic::do_not_recommend]
        impl<K, T: Fits<K>> $fits<BTreeMap<String, K>> for BTreeMap<String, T> {}
        #[diagnostic::do_not_recommend]
        impl<T: IsObject> $fits<Object> for T {}
    )*};
}
containers!(Fits, MayFit);

/// An object with known members, as an element of a list or a map.
#[doc(hidden)]
pub enum Object {}

/// An object of a request: any struct that derives `Data`, as `structure.into()`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Structure(Value);

impl Data for Structure {
    const __IS_OBJECT: bool = true;
}

impl<T: IsObject> From<T> for Structure {
    fn from(structure: T) -> Self {
        Self(IsObject::member(&structure))
    }
}

#[diagnostic::do_not_recommend]
impl Fits<Object> for Structure {}
#[diagnostic::do_not_recommend]
impl MayFit<Object> for Structure {}

impl Expression<Object> for Structure {
    fn into_code(self) -> Code {
        Code::Literal(self.0)
    }
}

/// A value of this type can be a member that has members of its own.
#[diagnostic::on_unimplemented(
    message = "this member takes an object, not `{Self}`",
    label = "expected an object",
    note = "write it out, `{{ Member: value }}`, or give a struct that derives `Data`"
)]
#[doc(hidden)]
pub trait IsObject: Serialize {
    /// The JSON of the member.
    fn member(&self) -> Value {
        json(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Fields + Serialize> IsObject for T {}

macro_rules! expressions {
    ($($(#[$doc:meta])* trait $expression:ident of $fits:ident, $(#[$function_doc:meta])* fn $function:ident;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(
            message = "this member takes an expression or a constant, not `{Self}`",
            label = "expected `Expr<{K}>`"
        )]
        #[doc(hidden)]
        pub trait $expression<K> {
            /// The expression, erased.
            fn into_code(self) -> Code;
        }

        impl<K, T: $fits<K>> $expression<K> for Expr<T> {
            fn into_code(self) -> Code {
                self.__code().clone()
            }
        }

        impl<K, T: $fits<K>> $expression<K> for &Expr<T> {
            fn into_code(self) -> Code {
                self.__code().clone()
            }
        }

        constants!($expression, $fits: String, &'static str, bool, u32, i32, f64);

        $(#[$function_doc])*
        #[doc(hidden)]
        pub fn $function<K, X: $expression<K>>(expression: X) -> Code {
            expression.into_code()
        }
    )*};
}

macro_rules! constants {
    ($expression:ident, $fits:ident: $($ty:ty),*) => {$(
        impl<K> $expression<K> for $ty
        where
            $ty: $fits<K>,
        {
            fn into_code(self) -> Code {
                Code::Literal(json(&self))
            }
        }
    )*};
}

expressions! {
    /// An expression of the builder, or a constant, can be a member of this kind.
    trait Expression of Fits,
    /// The expression for a member.
    fn expression;
    /// The same for a member that need not be given.
    trait OptionalExpression of MayFit,
    /// The expression for a member that need not be given.
    fn optional_expression;
}

/// What the original function has checked has no type in the twin.
impl<K> Expression<K> for Code {
    fn into_code(self) -> Code {
        self
    }
}

/// What a request is made of: JSON natively, an expression in a definition.
#[doc(hidden)]
pub trait Tree: Sized {
    /// `{"key": value}`
    fn object(entries: Vec<(&'static str, Self)>) -> Self;
    /// `[value]`
    fn list(elements: Vec<Self>) -> Self;
    /// The task token, which a native call gets when it is made.
    fn task_token() -> Self;
}

impl Tree for Value {
    fn object(entries: Vec<(&'static str, Self)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    fn list(elements: Vec<Self>) -> Self {
        Self::Array(elements)
    }

    fn task_token() -> Self {
        Self::Null
    }
}

impl Tree for Code {
    fn object(entries: Vec<(&'static str, Self)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (Rc::from(key), value)).collect())
    }

    fn list(elements: Vec<Self>) -> Self {
        Self::Array(elements)
    }

    fn task_token() -> Self {
        Self::Root(Root::Context).field("Task").field("Token")
    }
}

/// `{"key": value}`
#[doc(hidden)]
pub fn object<T: Tree>(entries: Vec<(&'static str, T)>) -> T {
    T::object(entries)
}

/// `[value]`
#[doc(hidden)]
pub fn list<T: Tree>(elements: Vec<T>) -> T {
    T::list(elements)
}

/// The task token.
#[doc(hidden)]
pub fn task_token<T: Tree>() -> T {
    T::task_token()
}
