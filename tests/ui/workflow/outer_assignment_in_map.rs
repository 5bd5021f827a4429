use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let mut last = String::new();
    let _ = sfn::map(order.items, 10, async |item| {
        last = item.sku.clone();
        reserve(item.sku, item.quantity).await
    })
    .await?;
    let _ = decide(last).await?;
    Ok(order.total)
}

fn main() {}
