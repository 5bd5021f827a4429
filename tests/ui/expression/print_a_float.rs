use sfn_dsl::prelude::*;
use sfn_dsl::surface::{concat, display};
use sfn_tests::shop::*;

fn line(order: &Expr<Order>) -> Expr<String> {
    concat(vec![display(order.total.clone())])
}

fn main() {}
