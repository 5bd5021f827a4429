use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<Decision, ShopError> {
    sfn::race!(ask(order.id), sfn::sleep(sfn::hours(24)))
}

fn main() {}
