//! `Vec` and iterator chains, above all with none and with one element.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use sfn_dsl::{
    __private::{append, array, extend, num, some, text, tuple},
    Data,
};

use crate::support::{check, input, prints};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Item {
    name: String,
    quantity: u32,
    price: f64,
    tags: Vec<String>,
    note: Option<String>,
}

fn item() -> impl Strategy<Value = Item> {
    (
        "[abc]{0,2}",
        0..5u32,
        (0..100u32).prop_map(|cents| f64::from(cents) / 10.0),
        prop::collection::vec("[xy]{0,2}", 0..3),
        prop::option::of("[n]"),
    )
        .prop_map(|(name, quantity, price, tags, note)| Item {
            name,
            quantity,
            price,
            tags,
            note,
        })
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(item(), 0..4)
}

proptest! {
    #[test]
    fn vectors_of_structs(v in items(), other in items(), i in 0..5usize) {
        let e = input::<(Vec<Item>, Vec<Item>, usize)>();
        let (x, y, n) = (&e.0, &e.1, &e.2);
        let value = (v.clone(), other.clone(), i);
        check(&value, x, &v);
        check(&value, &x.len(), &v.len());
        check(&value, &x.is_empty(), &v.is_empty());
        check(&value, &!x.is_empty(), &!v.is_empty());
        check(&value, &x.get(n), &v.get(i).cloned());
        check(&value, &x.get(1).map(|i| i.tags.clone()), &v.get(1).map(|i| i.tags.clone()));
        check(&value, &x.get(n).map(|i| i.tags.len()), &v.get(i).map(|i| i.tags.len()));
        check(&value, &x.first(), &v.first().cloned());
        check(&value, &x.last(), &v.last().cloned());
        check(&value, &x.iter().map(|i| i.name.clone()).collect::<Vec<_>>(), &v.iter().map(|i| i.name.clone()).collect());
        check(&value, &x.iter().map(|i| i.note.clone()).collect::<Vec<_>>(), &v.iter().map(|i| i.note.clone()).collect());
        check(&value, &x.iter().map(|i| i.tags.clone()).collect::<Vec<_>>(), &v.iter().map(|i| i.tags.clone()).collect());
        check(&value, &x.iter().filter(|i| i.quantity.gt(1)).collect::<Vec<_>>(), &v.iter().filter(|i| i.quantity > 1).cloned().collect());
        check(&value, &x.iter().filter(|i| i.quantity.gt(1)).map(|i| i.price.clone()).sum::<f64>(), &v.iter().filter(|i| i.quantity > 1).map(|i| i.price).sum::<f64>());
        check(&value, &x.iter().map(|i| i.quantity.clone()).sum::<u32>(), &v.iter().map(|i| i.quantity).sum::<u32>());
        check(&value, &x.iter().map(|i| i.quantity.clone()).product::<u32>(), &v.iter().map(|i| i.quantity).product::<u32>());
        check(&value, &x.iter().map(|i| i.quantity.clone()).min(), &v.iter().map(|i| i.quantity).min());
        check(&value, &x.iter().map(|i| i.quantity.clone()).max(), &v.iter().map(|i| i.quantity).max());
        check(&value, &x.iter().map(|i| i.name.clone()).min(), &v.iter().map(|i| i.name.clone()).min());
        check(&value, &x.iter().map(|i| i.name.clone()).max(), &v.iter().map(|i| i.name.clone()).max());
        check(&value, &x.iter().filter_map(|i| i.note.clone()).collect::<Vec<_>>(), &v.iter().filter_map(|i| i.note.clone()).collect());
        check(&value, &x.iter().flat_map(|i| i.tags.clone()).collect::<Vec<_>>(), &v.iter().flat_map(|i| i.tags.clone()).collect());
        check(&value, &x.iter().flat_map(|i| i.tags.iter().map(|t| t + "!")).collect::<Vec<_>>(), &v.iter().flat_map(|i| i.tags.iter().map(|t| format!("{t}!"))).collect());
        check(&value, &x.iter().map(|i| i.tags.iter().filter(|t| t.eq(&i.name)).count()).collect::<Vec<_>>(), &v.iter().map(|i| i.tags.iter().filter(|t| **t == i.name).count()).collect());
        check(&value, &x.iter().any(|i| i.quantity.eq(3)), &v.iter().any(|i| i.quantity == 3));
        check(&value, &x.iter().all(|i| i.quantity.lt(3)), &v.iter().all(|i| i.quantity < 3));
        check(&value, &!x.iter().all(|i| i.quantity.lt(3)), &!v.iter().all(|i| i.quantity < 3));
        check(&value, &x.iter().find(|i| i.quantity.eq(3)), &v.iter().find(|i| i.quantity == 3).cloned());
        check(&value, &x.iter().find_map(|i| i.note.clone()), &v.iter().find_map(|i| i.note.clone()));
        check(&value, &x.iter().position(|i| i.quantity.eq(3)), &v.iter().position(|i| i.quantity == 3));
        check(&value, &x.iter().min_by_key(|i| i.quantity.clone()), &v.iter().min_by_key(|i| i.quantity).cloned());
        check(&value, &x.iter().max_by_key(|i| i.quantity.clone()), &v.iter().max_by_key(|i| i.quantity).cloned());
        check(&value, &x.iter().rev().collect::<Vec<_>>(), &v.iter().rev().cloned().collect());
        check(&value, &x.iter().take(n).collect::<Vec<_>>(), &v.iter().take(i).cloned().collect());
        check(&value, &x.iter().skip(n).collect::<Vec<_>>(), &v.iter().skip(i).cloned().collect());
        check(&value, &x.iter().chain(y).count(), &v.iter().chain(&other).count());
        check(&value, &extend(x, y), &v.iter().chain(&other).cloned().collect());
        check(&value, &x.iter().fold(0.5, |total, i| total + &i.price), &v.iter().fold(0.5, |total, i| total + i.price));
        check(&value, &x.iter().zip(y).map(|p| p.0.quantity.clone() + &p.1.quantity).collect::<Vec<_>>(), &v.iter().zip(&other).map(|(a, b)| a.quantity + b.quantity).collect());
        check(&value, &x.iter().zip(y).collect::<Vec<_>>(), &v.iter().cloned().zip(other.clone()).collect());
        check(&value, &x.iter().enumerate().map(|p| p.0.to_string() + &p.1.name).collect::<Vec<_>>(), &v.iter().enumerate().map(|(i, x)| format!("{i}{}", x.name)).collect());
        check(&value, &x.iter().enumerate().filter(|p| p.0.gt(0)).map(|p| p.1.name.clone()).collect::<Vec<_>>(), &v.iter().enumerate().filter(|(i, _)| *i > 0).map(|(_, x)| x.name.clone()).collect());
        check(&value, &x.iter().map(|i| i.quantity.clone()).enumerate().collect::<Vec<_>>(), &v.iter().map(|i| i.quantity).enumerate().collect());
        check(&value, &x.iter().enumerate().any(|p| p.0.gt(1)), &v.iter().enumerate().any(|(i, _)| i > 1));
        check(&value, &x.iter().map(|i| i.name.clone()).collect::<Vec<_>>().join("-"), &v.iter().map(|i| i.name.clone()).collect::<Vec<_>>().join("-"));
        check(&value, &x.iter().map(|i| i.name.clone()).collect::<String>(), &v.iter().map(|i| i.name.clone()).collect());
        check(&value, &x.sorted_by_key(|i| i.quantity.clone()), &{ let mut v = v.clone(); v.sort_by_key(|i| i.quantity); v });
        check(&value, &append(x, x.get(0).unwrap_or_else(|| y.last().unwrap_or_else(fallback))), &{ let mut v = v.clone(); v.push(v.first().or(other.last()).cloned().unwrap_or_else(native_fallback)); v });
    }

    #[test]
    fn vectors_of_vectors(v in prop::collection::vec(prop::collection::vec(0..4u32, 0..3), 0..3), w in prop::collection::vec(0..4u32, 0..3), i in 0..4usize) {
        let e = input::<(Vec<Vec<u32>>, Vec<u32>, usize)>();
        let (x, y, n) = (&e.0, &e.1, &e.2);
        let value = (v.clone(), w.clone(), i);
        check(&value, x, &v);
        check(&value, &x.get(n), &v.get(i).cloned());
        check(&value, &x.get(n).and_then(|y| y.get(n)), &v.get(i).and_then(|y| y.get(i)).copied());
        check(&value, &x.get(0).and_then(|y| y.get(0)), &v.first().and_then(|y| y.first()).copied());
        check(&value, &x.first().map(|y| y.len()), &v.first().map(Vec::len));
        check(&value, &x.last(), &v.last().cloned());
        check(&value, &x.iter().map(|y| y.iter().map(|n| n + 1).collect::<Vec<_>>()).collect::<Vec<_>>(), &v.iter().map(|y| y.iter().map(|n| n + 1).collect()).collect());
        check(&value, &x.iter().filter(|y| !y.is_empty()).collect::<Vec<_>>(), &v.iter().filter(|y| !y.is_empty()).cloned().collect());
        check(&value, &x.iter().filter(|y| y.is_empty()).collect::<Vec<_>>(), &v.iter().filter(|y| y.is_empty()).cloned().collect());
        check(&value, &x.iter().find(|y| y.len().eq(1)), &v.iter().find(|y| y.len() == 1).cloned());
        check(&value, &x.iter().any(|y| y.is_empty()), &v.iter().any(Vec::is_empty));
        check(&value, &x.iter().flatten().collect::<Vec<_>>(), &v.iter().flatten().copied().collect());
        check(&value, &x.concat(), &v.concat());
        check(&value, &x.iter().rev().collect::<Vec<_>>(), &v.iter().rev().cloned().collect());
        check(&value, &x.iter().skip(1).collect::<Vec<_>>(), &v.iter().skip(1).cloned().collect());
        check(&value, &x.iter().enumerate().collect::<Vec<_>>(), &v.iter().cloned().enumerate().collect());
        check(&value, &x.iter().enumerate().map(|p| p.1.len() + &p.0).collect::<Vec<_>>(), &v.iter().enumerate().map(|(i, y)| y.len() + i).collect());
        check(&value, &x.iter().map(|y| tuple((y.len(), y.clone()))).collect::<Vec<_>>(), &v.iter().map(|y| (y.len(), y.clone())).collect());
        check(&value, &x.contains(y), &v.contains(&w));
        check(&value, &append(x, y), &{ let mut v = v.clone(); v.push(w.clone()); v });
        check(&value, &extend(x, array(vec![y.clone()])), &{ let mut v = v.clone(); v.push(w.clone()); v });
        check(&value, &array(vec![y.clone()]), &vec![w.clone()]);
        check(&value, &array(vec![y.clone(), y.clone(), array(vec![num(1)])]), &vec![w.clone(), w.clone(), vec![1]]);
        check(&value, &array(vec![x.get(n)]), &vec![v.get(i).cloned()]);
        check(&value, &array(vec![x.get(n), some(y.clone())]), &vec![v.get(i).cloned(), Some(w.clone())]);
        check(&value, &x.iter().map(|y| y.get(0)).collect::<Vec<_>>(), &v.iter().map(|y| y.first().copied()).collect());
        check(&value, &y.iter().map(|n| x.get(tuple_index(&n))).collect::<Vec<_>>(), &w.iter().map(|n| v.get(*n as usize).cloned()).collect());
        check(&value, &tuple((x.clone(), y.clone(), x.first())), &(v.clone(), w.clone(), v.first().cloned()));
        let copies = || x.iter().map(|y| y.iter().map(|n| n + 1).collect::<Vec<_>>()).collect::<Vec<_>>();
        let native: Vec<Vec<u32>> = v.iter().map(|y| y.iter().map(|n| n + 1).collect()).collect();
        check(&value, &copies().get(n), &native.get(i).cloned());
        check(&value, &copies().last(), &native.last().cloned());
        check(&value, &copies().iter().nth(n).map(|y| y.len()), &native.get(i).map(Vec::len));
        check(&value, &copies().get(n).and_then(|y| y.get(n)), &native.get(i).and_then(|y| y.get(i)).copied());
        check(&value, &copies().get(n).unwrap_or_default().iter().map(|n| n * 2).collect::<Vec<_>>(), &native.get(i).cloned().unwrap_or_default().iter().map(|n| n * 2).collect());
        check(&value, &y.iter().map(|n| n + 1).nth(n), &w.iter().map(|n| n + 1).nth(i));
        check(&value, &y.iter().map(|n| n + 1).last(), &w.iter().map(|n| n + 1).next_back());
        check(&value, &y.contains(2), &w.contains(&2));
        check(&value, &y.sorted(), &{ let mut w = w.clone(); w.sort_unstable(); w });
        check(&value, &y.reversed(), &{ let mut w = w.clone(); w.reverse(); w });
        check(&value, &y.chunks(2).collect::<Vec<_>>(), &w.chunks(2).map(<[u32]>::to_vec).collect());
        check(&value, &y.iter().map(|n| n * 2).filter(|n| n.gt(2)).map(|n| n + 1).collect::<Vec<_>>(), &w.iter().map(|n| n * 2).filter(|n| *n > 2).map(|n| n + 1).collect());
        check(&value, &x.eq(x), &true);
    }

    #[test]
    fn vectors_of_options(v in prop::collection::vec(prop::option::of(0..3u32), 0..4)) {
        let e = input::<Vec<Option<u32>>>();
        check(&v, &e.iter().flatten().collect::<Vec<_>>(), &v.iter().flatten().copied().collect());
        check(&v, &e.iter().map(|n| n.unwrap_or(9)).collect::<Vec<_>>(), &v.iter().map(|n| n.unwrap_or(9)).collect());
        check(&v, &e.iter().filter(|n| n.is_none()).count(), &v.iter().filter(|n| n.is_none()).count());
        check(&v, &e.contains(some(num(1))), &v.contains(&Some(1)));
        check(&v, &e.first().is_some(), &v.first().is_some_and(Option::is_some));
        check(&v, &append(&e, some(num(1))), &{ let mut v = v.clone(); v.push(Some(1)); v });
        check(&v, &append(&e, sfn_dsl::__private::none()), &{ let mut v = v.clone(); v.push(None); v });
    }
}

