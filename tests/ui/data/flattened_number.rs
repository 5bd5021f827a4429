use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Parcel {
    id: String,
    #[serde(flatten)]
    weight: f64,
}

fn main() {}
