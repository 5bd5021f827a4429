use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<u32, ShopError> {
    let both = sfn::join!(price(order.id.clone()), price(order.id));
    Ok(if both.0.is_ok() { 1 } else { 2 })
}

#[task(lambda = "price")]
async fn price(id: String) -> Result<f64, ShopError>;

fn main() {}
