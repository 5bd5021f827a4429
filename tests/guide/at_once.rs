//! # At the same time

use sfn_dsl::prelude::*;

use crate::shared::{Order, ShopError, charge, reserve};

/// `sfn::map` is an inline Map, here with at most ten iterations at a time; the closure reads variables outside.
#[workflow]
pub async fn mapped(order: Order) -> Result<u32, ShopError> {
    let stocks = sfn::map(order.items, 10, async |item| reserve(item.sku).await).await?;
    Ok(stocks.iter().sum())
}

/// `sfn::try_join!` is a Parallel that fails with the first branch that does.
#[workflow]
pub async fn branches(order: Order) -> Result<String, ShopError> {
    let (receipt, stock) = sfn::try_join!(charge(order.id.clone(), 5.0), async {
        let stock = reserve(order.id.clone()).await?;
        Ok::<_, ShopError>(stock * 2)
    })?;
    Ok(format!("{receipt}: {stock}"))
}

/// `sfn::join!` gives each branch's `Result`.
#[workflow]
pub async fn outcomes(order: Order) -> Result<u32, ShopError> {
    let (left, right) = sfn::join!(reserve(order.id.clone()), reserve("spare".to_owned()));
    match left {
        Ok(stock) => Ok(stock),
        Err(_) => Ok(right?),
    }
}
