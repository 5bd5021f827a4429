use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let next = order.views + 1;
    if next > 10 {
        return Err(ShopError::Gone);
    }
    Ok(order.total)
}

fn main() {}
