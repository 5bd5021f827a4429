//! EMR Serverless.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>

use serde_json::Value;

use crate::integration::service::Object;

integration! {
    /// `emr-serverless:cancelJobRun`.
    ///
    /// Required:
    /// - `ApplicationId`: a text, 1–64 characters.
    /// - `JobRunId`: a text, 1–64 characters.
    ///
    /// Optional: `.shutdown_grace_period_in_seconds()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::emr_serverless, testing::Answers};
    ///
    /// let run = Answers::new().run(emr_serverless::cancel_job_run("ApplicationId", "JobRunId").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::emr-serverless:cancelJobRun.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-serverless:cancelJobRun",
    ///  "Arguments": {"ApplicationId": …, "JobRunId": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-serverless:CancelJobRun`; for some patterns and parameters also `emr-serverless:GetJobRun`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/CancelJobRun>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>
    fn cancel_job_run -> CancelJobRun;
    resource "arn:aws:states:::emr-serverless:cancelJobRun";
    required application_id: &str => "ApplicationId";
    required job_run_id: &str => "JobRunId";
    members {
        /// `ShutdownGracePeriodInSeconds`: a whole number of seconds.
        shutdown_grace_period_in_seconds: i64 => "ShutdownGracePeriodInSeconds";
    }
    output CancelJobRunOutput;
    error EmrServerlessError;
    job Value;
}

integration! {
    /// `emr-serverless:createApplication`.
    ///
    /// Required:
    /// - `ReleaseLabel`: a text, 1–64 characters.
    /// - `Type`: a text, 1–64 characters.
    ///
    /// Optional: `.name()`, `.client_token()`, `.initial_capacity()`, `.maximum_capacity()`, `.tags()`, `.auto_start_configuration()`, `.auto_stop_configuration()`, `.network_configuration()`, `.architecture()`, `.image_configuration()`, `.worker_type_specifications()`, `.runtime_configuration()`, `.monitoring_configuration()`, `.disk_encryption_configuration()`, `.interactive_configuration()`, `.scheduler_configuration()`, `.identity_center_configuration()`, `.job_level_cost_allocation_configuration()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::emr_serverless, testing::Answers};
    ///
    /// let run = Answers::new().run(emr_serverless::create_application("ReleaseLabel", "Type").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::emr-serverless:createApplication.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-serverless:createApplication",
    ///  "Arguments": {"ReleaseLabel": …, "Type": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-serverless:CreateApplication`; for some patterns and parameters also `emr-serverless:GetApplication`, `emr-serverless:DeleteApplication`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`, `iam:CreateServiceLinkedRole`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/CreateApplication>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>
    fn create_application -> CreateApplication;
    resource "arn:aws:states:::emr-serverless:createApplication";
    required release_label: &str => "ReleaseLabel";
    required r#type: &str => "Type";
    members {
        /// `Name`: a text, 1–64 characters.
        name: String => "Name";
        /// `ClientToken`: a text, 1–64 characters.
        client_token: String => "ClientToken";
        /// `MaximumCapacity`: an object, any struct that derives `Data`.
        maximum_capacity: Object => "MaximumCapacity";
        /// `AutoStartConfiguration`: an object, any struct that derives `Data`.
        auto_start_configuration: Object => "AutoStartConfiguration";
        /// `AutoStopConfiguration`: an object, any struct that derives `Data`.
        auto_stop_configuration: Object => "AutoStopConfiguration";
        /// `NetworkConfiguration`: an object, any struct that derives `Data`.
        network_configuration: Object => "NetworkConfiguration";
        /// `Architecture`: `ARM64`, `X86_64`.
        architecture: Architecture => "Architecture";
        /// `ImageConfiguration`: an object, any struct that derives `Data`.
        image_configuration: Object => "ImageConfiguration";
        /// `RuntimeConfiguration`: a list, each element an object, any struct that derives `Data`, 0–100 elements.
        runtime_configuration: Vec<Object> => "RuntimeConfiguration";
        /// `MonitoringConfiguration`: an object, any struct that derives `Data`.
        monitoring_configuration: Object => "MonitoringConfiguration";
        /// `DiskEncryptionConfiguration`: an object, any struct that derives `Data`.
        disk_encryption_configuration: Object => "DiskEncryptionConfiguration";
        /// `InteractiveConfiguration`: an object, any struct that derives `Data`.
        interactive_configuration: Object => "InteractiveConfiguration";
        /// `SchedulerConfiguration`: an object, any struct that derives `Data`.
        scheduler_configuration: Object => "SchedulerConfiguration";
        /// `IdentityCenterConfiguration`: an object, any struct that derives `Data`.
        identity_center_configuration: Object => "IdentityCenterConfiguration";
        /// `JobLevelCostAllocationConfiguration`: an object, any struct that derives `Data`.
        job_level_cost_allocation_configuration: Object => "JobLevelCostAllocationConfiguration";
    }
    maps {
        /// An entry of `InitialCapacity`: a map, each value an object, any struct that derives `Data`, 0–10 entries.
        initial_capacity: Object => "InitialCapacity";
        /// An entry of `Tags`: a map, each value a text, 0–200 entries.
        tags: String => "Tags";
        /// An entry of `WorkerTypeSpecifications`: a map, each value an object, any struct that derives `Data`.
        worker_type_specifications: Object => "WorkerTypeSpecifications";
    }
    output CreateApplicationOutput;
    error EmrServerlessError;
    job Value;
}

