use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(orders: Vec<Order>) -> Result<usize, sfn::MapRunError> {
    let charged = sfn::map_distributed(orders, 10, async |order| charge(order.id, order.total).await)
        .tolerate_percent(120.0)
        .label("all orders")
        .await?;
    Ok(charged.len())
}

fn main() {}
