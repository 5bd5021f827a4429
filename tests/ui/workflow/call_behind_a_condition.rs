use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order, note: Option<String>) -> Result<u32, ShopError> {
    if let Some(note) = note
        && price(note).await? > order.total
    {
        return Ok(1);
    }
    Ok(2)
}

#[task(lambda = "price")]
async fn price(id: String) -> Result<f64, ShopError>;

fn main() {}
