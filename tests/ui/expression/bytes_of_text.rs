use sfn_dsl::prelude::*;

fn bytes(name: &Expr<String>) -> Expr<String> {
    name.as_bytes()
}

fn main() {}
