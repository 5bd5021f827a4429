use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<(), ShopError> {
    for item in order.items.clone() {
        let outcome = async {
            if item.quantity == 0 {
                break;
            }
            reserve(item.sku, item.quantity).await
        }
        .await;
        outcome?;
    }
    Ok(())
}

fn main() {}
