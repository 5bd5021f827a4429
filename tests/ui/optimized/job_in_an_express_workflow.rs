//! A job in an Express workflow.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call", kind = Express)]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(ecs::run_task.sync { TaskDefinition: text }).await?;
    Ok(())
}

fn main() {}
