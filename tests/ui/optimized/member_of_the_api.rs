//! A member that the integration does not have.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(elasticmapreduce::create_cluster { Name: text, Instances: {}, Steps: [] }).await?;
    Ok(())
}

fn main() {}
