//! Every form of value that serde knows.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::{Mentioned, Sampler};
use crate::sfn;

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read")]
struct Everything {
    kind: Kind,
    tagged: Tagged,
    loose: Loose,
    #[serde(flatten)]
    more: More,
    by_number: BTreeMap<u32, Vec<Kind>>,
    at: sfn::Timestamp,
    until: Option<sfn::Timestamp>,
    tree: Tree,
    pair: (bool, Option<char>),
    any: Value,
    wrapped: Wrapped,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read")]
enum Kind {
    Plain,
    One(u8),
    Two(i64, f64),
    #[serde(rename = "by-name")]
    Named {
        name: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(dead_code, reason = "only read")]
enum Tagged {
    First { size: u32 },
    Second,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "only read")]
enum Loose {
    Text(String),
    Numbers(Vec<i32>),
    Table { rows: u8 },
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read")]
struct More {
    note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read")]
struct Tree {
    children: Vec<Tree>,
    next: Option<Box<Tree>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read")]
struct Wrapped(String);

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read")]
struct Endless {
    next: Box<Endless>,
}

fn sampler(seed: u64) -> Sampler {
    Sampler::new(seed, Mentioned::default())
}

#[test]
fn every_form_is_made_up_again_and_again() {
    let mut seen = BTreeSet::new();
    for seed in 0..200 {
        let (_, json) = sampler(seed).value::<Everything>().unwrap();
        seen.insert(json["kind"].as_str().unwrap_or("with content").to_owned());
        seen.insert(format!("tagged {}", json["tagged"]["type"]));
        seen.insert(format!("loose {}", json["loose"].is_array()));
    }
    let expected = [
        "Plain",
        "loose false",
        "loose true",
        "tagged \"first\"",
        "tagged \"second\"",
        "with content",
    ];
    assert_eq!(seen, expected.map(str::to_owned).into());
}

#[test]
fn the_same_seed_makes_the_same() {
    let made = |seed| sampler(seed).value::<Everything>().unwrap().1;
    assert_eq!(made(7), made(7));
    assert_ne!(made(7), made(8));
}

#[test]
fn a_type_without_values_says_so() {
    let problem = sampler(1).value::<Endless>().unwrap_err();
    assert!(problem.contains("Endless` could be made up"), "{problem}");
}
