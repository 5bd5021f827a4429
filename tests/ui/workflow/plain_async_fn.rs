use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

async fn lookup(id: String) -> Result<f64, ShopError> {
    let _ = id;
    Ok(1.0)
}

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let total = lookup(order.id).await?;
    Ok(total)
}

fn main() {}
