//! What an iterator can be collected into.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;

use crate::{
    code::{BinaryOperator, Code},
    data::Data,
    surface::scope,
};

/// A collection that an iterator of `T` can be collected into.
#[diagnostic::on_unimplemented(
    message = "an iterator of `{T}` cannot be collected into `{Self}` inside Step Functions",
    label = "a `Vec`, a `String`, a map with text keys, or an `Option` of one can be made here"
)]
pub trait Collect<T>: Data {
    /// The collection of the elements of a JSON array.
    #[doc(hidden)]
    fn __collect(array: Code) -> Code;
}

impl<T: Data> Collect<T> for Vec<T> {
    fn __collect(array: Code) -> Code {
        array
    }
}

impl Collect<Self> for String {
    fn __collect(array: Code) -> Code {
        Code::call("join", [array])
    }
}

impl Collect<char> for String {
    fn __collect(array: Code) -> Code {
        Code::call("join", [array])
    }
}

/// `None` where one of the elements is.
impl<T: Data, C: Collect<T>> Collect<Option<T>> for Option<C> {
    fn __collect(array: Code) -> Code {
        scope::bind(&array, |array| {
            let missing = Code::binary(BinaryOperator::In, Code::null(), array.clone());
            Code::conditional(missing, Code::null(), C::__collect(array.clone()))
        })
    }
}

macro_rules! map {
    ($($(#[$lint:meta])? $map:ident),*) => {$(
        $(#[$lint])?
        impl<T: Data> Collect<(String, T)> for $map<String, T> {
            fn __collect(array: Code) -> Code {
                // Of two with the same key, `$merge` takes the later one, as Rust does.
                let entry = scope::function(|pair| Code::Entry(pair.index(0).into(), pair.index(1).into()));
                let entries = Code::Array(vec![Code::call("map", [array, entry])]);
                Code::call("merge", [entries])
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
