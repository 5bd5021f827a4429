//! Maps with text keys: JSON objects.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr},
    expr::Expr,
    surface::{ExprIter, options::option_at, scope, vectors::Countable},
};

/// The value under `key`, which may be missing.
fn member(map: &Code, key: &Code) -> Code {
    match key {
        Code::Literal(Value::String(key)) => map.field(key),
        key => Code::call("lookup", [map.clone(), key.clone()]),
    }
}

fn keys(map: &Code) -> Code {
    Code::Array(vec![Code::call("keys", [map.clone()])])
}

macro_rules! map {
    ($($(#[$lint:meta])? $map:ident),*) => {$(
        $(#[$lint])?
        impl<T: Data> Expr<$map<String, T>> {
            /// The value under a key.
            pub fn get(&self, key: impl IntoExpr<String>) -> Expr<Option<T>> {
                option_at(&member(self.__code(), key.into_expr().__code()))
            }

            /// Whether there is a value under a key.
            pub fn contains_key(&self, key: impl IntoExpr<String>) -> Expr<bool> {
                let member = member(self.__code(), key.into_expr().__code());
                Expr::__new(Code::call("exists", [member]))
            }

            /// Whether there is no value.
            pub fn is_empty(&self) -> Expr<bool> {
                let empty = Code::Object(Vec::new());
                Expr::__new(Code::binary(BinaryOperator::Equal, self.__code().clone(), empty))
            }
        }

        $(#[$lint])?
        impl<T: Data> Countable for $map<String, T> {
            fn __count(value: Code) -> Code {
                Code::call("count", [Code::call("keys", [value])])
            }
        }
    )*};
}

map!(
    BTreeMap,
    #[expect(clippy::implicit_hasher, reason = "JSON has no hasher")]
    HashMap,
    IndexMap
);

/// The values under the keys of an array.
fn values<T: Data>(map: &Code, keys: Code) -> ExprIter<T> {
    ExprIter::<String>::new(keys)
        .map(|key| Expr::<T>::__new(Code::call("lookup", [map.clone(), key.__code().clone()])))
}

impl<T: Data> Expr<BTreeMap<String, T>> {
    /// The keys in ascending order.
    pub fn keys(&self) -> ExprIter<String> {
        ExprIter::new(Code::call("sort", [keys(self.__code())]))
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> ExprIter<T> {
        ExprIter::new(scope::bind(self.__code(), |map| {
            values::<T>(map, Code::call("sort", [keys(map)])).into_array()
        }))
    }
}

impl<T: Data> Expr<IndexMap<String, T>> {
    /// The keys.
    pub fn keys(&self) -> ExprIter<String> {
        ExprIter::new(keys(self.__code()))
    }

    /// The values.
    pub fn values(&self) -> ExprIter<T> {
        ExprIter::new(scope::bind(self.__code(), |map| values::<T>(map, keys(map)).into_array()))
    }
}
