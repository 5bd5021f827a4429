//! Methods of an `#[sfn::inline] impl`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sfn_dsl::{
    prelude::*,
    testing::{Answers, assert_equivalent},
};

use crate::support::{Failure, check};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Data)]
enum Level {
    Basic,
    Gold,
}

#[derive(Clone, Debug, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
struct Line {
    unit_price: f64,
    quantity: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize, Data)]
struct Customer {
    name: Option<String>,
    level: Level,
    tags: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Data)]
struct Order {
    customer: Customer,
    lines: Vec<Line>,
}

#[sfn::inline]
impl Level {
    const FREE: f64 = 100.0;

    const fn factor(self) -> f64 {
        match self {
            Self::Basic => 1.0,
            Self::Gold => 0.5,
        }
    }

    fn ships_free(self, total: f64) -> bool {
        self == Self::Gold || total > Self::FREE
    }
}

#[sfn::inline]
impl Line {
    fn price(&self) -> f64 {
        self.unit_price * f64::from(self.quantity)
    }

    fn with_quantity(&self, quantity: u32) -> Self {
        Self { quantity, ..self.clone() }
    }
}

#[sfn::inline]
impl Customer {
    fn greeting(&self, word: &str) -> String {
        match &self.name {
            Some(name) => format!("{word}, {name}!"),
            None => format!("{word}!"),
        }
    }

    fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or("nobody")
    }

    fn tag_after(&self, letter: &str) -> Option<&String> {
        self.tags.iter().find(|tag| tag.as_str() > letter)
    }
}

#[sfn::inline]
impl Order {
    fn total(&self, rate: f64) -> f64 {
        let net: f64 = self.lines.iter().map(Line::price).sum();
        let factor = self.customer.level.factor();
        net * factor * (1.0 + rate) + net * 0.0
    }

    fn largest(&self) -> Option<Line> {
        self.lines.iter().cloned().max_by(|a, b| a.price().total_cmp(&b.price()))
    }

    fn of_one(price: f64, name: Option<String>) -> Self {
        Self {
            customer: Customer { name, level: Level::Basic, tags: Vec::new() },
            lines: vec![Line { unit_price: price, quantity: 1 }],
        }
    }
}

#[workflow]
async fn totals(order: Order) -> Result<(f64, bool, u32), Failure> {
    let paid = check(3).await?;
    let rate = if paid > 1 { 0.25 } else { 0.0 };
    let total = order.total(rate);
    let free = order.customer.level.ships_free(order.total(0.0));
    let quantity = match order.largest() {
        Some(line) if line.price() > 10.0 => line.with_quantity(line.quantity + 1).quantity,
        _ => 0,
    };
    Ok((total, free, quantity))
}

#[workflow]
async fn words(order: Order, word: String) -> Result<Vec<String>, Failure> {
    let customer = order.customer;
    let mut words = vec![customer.greeting(&format!("{word}{word}")), customer.shown().to_owned()];
    if let Some(tag) = customer.tag_after(&word) {
        words.push(tag.clone());
    }
    check(1).await?;
    words.push(customer.greeting("Bye"));
    Ok(words)
}

#[workflow]
async fn made(price: f64, names: BTreeMap<String, String>) -> Result<(f64, String), Failure> {
    let order = Order::of_one(price * 2.0, names.get("a").cloned());
    check(1).await?;
    Ok((order.total(1.0), order.customer.greeting("Hi")))
}

#[workflow]
async fn in_a_map(orders: Vec<Order>) -> Result<Vec<f64>, Failure> {
    let large: Vec<Order> = orders.iter().filter(|order| order.total(0.0) > 5.0).cloned().collect();
    sfn::map(large, 2, async |order| {
        let number = check(3).await?;
        Ok(order.total(f64::from(number)))
    })
    .await
}

fn orders() -> Vec<Order> {
    let lines = |lines: &[(f64, u32)]| {
        lines.iter().map(|&(unit_price, quantity)| Line { unit_price, quantity }).collect()
    };
    let customer = |name: Option<&str>, level, tags: &[&str]| Customer {
        name: name.map(str::to_owned),
        level,
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
    };
    vec![
        Order { customer: customer(None, Level::Basic, &[]), lines: lines(&[]) },
        Order {
            customer: customer(Some("Ada"), Level::Gold, &["a", "b", "c"]),
            lines: lines(&[(2.5, 4), (7.0, 3), (0.5, 1)]),
        },
        Order {
            customer: customer(Some("Bob"), Level::Basic, &["z"]),
            lines: lines(&[(1.0, 200)]),
        },
    ]
}

#[test]
fn a_call_is_the_expression_of_the_body() {
    for order in orders() {
        for answer in [0, 1, 2] {
            let answers = Answers::new().succeed(check, &answer);
            assert_equivalent(|| totals(order.clone()), &answers);
        }
        for word in ["", "a", "zz"] {
            let answers = Answers::new().succeed(check, &1);
            assert_equivalent(|| words(order.clone(), word.to_owned()), &answers);
        }
    }
}

#[test]
fn a_function_without_self_is_called_by_its_path() {
    for names in [&[][..], &[("a", "Ada")]] {
        let names = names.iter().map(|&(key, name)| (key.to_owned(), name.to_owned()));
        let names: BTreeMap<_, _> = names.collect();
        let answers = Answers::new().succeed(check, &1);
        assert_equivalent(|| made(2.25, names.clone()), &answers);
    }
}

#[test]
fn it_can_stand_where_items_are_chosen_and_in_their_states() {
    assert_equivalent(|| in_a_map(orders()), &Answers::new().succeed(check, &1));
}

/// An inline method makes no state, and an argument that is read twice is computed once.
#[test]
fn it_makes_no_state() {
    let definition = words::definition();
    let states: Vec<_> = definition.machine.walk().map(|state| state.name.to_string()).collect();
    assert_eq!(states, ["Check"]);
}
