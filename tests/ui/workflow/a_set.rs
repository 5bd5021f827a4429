use std::collections::BTreeSet;

use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<usize, BankError> {
    let mut seen = BTreeSet::new();
    for item in order.items {
        seen.insert(item.sku);
    }
    Ok(seen.len())
}

fn main() {}
