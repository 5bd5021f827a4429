use sfn_dsl::prelude::*;

#[derive(Clone)]
struct Address {
    street: String,
}

#[derive(Clone, Data)]
struct Customer {
    name: String,
    address: Address,
}

fn main() {}
