use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn before(a: &Expr<Order>, b: &Expr<Order>) -> Expr<bool> {
    a.lt(b)
}

fn main() {}
