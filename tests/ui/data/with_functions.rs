use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

mod hex {
    pub fn serialize<S: serde::Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{value:x}"))
    }
    pub fn deserialize<'de, D: serde::Deserializer<'de>>(_: D) -> Result<u32, D::Error> {
        Ok(0)
    }
}

#[derive(Clone, Serialize, Deserialize, Data)]
struct Colour {
    #[serde(with = "hex")]
    red: u32,
}

fn main() {}
