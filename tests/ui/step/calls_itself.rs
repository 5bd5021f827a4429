use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[step]
async fn reserve_up_to(sku: String, quantity: u32) -> Result<bool, ShopError> {
    if quantity == 0 {
        return Ok(false);
    }
    match reserve(sku.clone(), quantity).await {
        Err(ShopError::Gone) => reserve_up_to(sku, quantity - 1).await,
        reserved => reserved,
    }
}

fn main() {}
