//! Maps with text keys: JSON objects.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr},
    expr::Expr,
    surface::{
        Collect, ExprIter,
        options::option_at,
        scope, tuple,
        vectors::{Countable, Extended, IntoExprIter},
    },
};

/// The value under `key`, which may be missing.
fn member(map: &Code, key: &Code) -> Code {
    match key {
        Code::Literal(Value::String(key)) => map.field(key),
        key => Code::call("lookup", [map.clone(), key.clone()]),
    }
}

/// A map whose keys are of type `K`: text, since JSON has no others.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no keys inside a workflow",
    label = "`insert` and `remove` work on maps with text keys",
    note = "of a list, `.push(x)`, `.insert(0, x)`, `.pop()` and `.retain(|x| ..)` work"
)]
pub trait Keyed<K = String>: Data {
    /// The type of the values.
    type Value: Data;
    /// What there is under a key, if anything.
    type Given: Data;
}

/// A map without keys: `BTreeMap::new()`.
pub fn empty_map<M: Keyed>() -> Expr<M> {
    Expr::__new(Code::Object(Vec::new()))
}

/// `map` after `map.insert(key, value)`.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn inserted<K, M: Keyed<K>>(map: &Expr<M>, key: Expr<K>, value: Expr<M::Value>) -> Expr<M> {
    let value = value.__code().clone();
    let entry = match key.__code() {
        Code::Literal(Value::String(key)) => Code::Object(vec![(key.as_str().into(), value)]),
        key => Code::Entry(key.clone().into(), value.into()),
    };
    Expr::__new(Code::call("merge", [Code::Array(vec![map.__code().clone(), entry])]))
}

/// `map` after `map.remove(key)`.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn removed<K, M: Keyed<K>>(map: &Expr<M>, key: Expr<K>) -> Expr<M> {
    Expr::__new(sifted(map.__code(), |known, _| {
        Code::binary(BinaryOperator::NotEqual, known, key.__code().clone())
    }))
}

/// What `map.insert(key, ..)` and `map.remove(key)` give.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn replaced<K, G, M: Keyed<K, Given = G>>(map: &Expr<M>, key: Expr<K>) -> Expr<G> {
    option_at::<M::Value>(&member(map.__code(), key.__code())).__retype()
}

/// What there is under the key of `map.entry(key)`.
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn entry<M: Keyed>(map: &Expr<M>, key: Expr<String>) -> Expr<Option<M::Value>> {
    option_at(&member(map.__code(), key.__code()))
}

/// The members whose key and value fulfil a condition. `$sift` gives nothing where none is left.
fn sifted(map: &Code, condition: impl FnOnce(Code, Code) -> Code) -> Code {
    let kept = scope::indexed_function(|value, key| condition(key, value));
    let kept = Code::call("sift", [map.clone(), kept]);
    Code::call("merge", [Code::Array(vec![kept])])
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

            /// After `map.retain(condition)`.
            #[must_use]
            pub fn retained(
                &self,
                condition: impl FnOnce(Expr<String>, Expr<T>) -> Expr<bool>,
            ) -> Self {
                Self::__new(sifted(self.__code(), |key, value| {
                    condition(Expr::__new(key), Expr::__new(value)).__code().clone()
                }))
            }

            /// Whether there is no value.
            pub fn is_empty(&self) -> Expr<bool> {
                let empty = Code::Object(Vec::new());
                Expr::__new(Code::binary(BinaryOperator::Equal, self.__code().clone(), empty))
            }
        }

        $(#[$lint])?
        #[diagnostic::do_not_recommend]
        impl<T: Data> Keyed for $map<String, T> {
            type Value = T;
            type Given = Option<T>;
        }

        $(#[$lint])?
        impl<T: Data> Extended for $map<String, T> {
            type Item = (String, T);

            fn __extended(this: Code, more: Code) -> Code {
                let more = <Self as Collect<(String, T)>>::__collect(more);
                Code::call("merge", [Code::Array(vec![this, more])])
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

/// The value under a key that is there.
fn value<T>(map: &Code, key: &Expr<String>) -> Expr<T> {
    Expr::__new(Code::call("lookup", [map.clone(), key.__code().clone()]))
}

macro_rules! in_order {
    ($($map:ident $order:literal $keys:expr;)*) => {$(
        impl<T: Data> Expr<$map<String, T>> {
            #[doc = concat!("The keys, ", $order, ".")]
            pub fn keys(&self) -> ExprIter<String> {
                let in_order: fn(Code) -> Code = $keys;
                ExprIter::new(in_order(keys(self.__code())))
            }

            #[doc = concat!("The values, ", $order, ".")]
            pub fn values(&self) -> ExprIter<T> {
                ExprIter::new(scope::bind(self.__code(), |map| {
                    let this = Self::__new(map.clone());
                    this.keys().map(|key| value::<T>(map, &key)).into_array()
                }))
            }

            #[doc = concat!("The keys with their values, ", $order, ".")]
            #[expect(
                clippy::iter_not_returning_iterator,
                reason = "an expression has no elements yet"
            )]
            pub fn iter(&self) -> ExprIter<(String, T)> {
                ExprIter::new(scope::bind(self.__code(), |map| {
                    let this = Self::__new(map.clone());
                    this.keys().map(|key| tuple((key.clone(), value::<T>(map, &key)))).into_array()
                }))
            }

            #[doc = concat!("The keys, ", $order, ".")]
            pub fn into_keys(self) -> ExprIter<String> {
                self.keys()
            }

            #[doc = concat!("The values, ", $order, ".")]
            pub fn into_values(self) -> ExprIter<T> {
                self.values()
            }

            #[doc = concat!("The keys with their values, ", $order, ".")]
            #[expect(
                clippy::should_implement_trait,
                reason = "an expression has no elements yet"
            )]
            pub fn into_iter(self) -> ExprIter<(String, T)> {
                self.iter()
            }
        }

        impl<T: Data> IntoExprIter<(String, T)> for Expr<$map<String, T>> {
            fn into_expr_iter(self) -> ExprIter<(String, T)> {
                self.iter()
            }
        }

        impl<T: Data> IntoExprIter<(String, T)> for &Expr<$map<String, T>> {
            fn into_expr_iter(self) -> ExprIter<(String, T)> {
                self.iter()
            }
        }
    )*};
}

in_order! {
    BTreeMap "in ascending order of the keys" |keys| Code::call("sort", [keys]);
    IndexMap "in the order in which they were put in" |keys| keys;
}
