use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let total = unsafe { order.total };
    Ok(total)
}

fn main() {}
