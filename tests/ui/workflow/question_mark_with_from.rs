use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

impl From<BankError> for Failure {
    fn from(_: BankError) -> Self {
        Self::Bank
    }
}

#[derive(Debug, TaskError)]
enum Failure {
    Bank,
}

#[workflow]
async fn flow(order: Order) -> Result<String, Failure> {
    let id = charge(order.id, order.total).await?;
    Ok(id)
}

fn main() {}
