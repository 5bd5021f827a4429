use sfn_dsl::prelude::*;

fn broken(price: &Expr<f64>) -> Expr<f64> {
    price.is_nan()
}

fn main() {}
