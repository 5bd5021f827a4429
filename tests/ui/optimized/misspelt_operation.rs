//! A misspelt operation.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(ecs::run_tasks { TaskDefinition: text }).await?;
    Ok(())
}

fn main() {}
