use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[step]
async fn ping(sku: String) -> Result<bool, ShopError> {
    reserve(sku.clone(), 1).await?;
    pong(sku).await
}

#[step]
async fn pong(sku: String) -> Result<bool, ShopError> {
    ping(sku).await
}

fn main() {}
