use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
struct Row {
    sku: String,
    tags: Vec<String>,
}

fn main() {}
