use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    Ok(price(order.id.clone()).await.unwrap_or(price(order.id).await?))
}

#[task(lambda = "price")]
async fn price(id: String) -> Result<f64, ShopError>;

fn main() {}
