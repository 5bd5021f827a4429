//! # Time, chance and the execution

use sfn_dsl::{prelude::*, sfn::Timestamp};

use crate::shared::{Order, ShopError, charge};

/// `sfn::sleep` and `sfn::sleep_until` are Wait states; moments are compared and moved.
#[workflow]
pub async fn waits(due: Timestamp) -> Result<String, ShopError> {
    if Timestamp::now() > due {
        return Err(ShopError::TimedOut);
    }
    sfn::sleep_until(due.minus(sfn::hours(1))).await;
    Ok(due.date())
}

/// Ids, digests and names. Natively they come from the run's environment, and so repeat in a test.
#[workflow]
pub async fn names(order: Order) -> Result<String, ShopError> {
    let id = sfn::uuid();
    let digest = sfn::hash(&order.id, sfn::Algorithm::Sha256);
    charge(format!("{id}/{digest}/{}", sfn::context().execution.name), sfn::random()).await
}
