use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let prices = order.items.iter().map(|item| f64::from(item.quantity));
    Ok(prices.sum())
}

fn main() {}
