use sfn_dsl::prelude::*;

fn most(prices: &Expr<Vec<f64>>) -> Expr<Option<f64>> {
    prices.iter().max()
}

fn main() {}
