use sfn_dsl::prelude::*;

#[step]
async fn reserve_two(sku: String) -> bool {
    true
}

fn main() {}
