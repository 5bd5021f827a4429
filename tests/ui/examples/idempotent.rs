use sfn_dsl::prelude::*;
use sfn_examples::idempotent::*;

#[workflow]
async fn flow(charge: Charge) -> Result<String, ChargeError> {
    match charge_once(charge.customer_id, charge.request_id).await {
        Ok(payment_id) => Ok(payment_id),
        Err(BankError::Declined { code }) => Err(ChargeError::Declined { code }),
    }
}

fn main() {}
