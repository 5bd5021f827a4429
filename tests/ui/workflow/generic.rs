use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow<T: Clone>(order: Order) -> Result<f64, ShopError> {
    Ok(order.total)
}

fn main() {}
