use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[step(name = "reserve-two")]
async fn reserve_two(sku: String) -> Result<bool, ShopError> {
    reserve(sku, 2).await
}

fn main() {}
