use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow(kind = Express)]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let _ = ask(order.id).await?;
    Ok(order.total)
}

fn main() {}
