use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Payment {
    Card { number: String },
    Cash,
}

#[workflow]
async fn flow(order: Order) -> Result<Payment, ShopError> {
    if order.total > 3.0 {
        return Err(ShopError::Gone);
    }
    Ok(Payment::Crad { number: order.id })
}

fn main() {}
