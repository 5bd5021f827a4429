use sfn_dsl::prelude::*;

struct Weight;

mod text {
    pub fn serialize<S: serde::Serializer>(_: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("")
    }
    pub fn deserialize<'de, D: serde::Deserializer<'de>>(_: D) -> Result<u32, D::Error> {
        Ok(0)
    }
}

#[derive(Data)]
struct Parcel {
    weight: Weight,
    #[serde(with = "text")]
    length: u32,
    #[serde(skip_deserializing)]
    width: u32,
}

fn main() {}
