use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, FlowError> {
    let (first, second) = sfn::try_join!(price(order.clone()), price(order))?;
    Ok(first + second)
}

#[derive(Debug, TaskError)]
enum FlowError {
    NoPrice,
}

impl From<ShopError> for FlowError {
    fn from(_: ShopError) -> Self {
        Self::NoPrice
    }
}

fn main() {}
