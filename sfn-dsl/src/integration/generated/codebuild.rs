//! AWS `CodeBuild`.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::integration::service::Object;

integration! {
    /// `codebuild:batchDeleteBuilds`.
    ///
    /// Required:
    /// - `Ids`: a list, each element a text, 1–100 elements.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::codebuild:batchDeleteBuilds",
    ///  "Arguments": {"Ids": …}}
    /// ```
    ///
    /// # Permissions
    /// `codebuild:BatchDeleteBuilds`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/BatchDeleteBuilds>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    fn batch_delete_builds -> BatchDeleteBuilds;
    resource "arn:aws:states:::codebuild:batchDeleteBuilds";
    required ids: Vec<String> => "Ids";
    output BatchDeleteBuildsOutput;
    error CodeBuildError;
}

integration! {
    /// `codebuild:batchGetReports`.
    ///
    /// Required:
    /// - `ReportArns`: a list, each element a text, 1–100 elements.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::codebuild:batchGetReports",
    ///  "Arguments": {"ReportArns": …}}
    /// ```
    ///
    /// # Permissions
    /// `codebuild:BatchGetReports`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/BatchGetReports>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    fn batch_get_reports -> BatchGetReports;
    resource "arn:aws:states:::codebuild:batchGetReports";
    required report_arns: Vec<String> => "ReportArns";
    output BatchGetReportsOutput;
    error CodeBuildError;
}

integration! {
    /// `codebuild:deleteBuildBatch`.
    ///
    /// Required:
    /// - `Id`: a text, at least 1 characters.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::codebuild, testing::Answers};
    ///
    /// let run = Answers::new().run(codebuild::delete_build_batch("Id"));
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::codebuild:deleteBuildBatch");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::codebuild:deleteBuildBatch",
    ///  "Arguments": {"Id": …}}
    /// ```
    ///
    /// # Permissions
    /// `codebuild:DeleteBuildBatch`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/DeleteBuildBatch>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    fn delete_build_batch -> DeleteBuildBatch;
    resource "arn:aws:states:::codebuild:deleteBuildBatch";
    required id: &str => "Id";
    output DeleteBuildBatchOutput;
    error CodeBuildError;
}

integration! {
    /// `codebuild:retryBuildBatch`.
    ///
    /// Required:
    /// - `Id`: a text, at least 1 characters.
    ///
    /// Optional: `.idempotency_token()`, `.retry_type()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::codebuild, testing::Answers};
    ///
    /// let run = Answers::new().run(codebuild::retry_build_batch("Id").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::codebuild:retryBuildBatch.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::codebuild:retryBuildBatch",
    ///  "Arguments": {"Id": …}}
    /// ```
    ///
    /// # Permissions
    /// `codebuild:RetryBuildBatch`; for some patterns and parameters also `codebuild:StopBuildBatch`, `codebuild:BatchGetBuildBatches`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/RetryBuildBatch>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    fn retry_build_batch -> RetryBuildBatch;
    resource "arn:aws:states:::codebuild:retryBuildBatch";
    required id: &str => "Id";
    members {
        /// `IdempotencyToken`: a text.
        idempotency_token: String => "IdempotencyToken";
        /// `RetryType`: `RETRY_ALL_BUILDS`, `RETRY_FAILED_BUILDS`.
        retry_type: RetryBuildBatchType => "RetryType";
    }
    output RetryBuildBatchOutput;
    error CodeBuildError;
    job RetryBuildBatchOutput;
}

