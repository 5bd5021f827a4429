use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow(name = "a-name-that-is-so-long-that-no-state-machine-can-have-it-because-the-limit-is-eighty-characters")]
async fn flow(order: Order) -> Result<f64, ShopError> {
    Ok(order.total)
}

fn main() {}
