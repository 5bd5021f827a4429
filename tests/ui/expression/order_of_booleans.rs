use sfn_dsl::prelude::*;

fn before(a: &Expr<bool>, b: &Expr<bool>) -> Expr<bool> {
    a.lt(b)
}

fn main() {}
