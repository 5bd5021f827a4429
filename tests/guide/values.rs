//! # Values
//!
//! These make no states; several of them share one example, since they are one Output.

use std::{cmp::Reverse, collections::BTreeMap};

use sfn_dsl::prelude::*;

use crate::shared::{Item, Order, ShopError};

/// Fields under serde's names, struct literals and updates, assignment.
#[workflow]
pub async fn structs(order: Order) -> Result<Order, ShopError> {
    let mut order = order;
    order.note = Some(format!("order {}", order.id));
    Ok(Order { id: order.id.to_uppercase(), ..order })
}

/// `Option` is null or missing.
#[workflow]
pub async fn options(order: Order) -> Result<String, ShopError> {
    let note = order.note.unwrap_or_else(|| "none".to_owned());
    let first = order.items.first().map_or(0, |item| item.quantity);
    Ok(format!("{note}, {first}"))
}

/// Iterator chains. What is an array by its type stays one, also with one element.
#[workflow]
pub async fn chains(order: Order) -> Result<Vec<String>, ShopError> {
    Ok(order.items.iter().filter(|item| item.quantity > 1).map(|item| item.sku.clone()).collect())
}

/// Sums, and elements by order. `$sort` is stable, and ties go as in Rust.
#[workflow]
pub async fn ordered(order: Order) -> Result<(f64, Option<Item>, Vec<Item>), ShopError> {
    let total = order.items.iter().map(|item| f64::from(item.quantity) * item.price).sum::<f64>();
    let cheapest = order.items.iter().min_by(|a, b| a.price.total_cmp(&b.price)).cloned();
    let mut ranked = order.items;
    ranked.sort_by_key(|item| (Reverse(item.quantity), item.sku.clone()));
    Ok((total, cheapest, ranked))
}

/// A method of an `#[sfn::inline] impl` is the expression that its body is, with the arguments in place.
#[workflow]
pub async fn inlined(order: Order) -> Result<f64, ShopError> {
    let discount = if order.items.len() > 10 { 0.1 } else { 0.0 };
    Ok(order.items.iter().map(|item| item.cost(discount)).sum())
}

/// Lists and maps that change.
#[workflow]
pub async fn changed(order: Order) -> Result<(Vec<u32>, BTreeMap<String, f64>), ShopError> {
    let mut quantities: Vec<u32> = order.items.iter().map(|item| item.quantity).collect();
    quantities.retain(|quantity| *quantity > 0);
    quantities.push(7);
    let mut prices: BTreeMap<String, f64> =
        order.items.iter().map(|item| (item.sku.clone(), item.price)).collect();
    prices.insert("gift".to_owned(), 0.0);
    Ok((quantities, prices))
}

/// Text. A float needs a precision, and its digits are exact up to 2^53 of the last one; width and alignment are as in Rust.
#[workflow]
pub async fn texts(order: Order) -> Result<Vec<String>, ShopError> {
    let count = order.items.len();
    let first = order.id.split('-').next().unwrap_or_default();
    let number = order.id.parse::<u16>().unwrap_or(0);
    Ok(vec![
        format!("{first}: {count} items"),
        format!("[{number:>6}]"),
        order.id.replace('-', "/"),
    ])
}

/// Integers of up to 32 bits, exactly; 64-bit ones are passed on and not computed with.
#[workflow]
pub async fn integers(a: i32, b: i32) -> Result<Vec<i32>, ShopError> {
    Ok(vec![
        a + b * 2,
        a.checked_add(b).unwrap_or(0),
        a.rem_euclid(10),
        f64::from(a).round() as i32,
    ])
}
