//! A pattern that is not there.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(ecs::run_task.run_job { TaskDefinition: text }).await?;
    Ok(())
}

fn main() {}
