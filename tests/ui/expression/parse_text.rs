use sfn_dsl::prelude::*;

fn number(id: &Expr<String>) -> Expr<Option<u64>> {
    id.parse::<u64>().ok()
}

fn main() {}
