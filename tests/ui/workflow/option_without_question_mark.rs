use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let first = order.items.first().ok_or(ShopError::Gone);
    Ok(f64::from(first?.quantity))
}

fn main() {}