fn tuple_index(n: &sfn_dsl::Expr<u32>) -> sfn_dsl::Expr<usize> {
    sfn_dsl::__private::cast(n.clone())
}

fn fallback() -> sfn_dsl::Expr<Item> {
    sfn_dsl::__private::constant(native_fallback())
}

fn native_fallback() -> Item {
    Item { name: "f".into(), quantity: 0, price: 0.0, tags: vec!["t".into()], note: None }
}

#[test]
fn chains_read_as_a_person_would_write_them() {
    let e = input::<Vec<Item>>();
    prints(&e.len(), "$count($input)");
    prints(&!e.is_empty(), "$count($input) != 0");
    prints(
        &e.iter()
            .map(|i| sfn_dsl::__private::cast::<_, f64>(i.quantity.clone()) * &i.price)
            .sum::<f64>(),
        "$sum([$map($input, function($it) { $it.quantity * $it.price })])",
    );
    prints(
        &e.iter().filter(|i| i.quantity.gt(1)).map(|i| i.name.clone()).collect::<Vec<_>>(),
        "[$map($filter($input, function($it) { $it.quantity > 1 }), function($it) { $it.name })]",
    );
    prints(
        &e.iter().map(|i| i.tags.iter().any(|t| t.eq(&i.name))).collect::<Vec<_>>(),
        "[$map($input, function($it) { $exists($filter($it.tags, function($it2) { $it2 = $it.name })) })]",
    );
    prints(
        &e.iter().map(|i| i.tags.clone()).collect::<Vec<_>>(),
        "$append([], $map($input, function($it) { $it.tags })[])",
    );
    prints(&e.get(0).is_some(), "$input[0] != null");
    prints(&e.get(0).map(|i| i.name.clone()).unwrap_or("none"), "($input[0] != null ? $input[0].name : null) != null ? ($input[0] != null ? $input[0].name : null) : 'none'".replace("($input[0] != null ? $input[0].name : null) != null ? ($input[0] != null ? $input[0].name : null) : 'none'", "($it := $input[0] != null ? $input[0].name : null; $it != null ? $it : 'none')").as_str());
    prints(&array(vec![text("a"), text("b")]).contains("a"), "true");
}
