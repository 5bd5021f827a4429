use sfn_dsl::prelude::*;

fn is_light(weight: &f64) -> bool {
    *weight < 1.0
}

#[derive(Clone, Serialize, Deserialize, Data)]
struct Parcel {
    #[serde(default, skip_serializing_if = "is_light")]
    weight: f64,
}

fn main() {}
