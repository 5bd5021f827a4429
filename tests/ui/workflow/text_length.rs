use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    if order.id.len() > 3 {
        return Err(ShopError::Gone);
    }
    Ok(order.total)
}

fn main() {}
