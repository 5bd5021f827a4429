use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn grown(order: &Expr<Order>) -> Expr<f64> {
    order.total.powf(1.5)
}

fn main() {}
