use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn next(order: &Expr<Order>) -> Expr<u32> {
    order.count.wrapping_add(1)
}

fn main() {}
