use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(orders: Vec<String>) -> Result<usize, sfn::MapRunError> {
    let asked = sfn::map_distributed(orders, 10, async |order| ask(order).await).express().await?;
    Ok(asked.len())
}

fn main() {}
