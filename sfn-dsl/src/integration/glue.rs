//! AWS Glue: runs of jobs.

use serde::{Deserialize, Serialize};

use crate::{Data, TaskError};

integration! {
    /// Starts a run of a job, and does not wait for its end; `.run_job()` waits, and gives the run as it ended.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::glue::{self, StartJobRunOutput}, testing::Answers};
    /// use serde_json::json;
    ///
    /// let started = StartJobRunOutput { job_run_id: "jr_1".to_owned() };
    /// let answers = Answers::new().succeed(glue::start_job_run, &started);
    /// let run = answers.run(glue::start_job_run("${Orders}").job_argument("--day", "2026-01-01"));
    /// assert_eq!(run.result.unwrap(), started);
    /// assert_eq!(run.calls[0].payload["Arguments"]["--day"], "2026-01-01");
    ///
    /// let answers = Answers::new().on_json(glue::start_job_run::run_job, |_| {
    ///     Ok(json!({ "Id": "jr_1", "JobName": "orders", "JobRunState": "SUCCEEDED", "ExecutionTime": 95 }))
    /// });
    /// let run = answers.run(glue::start_job_run("${Orders}").number_of_workers(10).run_job());
    /// assert_eq!(run.result.unwrap().execution_time, Some(95));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun",
    ///  "Arguments": {"JobName": "${Orders}", "Arguments": {"--day": "{% $day %}"}}}
    /// ```
    ///
    /// # Permissions
    /// `glue:StartJobRun` on the job; for `.run_job()` also `glue:GetJobRun`, `glue:GetJobRuns` and
    /// `glue:BatchStopJobRun`.
    ///
    /// # Errors
    /// A run that is waited for and fails is `States.TaskFailed`, with the run as JSON in the cause.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html>
    fn start_job_run -> StartJobRun;
    resource "arn:aws:states:::glue:startJobRun";
    required job_name: &str => "JobName";
    texts {
        /// The run that is tried again.
        job_run_id => "JobRunId";
        /// What the workers are: `G.1X`, `G.2X`, `G.025X` and so on.
        worker_type => "WorkerType";
        /// `FLEX` for runs that can wait and be interrupted, else `STANDARD`.
        execution_class => "ExecutionClass";
        /// The name of a security configuration.
        security_configuration => "SecurityConfiguration";
    }
    values {
        /// How many workers there are.
        number_of_workers: u32 => "NumberOfWorkers";
        /// The data processing units of a job without a worker type, such as 0.0625 for a Python shell.
        max_capacity: f64 => "MaxCapacity";
        /// Glue's own time limit, in minutes; `timeout_seconds` is that of the state.
        timeout_minutes: u32 => "Timeout";
        /// Whether the run waits in a queue where too many run.
        job_run_queuing_enabled: bool => "JobRunQueuingEnabled";
    }
    entries {
        /// An argument of the job's script, whose name begins with `--`.
        job_argument: String => "Arguments";
    }
    output StartJobRunOutput;
    error GlueError;
    job JobRun;
}

/// A run that was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct StartJobRunOutput {
    /// The id of the run.
    pub job_run_id: String,
}

/// A run that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct JobRun {
    /// The id of the run.
    pub id: String,
    /// The name of the job.
    pub job_name: String,
    /// `SUCCEEDED`, since any other end is an error.
    pub job_run_state: String,
    /// How long it ran, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution_time: Option<u32>,
}

/// How Glue fails.
///
/// # Source
/// Exceptions of Glue's `StartJobRun`, under the prefix of the optimized integration.
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum GlueError {
    /// There is no such job.
    #[sfn(name = "Glue.EntityNotFoundException")]
    EntityNotFound,
    /// The job runs as often as it may.
    #[sfn(name = "Glue.ConcurrentRunsExceededException")]
    ConcurrentRunsExceeded,
    /// The account's limit is reached.
    #[sfn(name = "Glue.ResourceNumberLimitExceededException")]
    ResourceNumberLimitExceeded,
    /// A parameter has a value that Glue does not take.
    #[sfn(name = "Glue.InvalidInputException")]
    InvalidInput,
    /// Glue did not answer in time.
    #[sfn(name = "Glue.OperationTimeoutException")]
    OperationTimeout,
    /// A problem inside Glue.
    #[sfn(name = "Glue.InternalServiceException")]
    InternalService,
    /// What Glue refuses without a name of its own, such as a missing permission.
    #[sfn(name = "Glue.AWSGlueException")]
    Refused,
    /// It took too long.
    #[sfn(timeout)]
    TimedOut,
    /// Any other error; `States.TaskFailed` where the run failed.
    #[sfn(other)]
    Other {
        /// `Error`
        name: String,
        /// `Cause`
        cause: String,
    },
}
