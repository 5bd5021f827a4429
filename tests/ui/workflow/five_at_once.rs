use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[workflow]
async fn flow(order: Order) -> Result<f64, ShopError> {
    let first = order.items[0].clone();
    println!("{}", first.sku);
    let note = order.note.clone().unwrap();
    let total = unsafe { order.total };
    let bits = order.count << 2;
    let _ = (note, bits);
    Ok(total)
}

fn main() {}
