use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<u32, ShopError> {
    match order.total {
        total if total > price(order.id.clone()).await? => Ok(1),
        _ => Ok(2),
    }
}

#[task(lambda = "price")]
async fn price(id: String) -> Result<f64, ShopError>;

fn main() {}
