use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<Vec<String>, ShopError> {
    let mut items = order.items.iter();
    let mut skus = vec![];
    while let Some(item) = items.next() {
        skus.push(item.sku.clone());
    }
    Ok(skus)
}

fn main() {}
