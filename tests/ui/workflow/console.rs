use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    println!("{}", order.id);
    Ok(order.total)
}

fn main() {}
