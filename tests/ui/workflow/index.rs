use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let first = order.items[0].clone();
    let _ = reserve(first.sku, first.quantity).await?;
    Ok(order.total)
}

fn main() {}
