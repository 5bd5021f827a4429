//! # Calls and errors

use sfn_dsl::prelude::*;

use crate::shared::{Order, ShopError, approve, charge, reserve, reserve_or_spare};

/// An awaited task is a Task state. `?` hands an error on under its own name, which needs no Catch; the last call's
/// value is the Output.
#[workflow]
pub async fn calls(order: Order) -> Result<String, ShopError> {
    let stock = reserve(order.id.clone()).retry(Retry::transient()).await?;
    charge(order.id, f64::from(stock) * 2.5).timeout_seconds(60).await
}

/// `match` on an outcome is a Catch for the errors that it names. `return Err(..)` is a Fail, with the fields as its
/// Cause.
#[workflow]
pub async fn caught(order: Order) -> Result<String, ShopError> {
    match charge(order.id.clone(), 10.0).await {
        Ok(receipt) => Ok(receipt),
        Err(ShopError::Declined { code }) if code == "retry" => charge(order.id, 9.0).await,
        Err(ShopError::TimedOut) => Err(ShopError::Declined { code: "late".to_owned() }),
        Err(error) => Err(error),
    }
}

/// A value in place of an error: `.unwrap_or(..)`, `.ok()`. An error in place of nothing: `.ok_or(..)?`.
#[workflow]
pub async fn defaults(order: Order) -> Result<u32, ShopError> {
    let first = order.items.first().cloned().ok_or(ShopError::Empty)?;
    let stock = reserve(first.sku).await.unwrap_or(0);
    Ok(stock + first.quantity)
}

/// An `async` block that is awaited where it stands is a try block. It makes no state: each state inside has the Catch, and
/// an error that is made inside leads to the same arm.
#[workflow]
pub async fn tried(order: Order) -> Result<String, ShopError> {
    let paid = async {
        let stock = reserve(order.id.clone()).await?;
        if stock == 0 {
            return Err(ShopError::Empty);
        }
        charge(order.id.clone(), f64::from(stock)).await
    }
    .await;
    match paid {
        Ok(receipt) => Ok(receipt),
        Err(ShopError::Empty) => Ok("nothing to pay for".to_owned()),
        Err(error) => Err(error),
    }
}

/// A `#[step]` is a function that several workflows call. Its states stand in the place of the call, and its outcome is
/// looked at like a call's.
#[workflow]
pub async fn stepped(order: Order) -> Result<String, ShopError> {
    let stock = reserve_or_spare(&order.id).await?;
    charge(order.id, f64::from(stock)).await
}

/// An outcome with a name is a `Result` as a value: look at it as often as you like, pass it through `.map(..)`,
/// `.map_err(..)`, `.and_then(..)` and their kin, or end the function with it.
#[workflow]
pub async fn kept(order: Order) -> Result<String, ShopError> {
    let first = charge(order.id.clone(), 10.0).await;
    let stock = reserve(order.id.clone()).await.map_or(1, |stock| stock + 1);
    if first.is_ok() || stock > 5 {
        return first;
    }
    charge(order.id, f64::from(stock)).await.or_else(|_| Ok("unpaid".to_owned()))
}

/// A task with a `TaskToken` waits until somebody calls back with it.
#[workflow]
pub async fn callback(order: Order) -> Result<bool, ShopError> {
    approve(order.id).timeout_seconds(86_400).await
}

/// Another workflow starts an execution of its own, and is waited for.
#[workflow]
pub async fn nested(order: Order) -> Result<String, ShopError> {
    calls(order).await
}
