use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    match price(order.clone()).await {
        Err(ShopError::Gone) => Ok(0.0),
        other => Ok(price(order).await? + other?),
    }
}

fn main() {}
