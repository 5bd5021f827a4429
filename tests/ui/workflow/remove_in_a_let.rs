use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<String, ShopError> {
    let mut names: Vec<String> = order.items.iter().map(|item| item.sku.clone()).collect();
    let first = names.remove(0);
    Ok(first)
}

fn main() {}
