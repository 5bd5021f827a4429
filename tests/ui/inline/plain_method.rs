use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Order {
    price: f64,
}

impl Order {
    fn total(&self) -> f64 {
        self.price * 1.19
    }
}

#[derive(Debug, TaskError)]
enum Never {}

#[workflow]
async fn total(order: Order) -> Result<f64, Never> {
    Ok(order.total())
}

fn main() {}
