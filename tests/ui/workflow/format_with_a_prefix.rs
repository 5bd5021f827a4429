use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let count = order.items.len();
    let text = format!("{count:#x}");
    Ok(text.chars().count() as f64)
}

fn main() {}
