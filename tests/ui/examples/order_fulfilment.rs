use sfn_dsl::prelude::*;
use sfn_examples::order_fulfilment::*;

#[workflow]
async fn flow(order: Order) -> Result<(), OrderError> {
    let verdict = validate_order(order.clone()).await?;
    if !verdict.valid {
        notify_user(order.costumer.email.clone(), verdict.reason).await?;
        return Err(OrderError::Invalid);
    }
    Ok(())
}

fn main() {}
