use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Order {
    prices: Vec<f64>,
}

#[derive(Debug, TaskError)]
enum Bad {
    Empty,
}

#[sfn::inline]
impl Order {
    fn set(&mut self, price: f64) -> f64 {
        price
    }

    fn checked(&self) -> Result<usize, Bad> {
        Err(Bad::Empty)
    }

    async fn fetched(&self) -> usize {
        1
    }

    fn of<T>(&self, value: T) -> T {
        value
    }

    fn nothing(&self) {}

    fn all_prices(&self) -> impl Iterator<Item = &f64> {
        self.prices.iter()
    }
}

fn main() {}
