use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    match price(order).await {
        Ok(total) => Ok(total),
        Err(ShopError::Gone) => Ok(0.0),
    }
}

fn main() {}
