use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Clone, Serialize, Deserialize)]
struct Parcel {
    id: String,
}

#[task(lambda = "send")]
async fn send(parcel: Parcel) -> Result<f64, ShopError>;

fn main() {}
