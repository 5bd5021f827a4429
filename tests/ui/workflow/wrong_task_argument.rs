use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let _ = reserve(order.id, order.total).await?;
    Ok(order.total)
}

fn main() {}
