use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Clone, Serialize, Deserialize)]
struct Parcel {
    id: String,
}

#[workflow]
async fn flow(parcel: Parcel) -> Result<String, ShopError> {
    Ok(parcel.id)
}

fn main() {}
