use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Payment {
    Card { number: String },
    Cash,
}

#[workflow]
async fn flow(payment: Payment) -> Result<String, ShopError> {
    match payment {
        Payment::Crad { number } => Ok(number),
        _ => Err(ShopError::Gone),
    }
}

fn main() {}
