use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

struct Address {
    street: String,
}

#[derive(Clone, Data)]
struct Customer {
    name: String,
    address: Address,
}

fn main() {}
