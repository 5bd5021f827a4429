use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    match decide(order.id).await? {
        Decision::Approved => Ok(1.0),
    }
}

fn main() {}
