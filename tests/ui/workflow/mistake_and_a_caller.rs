use sfn_dsl::{prelude::*, testing::Answers};
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let first = order.items[0].clone();
    let _ = reserve(first.sku, first.quantity).await?;
    Ok(order.total)
}

#[workflow]
async fn outer(order: Order) -> Result<f64, ShopError> {
    let total = flow(order).await?;
    Ok(total)
}

fn main() {
    let _ = |order: Order| Answers::new().run(outer(order)).result;
}
