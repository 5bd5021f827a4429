//! AWS Glue `DataBrew`.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html>

use serde_json::Value;

integration! {
    /// `databrew:startJobRun`.
    ///
    /// Required:
    /// - `Name`: a text, 1–240 characters.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::databrew, testing::Answers};
    ///
    /// let run = Answers::new().run(databrew::start_job_run("Name").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::databrew:startJobRun.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::databrew:startJobRun",
    ///  "Arguments": {"Name": …}}
    /// ```
    ///
    /// # Permissions
    /// `databrew:StartJobRun`; for some patterns and parameters also `databrew:ListJobRuns`, `databrew:StopJobRun`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/databrew-2017-07-25/StartJobRun>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html>
    fn start_job_run -> StartJobRun;
    resource "arn:aws:states:::databrew:startJobRun";
    required name: &str => "Name";
    output StartJobRunOutput;
    error DataBrewError;
    job Value;
}

results! {
    /// `StartJobRunOutput`: what the call gives.
    StartJobRunOutput StartJobRunOutputFields {
        run_id: required String => "RunId",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html>
    DataBrewError {
        Conflict = "DataBrew.ConflictException",
        ResourceNotFound = "DataBrew.ResourceNotFoundException",
        ServiceQuotaExceeded = "DataBrew.ServiceQuotaExceededException",
        Validation = "DataBrew.ValidationException",
    }
}
