use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Order {
    prices: Vec<f64>,
}

#[sfn::inline]
impl Order {
    fn total(&self) -> f64 {
        let mut total = 0.0;
        for price in &self.prices {
            total += price;
        }
        total
    }
}

fn main() {}
