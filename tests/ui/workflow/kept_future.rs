use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let call = price(order);
    let total = call.await?;
    Ok(total)
}

fn main() {}
