use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Order {
    prices: Vec<f64>,
}

#[sfn::inline]
impl Order {
    fn len(&self) -> usize {
        self.prices.len()
    }

    fn is_expensive(&self) -> bool {
        self.prices.len() > 100
    }
}

fn main() {}
