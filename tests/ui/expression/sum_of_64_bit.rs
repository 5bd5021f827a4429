use sfn_dsl::prelude::*;

fn total(views: &Expr<Vec<u64>>) -> Expr<u64> {
    views.iter().sum::<u64>()
}

fn main() {}
