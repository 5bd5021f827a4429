use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    if order.items.is_empty() {
        panic!("nothing ordered");
    }
    Ok(order.total)
}

fn main() {}
