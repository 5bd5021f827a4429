use sfn_dsl::prelude::*;

fn long(id: &Expr<String>) -> Expr<bool> {
    id.len().gt(80)
}

fn main() {}
