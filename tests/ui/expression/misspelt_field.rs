use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn buyer(order: &Expr<Order>) -> Expr<String> {
    order.notes.unwrap_or("")
}

fn main() {}