integration! {
    /// `codebuild:startBuild`.
    ///
    /// Required:
    /// - `ProjectName`: a text, at least 1 characters.
    ///
    /// Optional: `.secondary_sources_override()`, `.secondary_sources_version_override()`, `.source_version()`, `.artifacts_override()`, `.secondary_artifacts_override()`, `.environment_variables_override()`, `.source_type_override()`, `.source_location_override()`, `.source_auth_override()`, `.git_clone_depth_override()`, `.git_submodules_config_override()`, `.buildspec_override()`, `.insecure_ssl_override()`, `.report_build_status_override()`, `.build_status_config_override()`, `.environment_type_override()`, `.image_override()`, `.compute_type_override()`, `.certificate_override()`, `.cache_override()`, `.service_role_override()`, `.privileged_mode_override()`, `.timeout_in_minutes_override()`, `.queued_timeout_in_minutes_override()`, `.encryption_key_override()`, `.idempotency_token()`, `.logs_config_override()`, `.registry_credential_override()`, `.image_pull_credentials_type_override()`, `.debug_session_enabled()`, `.fleet_override()`, `.auto_retry_limit_override()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::codebuild, testing::Answers};
    ///
    /// let run = Answers::new().run(codebuild::start_build("ProjectName").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::codebuild:startBuild.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::codebuild:startBuild",
    ///  "Arguments": {"ProjectName": …}}
    /// ```
    ///
    /// # Permissions
    /// `codebuild:StartBuild`; for some patterns and parameters also `codebuild:StopBuild`, `codebuild:BatchGetBuilds`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/StartBuild>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    fn start_build -> StartBuild;
    resource "arn:aws:states:::codebuild:startBuild";
    required project_name: &str => "ProjectName";
    members {
        /// `SecondarySourcesOverride`: a list, each element an object, any struct that derives `Data`, 0–12 elements.
        secondary_sources_override: Vec<Object> => "SecondarySourcesOverride";
        /// `SecondarySourcesVersionOverride`: a list, each element an object, any struct that derives `Data`, 0–12 elements.
        secondary_sources_version_override: Vec<Object> => "SecondarySourcesVersionOverride";
        /// `SourceVersion`: a text.
        source_version: String => "SourceVersion";
        /// `ArtifactsOverride`: an object, any struct that derives `Data`.
        artifacts_override: Object => "ArtifactsOverride";
        /// `SecondaryArtifactsOverride`: a list, each element an object, any struct that derives `Data`, 0–12 elements.
        secondary_artifacts_override: Vec<Object> => "SecondaryArtifactsOverride";
        /// `EnvironmentVariablesOverride`: a list, each element an object, any struct that derives `Data`.
        environment_variables_override: Vec<Object> => "EnvironmentVariablesOverride";
        /// `SourceTypeOverride`: `CODECOMMIT`, `CODEPIPELINE`, `GITHUB`, `GITLAB`, `GITLAB_SELF_MANAGED`, `S3` and so on.
        source_type_override: SourceType => "SourceTypeOverride";
        /// `SourceLocationOverride`: a text.
        source_location_override: String => "SourceLocationOverride";
        /// `SourceAuthOverride`: an object, any struct that derives `Data`.
        source_auth_override: Object => "SourceAuthOverride";
        /// `GitCloneDepthOverride`: a whole number.
        git_clone_depth_override: i64 => "GitCloneDepthOverride";
        /// `GitSubmodulesConfigOverride`: an object, any struct that derives `Data`.
        git_submodules_config_override: Object => "GitSubmodulesConfigOverride";
        /// `BuildspecOverride`: a text.
        buildspec_override: String => "BuildspecOverride";
        /// `InsecureSslOverride`: `true` or `false`.
        insecure_ssl_override: bool => "InsecureSslOverride";
        /// `ReportBuildStatusOverride`: `true` or `false`.
        report_build_status_override: bool => "ReportBuildStatusOverride";
        /// `BuildStatusConfigOverride`: an object, any struct that derives `Data`.
        build_status_config_override: Object => "BuildStatusConfigOverride";
        /// `EnvironmentTypeOverride`: `WINDOWS_CONTAINER`, `LINUX_CONTAINER`, `LINUX_GPU_CONTAINER`, `ARM_CONTAINER`, `WINDOWS_SERVER_2019_CONTAINER`, `WINDOWS_SERVER_2022_CONTAINER` and so on.
        environment_type_override: EnvironmentType => "EnvironmentTypeOverride";
        /// `ImageOverride`: a text, at least 1 characters.
        image_override: String => "ImageOverride";
        /// `ComputeTypeOverride`: `BUILD_GENERAL1_SMALL`, `BUILD_GENERAL1_MEDIUM`, `BUILD_GENERAL1_LARGE`, `BUILD_GENERAL1_XLARGE`, `BUILD_GENERAL1_2XLARGE`, `BUILD_LAMBDA_1GB` and so on.
        compute_type_override: ComputeType => "ComputeTypeOverride";
        /// `CertificateOverride`: a text.
        certificate_override: String => "CertificateOverride";
        /// `CacheOverride`: an object, any struct that derives `Data`.
        cache_override: Object => "CacheOverride";
        /// `ServiceRoleOverride`: a text, at least 1 characters.
        service_role_override: String => "ServiceRoleOverride";
        /// `PrivilegedModeOverride`: `true` or `false`.
        privileged_mode_override: bool => "PrivilegedModeOverride";
        /// `TimeoutInMinutesOverride`: a whole number of minutes, 5–2160.
        timeout_in_minutes_override: i64 => "TimeoutInMinutesOverride";
        /// `QueuedTimeoutInMinutesOverride`: a whole number of minutes, 5–480.
        queued_timeout_in_minutes_override: i64 => "QueuedTimeoutInMinutesOverride";
        /// `EncryptionKeyOverride`: a text, at least 1 characters.
        encryption_key_override: String => "EncryptionKeyOverride";
        /// `IdempotencyToken`: a text.
        idempotency_token: String => "IdempotencyToken";
        /// `LogsConfigOverride`: an object, any struct that derives `Data`.
        logs_config_override: Object => "LogsConfigOverride";
        /// `RegistryCredentialOverride`: an object, any struct that derives `Data`.
        registry_credential_override: Object => "RegistryCredentialOverride";
        /// `ImagePullCredentialsTypeOverride`: `CODEBUILD`, `SERVICE_ROLE`.
        image_pull_credentials_type_override: ImagePullCredentialsType => "ImagePullCredentialsTypeOverride";
        /// `DebugSessionEnabled`: `true` or `false`.
        debug_session_enabled: bool => "DebugSessionEnabled";
        /// `FleetOverride`: an object, any struct that derives `Data`.
        fleet_override: Object => "FleetOverride";
        /// `AutoRetryLimitOverride`: a whole number.
        auto_retry_limit_override: i64 => "AutoRetryLimitOverride";
    }
    output StartBuildOutput;
    error CodeBuildError;
    job StartBuildOutput;
}

