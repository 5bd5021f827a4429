use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
struct Parcel {
    #[serde(skip_serializing, default)]
    weight: f64,
}

fn main() {}
