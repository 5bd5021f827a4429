use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Debug)]
enum Failure {
    Late,
}

#[task(lambda = "price")]
async fn price(order: Order) -> Result<f64, Failure>;

fn main() {}
