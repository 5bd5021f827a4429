use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Size(f64, #[serde(default)] f64);

fn main() {}
