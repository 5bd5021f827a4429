//! # At the same time

use sfn_dsl::{prelude::*, sfn::MapRunError};

use crate::shared::{Item, Order, ShopError, charge, reserve};

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

/// `sfn::race!` is a Parallel as well: the branch that ends first fails with a private error, whose Cause brings the value
/// to the Catch, and the other is given up.
#[workflow]
pub async fn raced(order: Order) -> Result<String, ShopError> {
    sfn::race!(charge(order.id.clone(), 5.0), async {
        sfn::sleep(sfn::hours(1)).await;
        Ok("nobody has paid".to_owned())
    })
}

/// `sfn::map_s3` is a distributed Map: a child execution for each item of an object in S3, here at most 500 at a time. What
/// the closure reads from outside goes into the child's input.
#[workflow]
pub async fn distributed(key: String, limit: u32) -> Result<usize, MapRunError> {
    let stocks = sfn::map_s3(sfn::JsonLines::<Item>::at("${Bucket}", key), 500, async |item| {
        let stock = reserve(item.sku).await?;
        Ok::<_, ShopError>(stock.min(limit))
    })
    .tolerate_percent(5.0)
    .await?;
    Ok(stocks.len())
}
