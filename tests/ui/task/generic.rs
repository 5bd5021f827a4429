use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[task(lambda = "price")]
async fn price<T: Data>(order: T) -> Result<f64, ShopError>;

fn main() {}
