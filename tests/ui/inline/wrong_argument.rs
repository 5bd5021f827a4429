use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Order {
    price: f64,
}

#[sfn::inline]
impl Order {
    fn total(&self, rate: f64) -> f64 {
        self.price * (1.0 + rate)
    }
}

#[derive(Debug, TaskError)]
enum Never {}

#[workflow]
async fn total(order: Order) -> Result<f64, Never> {
    Ok(order.total("high"))
}

fn main() {}
