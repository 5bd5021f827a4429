use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn note(order: &Expr<Order>) -> Expr<String> {
    order.note.unwrap()
}

fn main() {}