integration! {
    /// `codebuild:startBuildBatch`.
    ///
    /// Required:
    /// - `ProjectName`: a text, at least 1 characters.
    ///
    /// Optional: `.secondary_sources_override()`, `.secondary_sources_version_override()`, `.source_version()`, `.artifacts_override()`, `.secondary_artifacts_override()`, `.environment_variables_override()`, `.source_type_override()`, `.source_location_override()`, `.source_auth_override()`, `.git_clone_depth_override()`, `.git_submodules_config_override()`, `.buildspec_override()`, `.insecure_ssl_override()`, `.report_build_batch_status_override()`, `.environment_type_override()`, `.image_override()`, `.compute_type_override()`, `.certificate_override()`, `.cache_override()`, `.service_role_override()`, `.privileged_mode_override()`, `.build_timeout_in_minutes_override()`, `.queued_timeout_in_minutes_override()`, `.encryption_key_override()`, `.idempotency_token()`, `.logs_config_override()`, `.registry_credential_override()`, `.image_pull_credentials_type_override()`, `.build_batch_config_override()`, `.debug_session_enabled()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::codebuild, testing::Answers};
    ///
    /// let run = Answers::new().run(codebuild::start_build_batch("ProjectName").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::codebuild:startBuildBatch.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::codebuild:startBuildBatch",
    ///  "Arguments": {"ProjectName": …}}
    /// ```
    ///
    /// # Permissions
    /// `codebuild:StartBuildBatch`; for some patterns and parameters also `codebuild:StopBuildBatch`, `codebuild:BatchGetBuildBatches`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/StartBuildBatch>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    fn start_build_batch -> StartBuildBatch;
    resource "arn:aws:states:::codebuild:startBuildBatch";
    required project_name: &str => "ProjectName";
    members {
        /// `SecondarySourcesOverride`: a list, each element an object, any struct that derives `Data`, 0–12 elements.
        secondary_sources_override: Vec<Object> => "SecondarySourcesOverride";
        /// `SecondarySourcesVersionOverride`: a list, each element an object, any struct that derives `Data`, 0–12 elements.
        secondary_sources_version_override: Vec<Object> => "SecondarySourcesVersionOverride";
        /// `SourceVersion`: a text.
        source_version: String => "SourceVersion";
        /// `ArtifactsOverride`: an object, any struct that derives `Data`.
        artifacts_override: Object => "ArtifactsOverride";
        /// `SecondaryArtifactsOverride`: a list, each element an object, any struct that derives `Data`, 0–12 elements.
        secondary_artifacts_override: Vec<Object> => "SecondaryArtifactsOverride";
        /// `EnvironmentVariablesOverride`: a list, each element an object, any struct that derives `Data`.
        environment_variables_override: Vec<Object> => "EnvironmentVariablesOverride";
        /// `SourceTypeOverride`: `CODECOMMIT`, `CODEPIPELINE`, `GITHUB`, `GITLAB`, `GITLAB_SELF_MANAGED`, `S3` and so on.
        source_type_override: SourceType => "SourceTypeOverride";
        /// `SourceLocationOverride`: a text.
        source_location_override: String => "SourceLocationOverride";
        /// `SourceAuthOverride`: an object, any struct that derives `Data`.
        source_auth_override: Object => "SourceAuthOverride";
        /// `GitCloneDepthOverride`: a whole number.
        git_clone_depth_override: i64 => "GitCloneDepthOverride";
        /// `GitSubmodulesConfigOverride`: an object, any struct that derives `Data`.
        git_submodules_config_override: Object => "GitSubmodulesConfigOverride";
        /// `BuildspecOverride`: a text.
        buildspec_override: String => "BuildspecOverride";
        /// `InsecureSslOverride`: `true` or `false`.
        insecure_ssl_override: bool => "InsecureSslOverride";
        /// `ReportBuildBatchStatusOverride`: `true` or `false`.
        report_build_batch_status_override: bool => "ReportBuildBatchStatusOverride";
        /// `EnvironmentTypeOverride`: `WINDOWS_CONTAINER`, `LINUX_CONTAINER`, `LINUX_GPU_CONTAINER`, `ARM_CONTAINER`, `WINDOWS_SERVER_2019_CONTAINER`, `WINDOWS_SERVER_2022_CONTAINER` and so on.
        environment_type_override: EnvironmentType => "EnvironmentTypeOverride";
        /// `ImageOverride`: a text, at least 1 characters.
        image_override: String => "ImageOverride";
        /// `ComputeTypeOverride`: `BUILD_GENERAL1_SMALL`, `BUILD_GENERAL1_MEDIUM`, `BUILD_GENERAL1_LARGE`, `BUILD_GENERAL1_XLARGE`, `BUILD_GENERAL1_2XLARGE`, `BUILD_LAMBDA_1GB` and so on.
        compute_type_override: ComputeType => "ComputeTypeOverride";
        /// `CertificateOverride`: a text.
        certificate_override: String => "CertificateOverride";
        /// `CacheOverride`: an object, any struct that derives `Data`.
        cache_override: Object => "CacheOverride";
        /// `ServiceRoleOverride`: a text, at least 1 characters.
        service_role_override: String => "ServiceRoleOverride";
        /// `PrivilegedModeOverride`: `true` or `false`.
        privileged_mode_override: bool => "PrivilegedModeOverride";
        /// `BuildTimeoutInMinutesOverride`: a whole number of minutes, 5–2160.
        build_timeout_in_minutes_override: i64 => "BuildTimeoutInMinutesOverride";
        /// `QueuedTimeoutInMinutesOverride`: a whole number of minutes, 5–480.
        queued_timeout_in_minutes_override: i64 => "QueuedTimeoutInMinutesOverride";
        /// `EncryptionKeyOverride`: a text, at least 1 characters.
        encryption_key_override: String => "EncryptionKeyOverride";
        /// `IdempotencyToken`: a text.
        idempotency_token: String => "IdempotencyToken";
        /// `LogsConfigOverride`: an object, any struct that derives `Data`.
        logs_config_override: Object => "LogsConfigOverride";
        /// `RegistryCredentialOverride`: an object, any struct that derives `Data`.
        registry_credential_override: Object => "RegistryCredentialOverride";
        /// `ImagePullCredentialsTypeOverride`: `CODEBUILD`, `SERVICE_ROLE`.
        image_pull_credentials_type_override: ImagePullCredentialsType => "ImagePullCredentialsTypeOverride";
        /// `BuildBatchConfigOverride`: an object, any struct that derives `Data`.
        build_batch_config_override: Object => "BuildBatchConfigOverride";
        /// `DebugSessionEnabled`: `true` or `false`.
        debug_session_enabled: bool => "DebugSessionEnabled";
    }
    output StartBuildBatchOutput;
    error CodeBuildError;
    job StartBuildBatchOutput;
}

