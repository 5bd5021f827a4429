use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let priced = price(order.clone()).await;
    Ok(order.total)
}

fn main() {}
