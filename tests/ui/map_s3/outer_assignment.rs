use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(orders: Vec<Order>) -> Result<u32, sfn::MapRunError> {
    let mut count = 0;
    sfn::map_distributed(orders, 10, async |order| {
        count += 1;
        charge(order.id, order.total).await
    })
    .await?;
    Ok(count)
}

fn main() {}
