use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<u32, ShopError> {
    let mut reserved = 0;
    let outcome = async move {
        for item in order.items.clone() {
            reserve(item.sku, item.quantity).await?;
            reserved += 1;
        }
        Ok::<_, ShopError>(())
    }
    .await;
    match outcome {
        Ok(()) => Ok(reserved),
        Err(error) => Err(error),
    }
}

fn main() {}
