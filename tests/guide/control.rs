//! # Control flow

use sfn_dsl::prelude::*;

use crate::shared::{Order, ShopError, Status, charge, reserve};

/// A `let` of plain values makes no state: it rides in the Assign of the state before. An `if` that only chooses a
/// value is a conditional; one that does something is a Choice.
#[workflow]
pub async fn choices(order: Order) -> Result<String, ShopError> {
    let stock = reserve(order.id.clone()).await?;
    let price = if stock > 100 { 8.0 } else { 9.5 };
    let total = price * f64::from(stock);
    if total == 0.0 {
        return Err(ShopError::Empty);
    }
    charge(order.id, total).await
}

/// `match` on an enum, literals or ranges, with guards: a rule for each arm.
#[workflow]
pub async fn matches(order: Order) -> Result<String, ShopError> {
    match order.status {
        Status::Paid { by } if by == "gift" => Ok("nothing to do".to_owned()),
        Status::Paid { by } => Ok(format!("paid by {by}")),
        Status::Open => charge(order.id, 1.0).await,
    }
}

/// Patterns of lists.
#[workflow]
pub async fn lists(order: Order) -> Result<String, ShopError> {
    Ok(match order.items.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.sku.clone(),
        [first, .., last] => format!("{} to {}", first.sku, last.sku),
    })
}

/// `for` goes over a list or a range in order, and may assign variables outside.
#[workflow]
pub async fn loops(order: Order) -> Result<u32, ShopError> {
    let mut stock = 0;
    for item in order.items {
        if item.quantity == 0 {
            continue;
        }
        stock += reserve(item.sku).await?;
        if stock > 100 {
            break;
        }
    }
    Ok(stock)
}

/// `while` and `loop` are cycles, too.
#[workflow]
pub async fn polls(order: Order) -> Result<u32, ShopError> {
    loop {
        let stock = reserve(order.id.clone()).await?;
        if stock > 0 {
            return Ok(stock);
        }
        sfn::sleep(sfn::minutes(5)).await;
    }
}
