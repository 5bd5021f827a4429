use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

fn skus(order: &Expr<Order>) -> Expr<std::collections::BTreeSet<String>> {
    order.items.iter().map(|item| item.sku.clone()).collect()
}

fn main() {}
