use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    loop {
        let _ = sfn::map(order.items.clone(), 1, async |item| {
            if item.quantity == 0 {
                break;
            }
            reserve(item.sku, item.quantity).await
        })
        .await?;
    }
}

fn main() {}
