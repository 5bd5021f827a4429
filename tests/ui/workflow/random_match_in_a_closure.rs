use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<Vec<bool>, ShopError> {
    Ok(order
        .items
        .iter()
        .map(|item| match sfn::uuid().split_once('-') {
            Some((first, last)) => first < last,
            None => item.sku.is_empty(),
        })
        .collect())
}

fn main() {}