integration! {
    /// `emr-serverless:deleteApplication`.
    ///
    /// Required:
    /// - `ApplicationId`: a text, 1–64 characters.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::emr_serverless, testing::Answers};
    ///
    /// let run = Answers::new().run(emr_serverless::delete_application("ApplicationId").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::emr-serverless:deleteApplication.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-serverless:deleteApplication",
    ///  "Arguments": {"ApplicationId": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-serverless:DeleteApplication`; for some patterns and parameters also `emr-serverless:GetApplication`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/DeleteApplication>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>
    fn delete_application -> DeleteApplication;
    resource "arn:aws:states:::emr-serverless:deleteApplication";
    required application_id: &str => "ApplicationId";
    output DeleteApplicationOutput;
    error EmrServerlessError;
    job Value;
}

integration! {
    /// `emr-serverless:startApplication`.
    ///
    /// Required:
    /// - `ApplicationId`: a text, 1–64 characters.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::emr_serverless, testing::Answers};
    ///
    /// let run = Answers::new().run(emr_serverless::start_application("ApplicationId").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::emr-serverless:startApplication.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-serverless:startApplication",
    ///  "Arguments": {"ApplicationId": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-serverless:StartApplication`; for some patterns and parameters also `emr-serverless:GetApplication`, `emr-serverless:StopApplication`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/StartApplication>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>
    fn start_application -> StartApplication;
    resource "arn:aws:states:::emr-serverless:startApplication";
    required application_id: &str => "ApplicationId";
    output StartApplicationOutput;
    error EmrServerlessError;
    job Value;
}

