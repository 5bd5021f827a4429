use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[step]
async fn reserve_two(sku: String) -> Result<bool, ShopError> {
    reserve(sku, 2).await
}

#[workflow(kind = Express)]
async fn flow(order: Order) -> Result<bool, ShopError> {
    reserve_two(order.id).await
}

fn main() {}
