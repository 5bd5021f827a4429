use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(from = "String", into = "String")]
struct Weight {
    grams: u32,
}

impl From<String> for Weight {
    fn from(text: String) -> Self {
        Self { grams: text.len() as u32 }
    }
}

impl From<Weight> for String {
    fn from(weight: Weight) -> Self {
        weight.grams.to_string()
    }
}

fn main() {}
