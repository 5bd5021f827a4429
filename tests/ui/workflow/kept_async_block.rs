use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<bool, ShopError> {
    let later = async { reserve(order.id, 1).await };
    later.await
}

fn main() {}
