//! Job poller: start a job, ask for its status until it has ended, and give up after so many times.

use sfn_dsl::prelude::*;

/// How often the status is asked for.
const MAX_ATTEMPTS: u32 = 20;

/// What is to be computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The program.
    pub program: String,
    /// Seconds between two questions.
    pub pause_seconds: u32,
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "status", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum JobStatus {
    /// It has not begun.
    Queued,
    /// It runs.
    Running {
        /// How much of it is done.
        percent: u32,
    },
    /// It has ended well.
    Succeeded {
        /// Where its output lies.
        output: String,
    },
    /// It has ended badly.
    Failed {
        /// Why.
        reason: String,
    },
}

/// A job that has ended well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct JobReport {
    /// The job's number.
    pub job_id: String,
    /// Where its output lies.
    pub output: String,
    /// How often its status was asked for.
    pub attempts: u32,
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum JobError {
    /// There is no such program.
    UnknownProgram,
    /// The job failed.
    Failed {
        /// Why.
        reason: String,
    },
    /// The job had not ended when it was last asked for.
    StillRunning {
        /// The job's number.
        job_id: String,
    },
}

/// Starts the job, and does not wait for it.
#[task(lambda = "${StartJobFunction}")]
pub async fn start_job(program: String) -> Result<String, JobError> {
    if program.is_empty() {
        return Err(JobError::UnknownProgram);
    }
    Ok(format!("job-{program}"))
}

/// Says how far the job is.
#[task(lambda = "${JobStatusFunction}")]
pub async fn job_status(job_id: String) -> Result<JobStatus, JobError> {
    Ok(match job_id.as_str() {
        "job-endless" => JobStatus::Running { percent: 99 },
        "job-broken" => JobStatus::Failed { reason: "out of memory".to_owned() },
        _ => JobStatus::Succeeded { output: format!("{job_id}/output.csv") },
    })
}

/// Runs a job to its end.
#[workflow(name = "job-poller")]
pub async fn job_poller(job: Job) -> Result<JobReport, JobError> {
    let job_id = start_job(job.program).await?;
    let mut attempts = 1;
    loop {
        sfn::sleep(sfn::seconds(job.pause_seconds.into())).await;
        let status = job_status(job_id.clone()).retry(Retry::transient()).await?;
        match status {
            JobStatus::Succeeded { output } => return Ok(JobReport { job_id, output, attempts }),
            JobStatus::Failed { reason } => return Err(JobError::Failed { reason }),
            _ if attempts >= MAX_ATTEMPTS => return Err(JobError::StillRunning { job_id }),
            JobStatus::Queued | JobStatus::Running { .. } => attempts += 1,
        }
    }
}
