use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Parcel {
    #[serde(rename(serialize = "kg", deserialize = "kilograms"))]
    weight: f64,
}

fn main() {}
