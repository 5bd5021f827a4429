use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let all = sfn::map(order.items, order.count as usize, async |item| reserve(item.sku, item.quantity).await).await?;
    Ok(all.len() as f64)
}

fn main() {}
