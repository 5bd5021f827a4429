use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<(), ShopError> {
    let _ = sfn::race!(async { price(order.clone()).await }, async {
        charge(order.id.clone(), order.total).await?;
        Ok::<_, BankError>(0.0)
    });
    Ok(())
}

fn main() {}
