use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[task(lamda = "price")]
async fn price(order: Order) -> Result<f64, ShopError>;

#[workflow(name = "prices")]
async fn prices(order: Order) -> Result<f64, ShopError> {
    price(order).await
}

fn main() {
    prices::definition();
}
