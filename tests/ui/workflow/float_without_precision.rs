use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let text = format!("{}", order.total);
    let _ = decide(text).await?;
    Ok(order.total)
}

fn main() {}
