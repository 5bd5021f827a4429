use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let note = order.note.unwrap();
    let _ = decide(note).await?;
    Ok(order.total)
}

fn main() {}
