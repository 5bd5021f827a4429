use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(first: Option<u32>, second: u32) -> Result<u32, ShopError> {
    Ok(match ((first, second), second) {
        ((Some(n @ 1..9), 0 | 1), _) if n > 2 => n,
        ((Some(3 | 4), n), _) if n > 2 => n,
        ((Some(n), _) | (None, n), 5) if n > 2 => n,
        _ => 0,
    })
}

fn main() {}
