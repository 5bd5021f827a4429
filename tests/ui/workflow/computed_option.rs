use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let total = price(order.clone()).timeout_seconds(order.count).await?;
    Ok(total)
}

fn main() {}
