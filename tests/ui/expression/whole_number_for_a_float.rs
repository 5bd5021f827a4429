use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn dear(order: &Expr<Order>) -> Expr<bool> {
    order.total.gt(100)
}

fn main() {}
