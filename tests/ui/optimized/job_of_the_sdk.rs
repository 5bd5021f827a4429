//! The SDK waits for no job.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    sdk!(ecs::run_task.sync { TaskDefinition: text }).await?;
    Ok(())
}

fn main() {}
