use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Debug, TaskError)]
enum Broken {
    Shop { what: String },
}

impl From<ShopError> for Broken {
    fn from(error: ShopError) -> Self {
        Self::Shop { what: error.to_string() }
    }
}

#[workflow]
async fn flow(order: Order) -> Result<bool, Broken> {
    match reserve(order.id, order.count).await {
        Ok(reserved) => Ok(reserved),
        Err(error) => Err(error.into()),
    }
}

fn main() {}
