use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order, flag: bool) -> Result<f64, BankError> {
    match charge(order.id, order.total).await {
        Ok(_) => Ok(1.0),
        other if flag => {
            other?;
            Ok(2.0)
        }
        Err(error) => Err(error),
    }
}

fn main() {}
