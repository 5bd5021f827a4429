use sfn_dsl::prelude::*;
use sfn_dsl::surface::cast;
use sfn_tests::shop::*;

fn small(order: &Expr<Order>) -> Expr<u8> {
    cast::<_, u8>(order.views.clone())
}

fn main() {}