integration! {
    /// `codebuild:stopBuild`.
    ///
    /// Required:
    /// - `Id`: a text, at least 1 characters.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::codebuild, testing::Answers};
    ///
    /// let run = Answers::new().run(codebuild::stop_build("Id"));
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::codebuild:stopBuild");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::codebuild:stopBuild",
    ///  "Arguments": {"Id": …}}
    /// ```
    ///
    /// # Permissions
    /// `codebuild:StopBuild`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/StopBuild>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    fn stop_build -> StopBuild;
    resource "arn:aws:states:::codebuild:stopBuild";
    required id: &str => "Id";
    output StopBuildOutput;
    error CodeBuildError;
}

integration! {
    /// `codebuild:stopBuildBatch`.
    ///
    /// Required:
    /// - `Id`: a text, at least 1 characters.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::codebuild, testing::Answers};
    ///
    /// let run = Answers::new().run(codebuild::stop_build_batch("Id"));
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::codebuild:stopBuildBatch");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::codebuild:stopBuildBatch",
    ///  "Arguments": {"Id": …}}
    /// ```
    ///
    /// # Permissions
    /// `codebuild:StopBuildBatch`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/StopBuildBatch>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    fn stop_build_batch -> StopBuildBatch;
    resource "arn:aws:states:::codebuild:stopBuildBatch";
    required id: &str => "Id";
    output StopBuildBatchOutput;
    error CodeBuildError;
}

