use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
enum Carrier {
    Post,
    #[serde(untagged)]
    Name(String),
}

fn main() {}
