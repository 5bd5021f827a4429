use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn double(order: &mut Order) {
    order.total *= 2.0;
}

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let mut order = order;
    double(&mut order);
    Ok(order.total)
}

fn main() {}
