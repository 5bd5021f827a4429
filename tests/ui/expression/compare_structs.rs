use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn same(a: &Expr<Item>, b: &Expr<Item>) -> Expr<bool> {
    a.eq(b)
}

fn main() {}
