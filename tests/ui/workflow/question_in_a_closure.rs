use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<usize, BankError> {
    let paid: Vec<String> = order
        .items
        .iter()
        .map(|item| {
            let payment = charge(item.sku.clone(), 1.0).await?;
            payment
        })
        .collect();
    Ok(paid.len())
}

fn main() {}
