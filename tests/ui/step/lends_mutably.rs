use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[step]
async fn count_up(order: &mut Order) -> Result<(), ShopError> {
    order.count += 1;
    Ok(())
}

fn main() {}
