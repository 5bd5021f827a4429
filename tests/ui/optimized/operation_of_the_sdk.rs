//! An operation that the integration does not have.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(ecs::list_tasks {}).await?;
    Ok(())
}

fn main() {}
