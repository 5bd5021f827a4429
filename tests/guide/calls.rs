//! # Calls and errors

use sfn_dsl::prelude::*;

use crate::shared::{Order, ShopError, approve, charge, reserve};

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
