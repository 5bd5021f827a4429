//! Iterator chains whose order, ties and ends matter.

use std::{cmp::Reverse, collections::BTreeMap};

use indexmap::IndexMap;
use proptest::prelude::*;
use sfn_dsl::{
    __private::{inserted, num, range, range_inclusive, removed, reversed, text, tuple},
    Expr,
};

use crate::support::{check, input, prints};

type Row = (String, i32, f64);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(
        ("[ab]{0,2}", -2..3i32, (-2..3i32).prop_map(|n| f64::from(n) / 2.0)),
        0..5,
    )
}

proptest! {
    #[test]
    fn order_and_ties_are_those_of_rust(rows in rows()) {
        let e = input::<Vec<Row>>();
        let by_float = |a: &&Row, b: &&Row| a.2.total_cmp(&b.2);
        check(&rows, &e.iter().min_by(|a, b| a.2.total_cmp(&b.2)), &rows.iter().min_by(by_float).cloned());
        check(&rows, &e.iter().max_by(|a, b| a.2.total_cmp(&b.2)), &rows.iter().max_by(by_float).cloned());
        check(&rows, &e.iter().max_by(|a, b| a.2.partial_cmp(&b.2).unwrap()), &rows.iter().max_by(|a, b| a.2.partial_cmp(&b.2).unwrap()).cloned());
        check(&rows, &e.iter().min_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))), &rows.iter().min_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))).cloned());
        check(&rows, &e.iter().max_by_key(|r| tuple((r.1.clone(), r.0.clone()))), &rows.iter().max_by_key(|r| (r.1, r.0.clone())).cloned());
        check(&rows, &e.iter().min_by_key(|r| reversed(r.1.clone())), &rows.iter().min_by_key(|r| Reverse(r.1)).cloned());
        check(&rows, &e.sorted_by_key(|r| tuple((reversed(r.1.clone()), r.0.gt("a")))), &{ let mut v = rows.clone(); v.sort_by_key(|r| (Reverse(r.1), r.0.as_str() > "a")); v });
        check(&rows, &e.sorted_by(|a, b| a.1.cmp(&b.1).reverse()), &{ let mut v = rows.clone(); v.sort_by(|a, b| a.1.cmp(&b.1).reverse()); v });
        let pairs: Vec<(String, i32)> = rows.iter().map(|r| (r.0.clone(), r.1)).collect();
        let pair = |r: Expr<Row>| tuple((r.0.clone(), r.1.clone()));
        check(&rows, &e.iter().map(pair).max(), &pairs.iter().max().cloned());
        check(&rows, &e.iter().map(pair).min(), &pairs.iter().min().cloned());
        check(&rows, &e.iter().map(pair).collect::<Vec<_>>().sorted(), &{ let mut v = pairs.clone(); v.sort(); v });
        check(&rows, &e.iter().map(pair).collect::<Vec<_>>().deduplicated(), &{ let mut v = pairs.clone(); v.dedup(); v });
        check(&rows, &e.iter().map(|r| r.1.gt(0)).max(), &rows.iter().map(|r| r.1 > 0).max());
        check(&rows, &e.iter().map(pair).collect::<IndexMap<_, _>>(), &pairs.iter().cloned().collect::<IndexMap<_, _>>());
        check(&rows, &e.iter().map(pair).collect::<BTreeMap<_, _>>().keys().collect::<Vec<_>>(), &pairs.iter().cloned().collect::<BTreeMap<_, _>>().into_keys().collect());
        check(&rows, &e.iter().map(pair).unzip::<Vec<_>, Vec<_>>(), &pairs.iter().cloned().unzip::<_, _, Vec<_>, Vec<_>>());
    }

    #[test]
    fn parts_are_those_of_rust(v in prop::collection::vec(-2..4i32, 0..6), n in 0..4usize) {
        let e = input::<(Vec<i32>, usize)>();
        let (x, k) = (&e.0, &e.1);
        let value = (v.clone(), n);
        check(&value, &x.iter().step_by(k + 1).collect::<Vec<_>>(), &v.iter().step_by(n + 1).copied().collect());
        check(&value, &x.iter().take_while(|i| i.lt(2)).collect::<Vec<_>>(), &v.iter().take_while(|i| **i < 2).copied().collect());
        check(&value, &x.iter().skip_while(|i| i.lt(2)).collect::<Vec<_>>(), &v.iter().skip_while(|i| **i < 2).copied().collect());
        check(&value, &x.iter().partition::<Vec<_>, _>(|i| i.lt(1)), &v.iter().partition::<Vec<i32>, _>(|i| **i < 1));
        check(&value, &x.iter().reduce(|a, b| a * 3 + b), &v.iter().copied().reduce(|a, b| a * 3 + b));
        check(&value, &x.windows(2).collect::<Vec<_>>(), &v.windows(2).map(<[i32]>::to_vec).collect());
        check(&value, &x.windows(k + 1).map(|w| w.iter().sum::<i32>()).collect::<Vec<_>>(), &v.windows(n + 1).map(|w| w.iter().sum::<i32>()).collect());
        check(&value, &x.split_first(), &v.split_first().map(|(a, b)| (*a, b.to_vec())));
        check(&value, &x.split_last(), &v.split_last().map(|(a, b)| (*a, b.to_vec())));
        check(&value, &x.deduplicated(), &{ let mut v = v.clone(); v.dedup(); v });
        check(&value, &x.deduplicated_by_key(|i| i / 2), &{ let mut v = v.clone(); v.dedup_by_key(|i| *i / 2); v });
        check(&value, &x.truncated(k), &{ let mut v = v.clone(); v.truncate(n); v });
        check(&value, &x.without_last(), &{ let mut v = v.clone(); v.pop(); v });
        check(&value, &x.prepended(9), &{ let mut v = v.clone(); v.insert(0, 9); v });
        check(&value, &range(num(0usize), k.clone()).map(|i| i * 2).collect::<Vec<_>>(), &(0..n).map(|i| i * 2).collect());
        check(&value, &range_inclusive(num(1usize), k.clone()).rev().collect::<Vec<_>>(), &(1..=n).rev().collect());
        check(&value, &range(num(0usize), k.clone()).count(), &(0..n).count());
        check(&value, &range(num(2usize), k.clone()).count(), &(2..n).count());
        check(&value, &x.iter().map(|i| i.gt(0).then_some(i)).collect::<Option<Vec<_>>>(), &v.iter().map(|i| (*i > 0).then_some(*i)).collect::<Option<Vec<i32>>>());
        check(&value, &x.iter().map(|i| i.gt(0).then(|| i.clone())).collect::<Vec<_>>().iter().flatten().sum::<i32>(), &v.iter().filter(|i| **i > 0).sum::<i32>());
        check(&value, &x.iter().next(), &v.first().copied());
        check(&value, &x.first().iter().chain(x.last()).collect::<Vec<_>>(), &v.first().into_iter().chain(v.last()).copied().collect());
        check(&value, &x.first().zip(x.get(1)), &v.first().copied().zip(v.get(1).copied()));
        check(&value, &x.first().xor(x.get(k)), &v.first().copied().xor(v.get(n).copied()));
    }

    #[test]
    fn lists_of_lists_stay_lists(rows in prop::collection::vec(prop::collection::vec(0..3i32, 0..3), 0..4)) {
        let e = input::<Vec<Vec<i32>>>();
        check(&rows, &e.iter().step_by(2).collect::<Vec<_>>(), &rows.iter().step_by(2).cloned().collect());
        check(&rows, &e.iter().take_while(|r| !r.is_empty()).collect::<Vec<_>>(), &rows.iter().take_while(|r| !r.is_empty()).cloned().collect());
        check(&rows, &e.iter().partition::<Vec<_>, _>(|r| r.len().gt(1)), &rows.iter().cloned().partition::<Vec<_>, _>(|r| r.len() > 1));
        check(&rows, &e.windows(2).collect::<Vec<_>>(), &rows.windows(2).map(<[Vec<i32>]>::to_vec).collect());
        check(&rows, &e.split_last(), &rows.split_last().map(|(a, b)| (a.clone(), b.to_vec())));
        check(&rows, &e.deduplicated(), &{ let mut v = rows.clone(); v.dedup(); v });
        check(&rows, &e.iter().min_by_key(|r| r.len()), &rows.iter().min_by_key(|r| r.len()).cloned());
        check(&rows, &e.prepended(sfn_dsl::surface::array(vec![num(7)])), &{ let mut v = rows.clone(); v.insert(0, vec![7]); v });
        check(&rows, &e.iter().map(|r| r.first()).collect::<Option<Vec<_>>>(), &rows.iter().map(|r| r.first().copied()).collect::<Option<Vec<_>>>());
        check(&rows, &e.without_last(), &{ let mut v = rows.clone(); v.pop(); v });
    }

    #[test]
    fn maps_change_as_those_of_rust(
        map in prop::collection::btree_map("[a-c]{0,2}", 0..3u32, 0..4),
        key in "[a-c]{0,2}",
    ) {
        let e = input::<(BTreeMap<String, u32>, String)>();
        let (m, k) = (&e.0, &e.1);
        let value = (map.clone(), key.clone());
        let changed = |change: &dyn Fn(&mut BTreeMap<String, u32>)| { let mut map = map.clone(); change(&mut map); map };
        check(&value, &inserted(m, k.clone(), num(9)), &changed(&|m| { m.insert(key.clone(), 9); }));
        check(&value, &inserted(m, text("a"), num(9)), &changed(&|m| { m.insert("a".into(), 9); }));
        check(&value, &removed(m, k.clone()), &changed(&|m| { m.remove(&key); }));
        check(&value, &m.retained(|k, v| v.gt(0).and(k.ne("a"))), &changed(&|m| m.retain(|k, v| *v > 0 && k != "a")));
        check(&value, &m.iter().collect::<Vec<_>>(), &map.clone().into_iter().collect());
    }
}

