//! Batch has jobs, but no callbacks.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(batch::submit_job.wait_for_task_token { JobName: text, JobQueue: text, JobDefinition: TaskToken }).await?;
    Ok(())
}

fn main() {}
