use sfn_dsl::prelude::*;
use sfn_dsl::surface::constant;

#[derive(Clone, Data)]
struct Rate(f64);

const RATE: Rate = Rate(0.5);

fn rate() {
    constant(RATE);
}

fn main() {}
