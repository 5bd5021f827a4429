use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let mut total = order.total;
    let (priced, _) = sfn::try_join!(
        async {
            total = 0.0;
            price(order.clone()).await
        },
        decide(order.id.clone()),
    )?;
    Ok(priced + total)
}

fn main() {}
