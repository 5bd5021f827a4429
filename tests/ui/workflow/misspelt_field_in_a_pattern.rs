use sfn_dsl::prelude::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub enum Payment {
    Card { number: String },
    Cash,
}

#[derive(Debug, TaskError)]
pub enum ShopError {
    Closed,
}

#[workflow]
async fn flow(payment: Payment) -> Result<String, ShopError> {
    match payment {
        Payment::Card { nummer } => Ok(nummer),
        Payment::Cash => Err(ShopError::Closed),
    }
}

fn main() {}
