use sfn_dsl::prelude::*;

fn number(id: &Expr<String>) -> Expr<u32> {
    id.parse()
}

fn main() {}
