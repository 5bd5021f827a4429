use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
struct Price {
    amount: f64,
}

#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
struct Row {
    sku: String,
    #[serde(flatten)]
    price: Price,
}

fn main() {}
