use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow(kind = Express)]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let total = child(order).await?;
    Ok(total)
}

#[workflow]
async fn child(order: Order) -> Result<f64, ShopError> {
    Ok(order.total)
}

fn main() {}