results! {
    /// `BuildNotDeleted`, as AWS names it.
    BuildNotDeleted BuildNotDeletedFields {
        id: optional String => "Id",
        status_code: optional String => "StatusCode",
    }

    /// `BatchDeleteBuildsOutput`: what the call gives.
    BatchDeleteBuildsOutput BatchDeleteBuildsOutputFields {
        builds_deleted: or_empty Vec<String> => "BuildsDeleted",
        builds_not_deleted: or_empty Vec<BuildNotDeleted> => "BuildsNotDeleted",
    }

    /// `S3ReportExportConfig`, as AWS names it.
    S3ReportExportConfig S3ReportExportConfigFields {
        bucket: optional String => "Bucket",
        bucket_owner: optional String => "BucketOwner",
        path: optional String => "Path",
        packaging: optional String => "Packaging",
        encryption_key: optional String => "EncryptionKey",
        encryption_disabled: optional bool => "EncryptionDisabled",
    }

    /// `ReportExportConfig`, as AWS names it.
    ReportExportConfig ReportExportConfigFields {
        export_config_type: optional String => "ExportConfigType",
        s3_destination: optional S3ReportExportConfig => "S3Destination",
    }

    /// `TestReportSummary`, as AWS names it.
    TestReportSummary TestReportSummaryFields {
        total: required i32 => "Total",
        status_counts: or_empty BTreeMap<String, i32> => "StatusCounts",
        duration_in_nano_seconds: required i64 => "DurationInNanoSeconds",
    }

    /// `CodeCoverageReportSummary`, as AWS names it.
    CodeCoverageReportSummary CodeCoverageReportSummaryFields {
        line_coverage_percentage: optional f64 => "LineCoveragePercentage",
        lines_covered: optional i32 => "LinesCovered",
        lines_missed: optional i32 => "LinesMissed",
        branch_coverage_percentage: optional f64 => "BranchCoveragePercentage",
        branches_covered: optional i32 => "BranchesCovered",
        branches_missed: optional i32 => "BranchesMissed",
    }

    /// `Report`, as AWS names it.
    Report ReportFields {
        arn: optional String => "Arn",
        r#type: optional String => "Type",
        name: optional String => "Name",
        report_group_arn: optional String => "ReportGroupArn",
        execution_id: optional String => "ExecutionId",
        status: optional String => "Status",
        created: optional Value => "Created",
        expired: optional Value => "Expired",
        export_config: optional ReportExportConfig => "ExportConfig",
        truncated: optional bool => "Truncated",
        test_summary: optional TestReportSummary => "TestSummary",
        code_coverage_summary: optional CodeCoverageReportSummary => "CodeCoverageSummary",
    }

    /// `BatchGetReportsOutput`: what the call gives.
    BatchGetReportsOutput BatchGetReportsOutputFields {
        reports: or_empty Vec<Report> => "Reports",
        reports_not_found: or_empty Vec<String> => "ReportsNotFound",
    }

    /// `DeleteBuildBatchOutput`: what the call gives.
    DeleteBuildBatchOutput DeleteBuildBatchOutputFields {
        status_code: optional String => "StatusCode",
        builds_deleted: or_empty Vec<String> => "BuildsDeleted",
        builds_not_deleted: or_empty Vec<BuildNotDeleted> => "BuildsNotDeleted",
    }

    /// `PhaseContext`, as AWS names it.
    PhaseContext PhaseContextFields {
        status_code: optional String => "StatusCode",
        message: optional String => "Message",
    }

    /// `BuildBatchPhase`, as AWS names it.
    BuildBatchPhase BuildBatchPhaseFields {
        phase_type: optional String => "PhaseType",
        phase_status: optional String => "PhaseStatus",
        start_time: optional Value => "StartTime",
        end_time: optional Value => "EndTime",
        duration_in_seconds: optional i64 => "DurationInSeconds",
        contexts: or_empty Vec<PhaseContext> => "Contexts",
    }

    /// `GitSubmodulesConfig`, as AWS names it.
    GitSubmodulesConfig GitSubmodulesConfigFields {
        fetch_submodules: required bool => "FetchSubmodules",
    }

    /// `SourceAuth`, as AWS names it.
    SourceAuth SourceAuthFields {
        r#type: required String => "Type",
        resource: optional String => "Resource",
    }

    /// `BuildStatusConfig`, as AWS names it.
    BuildStatusConfig BuildStatusConfigFields {
        context: optional String => "Context",
        target_url: optional String => "TargetUrl",
    }

    /// `ProjectSource`, as AWS names it.
    ProjectSource ProjectSourceFields {
        r#type: required String => "Type",
        location: optional String => "Location",
        git_clone_depth: optional i32 => "GitCloneDepth",
        git_submodules_config: optional GitSubmodulesConfig => "GitSubmodulesConfig",
        buildspec: optional String => "Buildspec",
        auth: optional SourceAuth => "Auth",
        report_build_status: optional bool => "ReportBuildStatus",
        build_status_config: optional BuildStatusConfig => "BuildStatusConfig",
        insecure_ssl: optional bool => "InsecureSsl",
        source_identifier: optional String => "SourceIdentifier",
    }

    /// `ProjectSourceVersion`, as AWS names it.
    ProjectSourceVersion ProjectSourceVersionFields {
        source_identifier: required String => "SourceIdentifier",
        source_version: required String => "SourceVersion",
    }

    /// `BuildArtifacts`, as AWS names it.
    BuildArtifacts BuildArtifactsFields {
        location: optional String => "Location",
        sha256sum: optional String => "Sha256sum",
        md5sum: optional String => "Md5sum",
        override_artifact_name: optional bool => "OverrideArtifactName",
        encryption_disabled: optional bool => "EncryptionDisabled",
        artifact_identifier: optional String => "ArtifactIdentifier",
        bucket_owner_access: optional String => "BucketOwnerAccess",
    }

    /// `ProjectCache`, as AWS names it.
    ProjectCache ProjectCacheFields {
        r#type: required String => "Type",
        location: optional String => "Location",
        modes: or_empty Vec<String> => "Modes",
        cache_namespace: optional String => "CacheNamespace",
    }

    /// `ComputeConfiguration`, as AWS names it.
    ComputeConfiguration ComputeConfigurationFields {
        v_cpu: optional i64 => "VCpu",
        memory: optional i64 => "Memory",
        disk: optional i64 => "Disk",
        machine_type: optional String => "MachineType",
        instance_type: optional String => "InstanceType",
    }

    /// `ProjectFleet`, as AWS names it.
    ProjectFleet ProjectFleetFields {
        fleet_arn: optional String => "FleetArn",
    }

    /// `EnvironmentVariable`, as AWS names it.
    EnvironmentVariable EnvironmentVariableFields {
        name: required String => "Name",
        value: required String => "Value",
        r#type: optional String => "Type",
    }

    /// `RegistryCredential`, as AWS names it.
    RegistryCredential RegistryCredentialFields {
        credential: required String => "Credential",
        credential_provider: required String => "CredentialProvider",
    }

    /// `DockerServerStatus`, as AWS names it.
    DockerServerStatus DockerServerStatusFields {
        status: optional String => "Status",
        message: optional String => "Message",
    }

    /// `DockerServer`, as AWS names it.
    DockerServer DockerServerFields {
        compute_type: required String => "ComputeType",
        security_group_ids: or_empty Vec<String> => "SecurityGroupIds",
        status: optional DockerServerStatus => "Status",
    }

    /// `ProjectEnvironment`, as AWS names it.
    ProjectEnvironment ProjectEnvironmentFields {
        r#type: required String => "Type",
        image: required String => "Image",
        compute_type: required String => "ComputeType",
        compute_configuration: optional ComputeConfiguration => "ComputeConfiguration",
        fleet: optional ProjectFleet => "Fleet",
        environment_variables: or_empty Vec<EnvironmentVariable> => "EnvironmentVariables",
        privileged_mode: optional bool => "PrivilegedMode",
        certificate: optional String => "Certificate",
        registry_credential: optional RegistryCredential => "RegistryCredential",
        image_pull_credentials_type: optional String => "ImagePullCredentialsType",
        docker_server: optional DockerServer => "DockerServer",
    }

    /// `CloudWatchLogsConfig`, as AWS names it.
    CloudWatchLogsConfig CloudWatchLogsConfigFields {
        status: required String => "Status",
        group_name: optional String => "GroupName",
        stream_name: optional String => "StreamName",
    }

    /// `S3LogsConfig`, as AWS names it.
    S3LogsConfig S3LogsConfigFields {
        status: required String => "Status",
        location: optional String => "Location",
        encryption_disabled: optional bool => "EncryptionDisabled",
        bucket_owner_access: optional String => "BucketOwnerAccess",
    }

    /// `LogsConfig`, as AWS names it.
    LogsConfig LogsConfigFields {
        cloud_watch_logs: optional CloudWatchLogsConfig => "CloudWatchLogs",
        s3_logs: optional S3LogsConfig => "S3Logs",
    }

    /// `VpcConfig`, as AWS names it.
    VpcConfig VpcConfigFields {
        vpc_id: optional String => "VpcId",
        subnets: or_empty Vec<String> => "Subnets",
        security_group_ids: or_empty Vec<String> => "SecurityGroupIds",
    }

    /// `ProjectFileSystemLocation`, as AWS names it.
    ProjectFileSystemLocation ProjectFileSystemLocationFields {
        r#type: optional String => "Type",
        location: optional String => "Location",
        mount_point: optional String => "MountPoint",
        identifier: optional String => "Identifier",
        mount_options: optional String => "MountOptions",
    }

    /// `BatchRestrictions`, as AWS names it.
    BatchRestrictions BatchRestrictionsFields {
        maximum_builds_allowed: optional i32 => "MaximumBuildsAllowed",
        compute_types_allowed: or_empty Vec<String> => "ComputeTypesAllowed",
        fleets_allowed: or_empty Vec<String> => "FleetsAllowed",
    }

    /// `ProjectBuildBatchConfig`, as AWS names it.
    ProjectBuildBatchConfig ProjectBuildBatchConfigFields {
        service_role: optional String => "ServiceRole",
        combine_artifacts: optional bool => "CombineArtifacts",
        restrictions: optional BatchRestrictions => "Restrictions",
        timeout_in_mins: optional i32 => "TimeoutInMins",
        batch_report_mode: optional String => "BatchReportMode",
    }

    /// `ResolvedArtifact`, as AWS names it.
    ResolvedArtifact ResolvedArtifactFields {
        r#type: optional String => "Type",
        location: optional String => "Location",
        identifier: optional String => "Identifier",
    }

    /// `BuildSummary`, as AWS names it.
    BuildSummary BuildSummaryFields {
        arn: optional String => "Arn",
        requested_on: optional Value => "RequestedOn",
        build_status: optional String => "BuildStatus",
        primary_artifact: optional ResolvedArtifact => "PrimaryArtifact",
        secondary_artifacts: or_empty Vec<ResolvedArtifact> => "SecondaryArtifacts",
    }

    /// `BuildGroup`, as AWS names it.
    BuildGroup BuildGroupFields {
        identifier: optional String => "Identifier",
        depends_on: or_empty Vec<String> => "DependsOn",
        ignore_failure: optional bool => "IgnoreFailure",
        current_build_summary: optional BuildSummary => "CurrentBuildSummary",
        prior_build_summary_list: or_empty Vec<BuildSummary> => "PriorBuildSummaryList",
    }

    /// `BuildBatch`, as AWS names it.
    BuildBatch BuildBatchFields {
        id: optional String => "Id",
        arn: optional String => "Arn",
        start_time: optional Value => "StartTime",
        end_time: optional Value => "EndTime",
        current_phase: optional String => "CurrentPhase",
        build_batch_status: optional String => "BuildBatchStatus",
        source_version: optional String => "SourceVersion",
        resolved_source_version: optional String => "ResolvedSourceVersion",
        project_name: optional String => "ProjectName",
        phases: or_empty Vec<BuildBatchPhase> => "Phases",
        source: optional ProjectSource => "Source",
        secondary_sources: or_empty Vec<ProjectSource> => "SecondarySources",
        secondary_source_versions: or_empty Vec<ProjectSourceVersion> => "SecondarySourceVersions",
        artifacts: optional BuildArtifacts => "Artifacts",
        secondary_artifacts: or_empty Vec<BuildArtifacts> => "SecondaryArtifacts",
        cache: optional ProjectCache => "Cache",
        environment: optional ProjectEnvironment => "Environment",
        service_role: optional String => "ServiceRole",
        log_config: optional LogsConfig => "LogConfig",
        build_timeout_in_minutes: optional i32 => "BuildTimeoutInMinutes",
        queued_timeout_in_minutes: optional i32 => "QueuedTimeoutInMinutes",
        complete: optional bool => "Complete",
        initiator: optional String => "Initiator",
        vpc_config: optional VpcConfig => "VpcConfig",
        encryption_key: optional String => "EncryptionKey",
        build_batch_number: optional i64 => "BuildBatchNumber",
        file_system_locations: or_empty Vec<ProjectFileSystemLocation> => "FileSystemLocations",
        build_batch_config: optional ProjectBuildBatchConfig => "BuildBatchConfig",
        build_groups: or_empty Vec<BuildGroup> => "BuildGroups",
        debug_session_enabled: optional bool => "DebugSessionEnabled",
        report_arns: or_empty Vec<String> => "ReportArns",
    }

    /// `RetryBuildBatchOutput`: what the call gives.
    RetryBuildBatchOutput RetryBuildBatchOutputFields {
        build_batch: optional BuildBatch => "BuildBatch",
    }

    /// `BuildPhase`, as AWS names it.
    BuildPhase BuildPhaseFields {
        phase_type: optional String => "PhaseType",
        phase_status: optional String => "PhaseStatus",
        start_time: optional Value => "StartTime",
        end_time: optional Value => "EndTime",
        duration_in_seconds: optional i64 => "DurationInSeconds",
        contexts: or_empty Vec<PhaseContext> => "Contexts",
    }

    /// `LogsLocation`, as AWS names it.
    LogsLocation LogsLocationFields {
        group_name: optional String => "GroupName",
        stream_name: optional String => "StreamName",
        deep_link: optional String => "DeepLink",
        s3_deep_link: optional String => "S3DeepLink",
        cloud_watch_logs_arn: optional String => "CloudWatchLogsArn",
        s3_logs_arn: optional String => "S3LogsArn",
        cloud_watch_logs: optional CloudWatchLogsConfig => "CloudWatchLogs",
        s3_logs: optional S3LogsConfig => "S3Logs",
    }

    /// `NetworkInterface`, as AWS names it.
    NetworkInterface NetworkInterfaceFields {
        subnet_id: optional String => "SubnetId",
        network_interface_id: optional String => "NetworkInterfaceId",
    }

    /// `ExportedEnvironmentVariable`, as AWS names it.
    ExportedEnvironmentVariable ExportedEnvironmentVariableFields {
        name: optional String => "Name",
        value: optional String => "Value",
    }

    /// `DebugSession`, as AWS names it.
    DebugSession DebugSessionFields {
        session_enabled: optional bool => "SessionEnabled",
        session_target: optional String => "SessionTarget",
    }

    /// `AutoRetryConfig`, as AWS names it.
    AutoRetryConfig AutoRetryConfigFields {
        auto_retry_limit: optional i32 => "AutoRetryLimit",
        auto_retry_number: optional i32 => "AutoRetryNumber",
        next_auto_retry: optional String => "NextAutoRetry",
        previous_auto_retry: optional String => "PreviousAutoRetry",
    }

    /// `Build`, as AWS names it.
    Build BuildFields {
        id: optional String => "Id",
        arn: optional String => "Arn",
        build_number: optional i64 => "BuildNumber",
        start_time: optional Value => "StartTime",
        end_time: optional Value => "EndTime",
        current_phase: optional String => "CurrentPhase",
        build_status: optional String => "BuildStatus",
        source_version: optional String => "SourceVersion",
        resolved_source_version: optional String => "ResolvedSourceVersion",
        project_name: optional String => "ProjectName",
        phases: or_empty Vec<BuildPhase> => "Phases",
        source: optional ProjectSource => "Source",
        secondary_sources: or_empty Vec<ProjectSource> => "SecondarySources",
        secondary_source_versions: or_empty Vec<ProjectSourceVersion> => "SecondarySourceVersions",
        artifacts: optional BuildArtifacts => "Artifacts",
        secondary_artifacts: or_empty Vec<BuildArtifacts> => "SecondaryArtifacts",
        cache: optional ProjectCache => "Cache",
        environment: optional ProjectEnvironment => "Environment",
        service_role: optional String => "ServiceRole",
        logs: optional LogsLocation => "Logs",
        timeout_in_minutes: optional i32 => "TimeoutInMinutes",
        queued_timeout_in_minutes: optional i32 => "QueuedTimeoutInMinutes",
        build_complete: optional bool => "BuildComplete",
        initiator: optional String => "Initiator",
        vpc_config: optional VpcConfig => "VpcConfig",
        network_interface: optional NetworkInterface => "NetworkInterface",
        encryption_key: optional String => "EncryptionKey",
        exported_environment_variables: or_empty Vec<ExportedEnvironmentVariable> => "ExportedEnvironmentVariables",
        report_arns: or_empty Vec<String> => "ReportArns",
        file_system_locations: or_empty Vec<ProjectFileSystemLocation> => "FileSystemLocations",
        debug_session: optional DebugSession => "DebugSession",
        build_batch_arn: optional String => "BuildBatchArn",
        auto_retry_config: optional AutoRetryConfig => "AutoRetryConfig",
    }

    /// `StartBuildOutput`: what the call gives.
    StartBuildOutput StartBuildOutputFields {
        build: optional Build => "Build",
    }

    /// `StartBuildBatchOutput`: what the call gives.
    StartBuildBatchOutput StartBuildBatchOutputFields {
        build_batch: optional BuildBatch => "BuildBatch",
    }

    /// `StopBuildOutput`: what the call gives.
    StopBuildOutput StopBuildOutputFields {
        build: optional Build => "Build",
    }

    /// `StopBuildBatchOutput`: what the call gives.
    StopBuildBatchOutput StopBuildBatchOutputFields {
        build_batch: optional BuildBatch => "BuildBatch",
    }
}

