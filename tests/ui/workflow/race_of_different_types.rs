use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<Decision, ShopError> {
    let decision = sfn::race!(ask(order.id), async {
        sfn::sleep(sfn::hours(24)).await;
        Ok(false)
    })?;
    Ok(decision)
}

fn main() {}
