use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow(name = "order fulfilment")]
async fn flow(order: Order) -> Result<f64, ShopError> {
    Ok(order.total)
}

fn main() {}
