use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
struct Row(String, f64);

fn main() {}
