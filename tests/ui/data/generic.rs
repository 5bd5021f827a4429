use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
