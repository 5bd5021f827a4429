use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn tax(total: f64) -> f64 {
    total * 0.19
}

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let tax = tax(order.total);
    Ok(order.total + tax)
}

fn main() {}
