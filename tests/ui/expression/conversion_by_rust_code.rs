use sfn_dsl::prelude::*;
use sfn_dsl::surface::convert;
use sfn_tests::shop::*;

fn decided(order: &Expr<Order>) -> Expr<Decision> {
    convert(order.id.clone())
}

fn main() {}
