//! `Option`: null and missing are both `None`.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use sfn_dsl::{
    __private::{is_none, is_some, none, num, some, text},
    Data,
};

use crate::support::{check, input, prints};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Missing {
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inner: Option<Box<Missing>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Null {
    note: Option<String>,
    count: Option<u32>,
    inner: Option<Box<Null>>,
    tags: Option<Vec<String>>,
}

macro_rules! matrix {
    ($module:ident $t:ident) => {
        mod $module {
            use super::*;

            fn value() -> impl Strategy<Value = $t> {
                let leaf = (
                    any::<Option<bool>>(),
                    prop::option::of(0..3u32),
                    prop::option::of(prop::collection::vec("[ab]", 0..3)),
                )
                    .prop_map(|(note, count, tags)| $t {
                        note: note.map(|note| if note { "a".into() } else { String::new() }),
                        count,
                        inner: None,
                        tags,
                    });
                (leaf.clone(), prop::option::of(leaf))
                    .prop_map(|(outer, inner)| $t { inner: inner.map(Box::new), ..outer })
            }

            proptest! {
                #[test]
                fn options_are_those_of_rust(v in value()) {
                    let e = input::<$t>();
                    check(&v, &e.note, &v.note);
                    check(&v, &e.tags, &v.tags);
                    check(&v, &is_some(&e.note), &v.note.is_some());
                    check(&v, &is_none(&e.note), &v.note.is_none());
                    check(&v, &!is_none(&e.note), &!v.note.is_none());
                    check(&v, &e.note.unwrap_or("d"), &v.note.clone().unwrap_or("d".into()));
                    check(&v, &e.count.unwrap_or_default(), &v.count.unwrap_or_default());
                    check(&v, &e.count.map(|n| n + 1), &v.count.map(|n| n + 1));
                    check(&v, &e.count.map(|n| n + 1).unwrap_or(9), &v.count.map_or(9, |n| n + 1));
                    check(&v, &e.count.map(|n| n + 1).is_some(), &v.count.is_some());
                    check(&v, &e.count.is_some_and(|n| n.gt(1)), &v.count.is_some_and(|n| n > 1));
                    check(&v, &e.count.is_none_or(|n| n.gt(1)), &v.count.is_none_or(|n| n > 1));
                    check(&v, &e.count.filter(|n| n.gt(1)), &v.count.filter(|n| *n > 1));
                    check(&v, &e.count.filter(|n| n.gt(1)).is_none(), &v.count.filter(|n| *n > 1).is_none());
                    check(&v, &e.count.or(some(num(7))), &v.count.or(Some(7)));
                    check(&v, &e.count.or(none()), &v.count);
                    check(&v, &e.count.eq(some(num(1))), &(v.count == Some(1)));
                    check(&v, &e.count.ne(some(num(1))), &(v.count != Some(1)));
                    check(&v, &!e.count.eq(some(num(1))), &(v.count != Some(1)));
                    check(&v, &!e.count.ne(some(num(1))), &(v.count == Some(1)));
                    check(&v, &e.count.eq(none()), &v.count.is_none());
                    check(&v, &e.count.ne(none()), &v.count.is_some());
                    check(&v, &e.note.eq(&e.note), &true);
                    check(&v, &e.note.ne(&e.note), &false);
                    let inner = v.inner.as_ref();
                    check(&v, &e.inner.and_then(|i| i.note.clone()), &inner.and_then(|i| i.note.clone()));
                    check(&v, &e.inner.and_then(|i| i.count.clone()).is_some(), &inner.and_then(|i| i.count).is_some());
                    check(
                        &v,
                        &e.inner.and_then(|i| i.count.map(|n| n * 2)).unwrap_or(5),
                        &inner.and_then(|i| i.count.map(|n| n * 2)).unwrap_or(5)
                    );
                    check(&v, &e.inner.is_some_and(|i| i.tags.is_some()), &inner.is_some_and(|i| i.tags.is_some()));
                    check(&v, &e.tags.map(|t| t.len()), &v.tags.as_ref().map(|t| t.len()));
                    check(&v, &e.tags.unwrap_or_default(), &v.tags.clone().unwrap_or_default());
                    check(
                        &v,
                        &e.tags.and_then(|t| t.first()).map(|t| t.to_uppercase()),
                        &v.tags.as_ref().and_then(|t| t.first()).map(|t| t.to_uppercase())
                    );
                }
            }
        }
    };
}

matrix!(missing Missing);
matrix!(null Null);

#[test]
fn options_are_taken_apart_by_their_place() {
    let e = input::<Null>();
    prints(&e.note.is_some(), "$input.note != null");
    prints(&e.note.is_none(), "$not($input.note != null)");
    prints(&e.note.unwrap_or("x"), "$input.note != null ? $input.note : 'x'");
    prints(&e.count.eq(some(num(1))), "$input.count = 1");
    prints(&e.count.eq(none()), "$not($input.count != null)");
    prints(&some(text("a")).is_some(), "true");
    prints(&none::<u32>().unwrap_or(1), "1");
    prints(&e.inner.and_then(|i| i.note.clone()).is_some(), "($input.inner != null ? $exists($input.inner.note) ? $input.inner.note : null : null) != null".replace("$exists($input.inner.note) ? $input.inner.note : null :", "($exists($input.inner.note) ? $input.inner.note : null) :").as_str());
}