integration! {
    /// `emr-serverless:startJobRun`.
    ///
    /// Required:
    /// - `ApplicationId`: a text, 1–64 characters.
    /// - `ExecutionRoleArn`: a text, 20–2048 characters.
    ///
    /// Optional: `.client_token()`, `.execution_iam_policy()`, `.job_driver()`, `.configuration_overrides()`, `.tags()`, `.execution_timeout_minutes()`, `.name()`, `.mode()`, `.retry_policy()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::emr_serverless, testing::Answers};
    ///
    /// let run = Answers::new().run(emr_serverless::start_job_run("ApplicationId", "ExecutionRoleArn").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::emr-serverless:startJobRun.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-serverless:startJobRun",
    ///  "Arguments": {"ApplicationId": …, "ExecutionRoleArn": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-serverless:StartJobRun`, `iam:PassRole`; for some patterns and parameters also `emr-serverless:GetJobRun`, `emr-serverless:CancelJobRun`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/StartJobRun>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>
    fn start_job_run -> StartJobRun;
    resource "arn:aws:states:::emr-serverless:startJobRun";
    required application_id: &str => "ApplicationId";
    required execution_role_arn: &str => "ExecutionRoleArn";
    members {
        /// `ClientToken`: a text, 1–64 characters.
        client_token: String => "ClientToken";
        /// `ExecutionIamPolicy`: an object, any struct that derives `Data`.
        execution_iam_policy: Object => "ExecutionIamPolicy";
        /// `JobDriver`: an object, any struct that derives `Data`.
        job_driver: Object => "JobDriver";
        /// `ConfigurationOverrides`: an object, any struct that derives `Data`.
        configuration_overrides: Object => "ConfigurationOverrides";
        /// `ExecutionTimeoutMinutes`: a whole number of minutes, 0–1000000.
        execution_timeout_minutes: i64 => "ExecutionTimeoutMinutes";
        /// `Name`: a text, 1–256 characters.
        name: String => "Name";
        /// `Mode`: `BATCH`, `STREAMING`.
        mode: JobRunMode => "Mode";
        /// `RetryPolicy`: an object, any struct that derives `Data`.
        retry_policy: Object => "RetryPolicy";
    }
    maps {
        /// An entry of `Tags`: a map, each value a text, 0–200 entries.
        tags: String => "Tags";
    }
    output StartJobRunOutput;
    error EmrServerlessError;
    job Value;
}

integration! {
    /// `emr-serverless:stopApplication`.
    ///
    /// Required:
    /// - `ApplicationId`: a text, 1–64 characters.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::emr_serverless, testing::Answers};
    ///
    /// let run = Answers::new().run(emr_serverless::stop_application("ApplicationId").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::emr-serverless:stopApplication.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-serverless:stopApplication",
    ///  "Arguments": {"ApplicationId": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-serverless:StopApplication`; for some patterns and parameters also `emr-serverless:GetApplication`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/StopApplication>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>
    fn stop_application -> StopApplication;
    resource "arn:aws:states:::emr-serverless:stopApplication";
    required application_id: &str => "ApplicationId";
    output StopApplicationOutput;
    error EmrServerlessError;
    job Value;
}

results! {
    /// `CancelJobRunOutput`: what the call gives.
    CancelJobRunOutput CancelJobRunOutputFields {
        application_id: required String => "ApplicationId",
        job_run_id: required String => "JobRunId",
    }

    /// `CreateApplicationOutput`: what the call gives.
    CreateApplicationOutput CreateApplicationOutputFields {
        application_id: required String => "ApplicationId",
        name: optional String => "Name",
        arn: required String => "Arn",
    }

    /// `DeleteApplicationOutput`: what the call gives.
    DeleteApplicationOutput DeleteApplicationOutputFields {
        application_id: optional String => "ApplicationId",
    }

    /// `StartApplicationOutput`: what the call gives.
    StartApplicationOutput StartApplicationOutputFields {
        application_id: optional String => "ApplicationId",
    }

    /// `StartJobRunOutput`: what the call gives.
    StartJobRunOutput StartJobRunOutputFields {
        application_id: required String => "ApplicationId",
        job_run_id: required String => "JobRunId",
        arn: required String => "Arn",
    }

    /// `StopApplicationOutput`: what the call gives.
    StopApplicationOutput StopApplicationOutputFields {
        application_id: optional String => "ApplicationId",
    }
}

choices! {
    /// A value that AWS knows.
    Architecture {
        Arm64 = "ARM64",
        X8664 = "X86_64",
    }
}

choices! {
    /// A value that AWS knows.
    JobRunMode {
        Batch = "BATCH",
        Streaming = "STREAMING",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>
    EmrServerlessError {
        InternalServer = "EMRServerless.InternalServerException",
        ResourceNotFound = "EMRServerless.ResourceNotFoundException",
        Validation = "EMRServerless.ValidationException",
        Conflict = "EMRServerless.ConflictException",
        ServiceQuotaExceeded = "EMRServerless.ServiceQuotaExceededException",
    }
}
