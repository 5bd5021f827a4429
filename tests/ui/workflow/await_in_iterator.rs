use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let all: Vec<bool> = order.items.iter().map(|item| reserve(item.sku.clone(), item.quantity).await.is_ok()).collect();
    Ok(all.len() as f64)
}

fn main() {}
