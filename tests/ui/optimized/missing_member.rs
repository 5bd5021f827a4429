//! A member that the integration needs.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(elasticmapreduce::add_step { ClusterId: text }).await?;
    Ok(())
}

fn main() {}