#[test]
fn a_sort_reads_as_a_person_would_write_it() {
    let e = input::<Vec<Row>>();
    prints(
        &e.sorted_by(|a, b| b.2.total_cmp(&a.2)),
        "$sort($input, function($it, $it_other) { $it_other[2] > $it[2] })",
    );
    prints(
        &e.sorted_by_key(|r| tuple((r.0.clone(), reversed(r.1.clone())))),
        "$sort($input, function($it, $it_other) { $it[0] > $it_other[0] or $it[0] = $it_other[0] and $it[1] < $it_other[1] })",
    );
    prints(&e.iter().map(|r| r.0.clone()).count(), "$count($input)");
    prints(&text("abc").chars().count(), "3");
    prints(&input::<String>().chars().count(), "$length($input)");
}

/// What a constructor with an index gives is no constructor for the one around it.
#[test]
fn an_indexed_array_lies_in_another_as_what_it_is() {
    let e = input::<Vec<i32>>();
    let both = e.iter().partition::<Vec<_>, _>(|n| n.gt(1));
    let pair = Expr::<Vec<Vec<i32>>>::__new(both.__code().clone());
    let first = sfn_dsl::__private::element_at(&pair, 0);
    let list = sfn_dsl::surface::array(vec![first]);
    check(&vec![1], &list, &vec![Vec::<i32>::new()]);
    check(&vec![1, 2, 3], &list, &vec![vec![2, 3]]);
}
