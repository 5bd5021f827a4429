use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let mut names: Vec<String> = order.items.iter().map(|item| item.sku.clone()).collect();
    names.remove(0);
    Ok(names.len() as f64)
}

fn main() {}
