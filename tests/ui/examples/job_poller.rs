use sfn_dsl::prelude::*;
use sfn_examples::job_poller::*;

#[workflow]
async fn flow(job: Job) -> Result<String, JobError> {
    let job_id = start_job(job.program).await?;
    match job_id {
        0 => Err(JobError::UnknownProgram),
        job_id => Ok(job_id),
    }
}

fn main() {}
