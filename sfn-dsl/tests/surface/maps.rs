//! Maps.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::support::{check, input, prints};

proptest! {
    #[test]
    fn maps_are_those_of_rust(
        map in prop::collection::btree_map("[a-c]{0,2}", prop::collection::vec(0..3u32, 0..2), 0..3),
        key in "[a-c]{0,2}",
    ) {
        let e = input::<(BTreeMap<String, Vec<u32>>, String)>();
        let (m, k) = (&e.0, &e.1);
        let value = (map.clone(), key.clone());
        check(&value, m, &map);
        check(&value, &m.get(k), &map.get(&key).cloned());
        check(&value, &m.get("a"), &map.get("a").cloned());
        check(&value, &m.contains_key(k), &map.contains_key(&key));
        check(&value, &m.contains_key("a"), &map.contains_key("a"));
        check(&value, &m.len(), &map.len());
        check(&value, &m.is_empty(), &map.is_empty());
        check(&value, &m.keys().collect::<Vec<_>>(), &map.keys().cloned().collect());
        check(&value, &m.values().collect::<Vec<_>>(), &map.values().cloned().collect());
    }
}

#[test]
fn constant_keys_are_paths() {
    let e = input::<BTreeMap<String, u32>>();
    prints(&e.contains_key("a b"), "$exists($input.`a b`)");
    prints(&e.get("a").unwrap_or(1), "$input.a != null ? $input.a : 1");
}