choices! {
    /// A value that AWS knows.
    ComputeType {
        BuildGeneral1Small = "BUILD_GENERAL1_SMALL",
        BuildGeneral1Medium = "BUILD_GENERAL1_MEDIUM",
        BuildGeneral1Large = "BUILD_GENERAL1_LARGE",
        BuildGeneral1Xlarge = "BUILD_GENERAL1_XLARGE",
        BuildGeneral12xlarge = "BUILD_GENERAL1_2XLARGE",
        BuildLambda1gb = "BUILD_LAMBDA_1GB",
        BuildLambda2gb = "BUILD_LAMBDA_2GB",
        BuildLambda4gb = "BUILD_LAMBDA_4GB",
        BuildLambda8gb = "BUILD_LAMBDA_8GB",
        BuildLambda10gb = "BUILD_LAMBDA_10GB",
        AttributeBasedCompute = "ATTRIBUTE_BASED_COMPUTE",
        CustomInstanceType = "CUSTOM_INSTANCE_TYPE",
    }
}

choices! {
    /// A value that AWS knows.
    EnvironmentType {
        WindowsContainer = "WINDOWS_CONTAINER",
        LinuxContainer = "LINUX_CONTAINER",
        LinuxGpuContainer = "LINUX_GPU_CONTAINER",
        ArmContainer = "ARM_CONTAINER",
        WindowsServer2019Container = "WINDOWS_SERVER_2019_CONTAINER",
        WindowsServer2022Container = "WINDOWS_SERVER_2022_CONTAINER",
        LinuxLambdaContainer = "LINUX_LAMBDA_CONTAINER",
        ArmLambdaContainer = "ARM_LAMBDA_CONTAINER",
        LinuxEc2 = "LINUX_EC2",
        ArmEc2 = "ARM_EC2",
        WindowsEc2 = "WINDOWS_EC2",
        MacArm = "MAC_ARM",
    }
}

choices! {
    /// A value that AWS knows.
    ImagePullCredentialsType {
        Codebuild = "CODEBUILD",
        ServiceRole = "SERVICE_ROLE",
    }
}

choices! {
    /// A value that AWS knows.
    RetryBuildBatchType {
        RetryAllBuilds = "RETRY_ALL_BUILDS",
        RetryFailedBuilds = "RETRY_FAILED_BUILDS",
    }
}

choices! {
    /// A value that AWS knows.
    SourceType {
        Codecommit = "CODECOMMIT",
        Codepipeline = "CODEPIPELINE",
        Github = "GITHUB",
        Gitlab = "GITLAB",
        GitlabSelfManaged = "GITLAB_SELF_MANAGED",
        S3 = "S3",
        Bitbucket = "BITBUCKET",
        GithubEnterprise = "GITHUB_ENTERPRISE",
        NoSource = "NO_SOURCE",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
    CodeBuildError {
        InvalidInput = "CodeBuild.InvalidInputException",
        ResourceNotFound = "CodeBuild.ResourceNotFoundException",
        AccountLimitExceeded = "CodeBuild.AccountLimitExceededException",
    }
}
