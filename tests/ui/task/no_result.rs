use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[task(lambda = "price")]
async fn price(order: Order) -> f64;

fn main() {}
