//! A member that the job does not have.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    let job = optimized!(batch::submit_job.sync { JobName: text, JobQueue: text, JobDefinition: text }).await?;
    let name = job.job_nam;
    Ok(())
}

fn main() {}
