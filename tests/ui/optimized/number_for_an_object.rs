//! A number where an object is wanted.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32) -> Result<(), ServiceError> {
    optimized!(ecs::run_task { TaskDefinition: text, Overrides: number }).await?;
    Ok(())
}

fn main() {}
