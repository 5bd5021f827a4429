//! Amazon EMR Containers.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html>

use serde_json::Value;

use crate::integration::service::{Object, Structure};

integration! {
    /// `emr-containers:createVirtualCluster`.
    ///
    /// Required:
    /// - `Name`: a text, 1–64 characters.
    /// - `ContainerProvider`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.client_token()`, `.tags()`, `.security_configuration_id()`.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-containers:createVirtualCluster",
    ///  "Arguments": {"Name": …, "ContainerProvider": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-containers:CreateVirtualCluster`; for some patterns and parameters also `iam:CreateServiceLinkedRole`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-containers-2020-10-01/CreateVirtualCluster>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html>
    fn create_virtual_cluster -> CreateVirtualCluster;
    resource "arn:aws:states:::emr-containers:createVirtualCluster";
    required name: &str => "Name";
    required container_provider: Structure => "ContainerProvider";
    members {
        /// `ClientToken`: a text, 1–64 characters.
        client_token: String => "ClientToken";
        /// `SecurityConfigurationId`: a text, 1–64 characters.
        security_configuration_id: String => "SecurityConfigurationId";
    }
    maps {
        /// An entry of `Tags`: a map, each value a text, 0–50 entries.
        tags: String => "Tags";
    }
    output CreateVirtualClusterOutput;
    error EmrContainersError;
}

integration! {
    /// `emr-containers:deleteVirtualCluster`.
    ///
    /// Required:
    /// - `Id`: a text, 1–64 characters.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::emr_containers, testing::Answers};
    ///
    /// let run = Answers::new().run(emr_containers::delete_virtual_cluster("Id").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::emr-containers:deleteVirtualCluster.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-containers:deleteVirtualCluster",
    ///  "Arguments": {"Id": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-containers:DeleteVirtualCluster`; for some patterns and parameters also `emr-containers:DescribeVirtualCluster`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-containers-2020-10-01/DeleteVirtualCluster>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html>
    fn delete_virtual_cluster -> DeleteVirtualCluster;
    resource "arn:aws:states:::emr-containers:deleteVirtualCluster";
    required id: &str => "Id";
    output DeleteVirtualClusterOutput;
    error EmrContainersError;
    job Value;
}

integration! {
    /// `emr-containers:startJobRun`.
    ///
    /// Required:
    /// - `VirtualClusterId`: a text, 1–64 characters.
    /// - `ExecutionRoleArn`: a text, 20–2048 characters.
    ///
    /// Optional: `.name()`, `.client_token()`, `.release_label()`, `.job_driver()`, `.configuration_overrides()`, `.tags()`, `.job_template_id()`, `.job_template_parameters()`, `.retry_policy_configuration()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::emr_containers, testing::Answers};
    ///
    /// let run = Answers::new().run(emr_containers::start_job_run("VirtualClusterId", "ExecutionRoleArn").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::emr-containers:startJobRun.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::emr-containers:startJobRun",
    ///  "Arguments": {"VirtualClusterId": …, "ExecutionRoleArn": …}}
    /// ```
    ///
    /// # Permissions
    /// `emr-containers:StartJobRun`; for some patterns and parameters also `emr-containers:DescribeJobRun`, `emr-containers:CancelJobRun`, `emr-containers:TagResource`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/emr-containers-2020-10-01/StartJobRun>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html>
    fn start_job_run -> StartJobRun;
    resource "arn:aws:states:::emr-containers:startJobRun";
    required virtual_cluster_id: &str => "VirtualClusterId";
    required execution_role_arn: &str => "ExecutionRoleArn";
    members {
        /// `Name`: a text, 1–64 characters.
        name: String => "Name";
        /// `ClientToken`: a text, 1–64 characters.
        client_token: String => "ClientToken";
        /// `ReleaseLabel`: a text, 1–64 characters.
        release_label: String => "ReleaseLabel";
        /// `JobDriver`: an object, any struct that derives `Data`.
        job_driver: Object => "JobDriver";
        /// `ConfigurationOverrides`: an object, any struct that derives `Data`.
        configuration_overrides: Object => "ConfigurationOverrides";
        /// `JobTemplateId`: a text, 1–64 characters.
        job_template_id: String => "JobTemplateId";
        /// `RetryPolicyConfiguration`: an object, any struct that derives `Data`.
        retry_policy_configuration: Object => "RetryPolicyConfiguration";
    }
    maps {
        /// An entry of `Tags`: a map, each value a text, 0–50 entries.
        tags: String => "Tags";
        /// An entry of `JobTemplateParameters`: a map, each value a text, up to 100 entries.
        job_template_parameters: String => "JobTemplateParameters";
    }
    output StartJobRunOutput;
    error EmrContainersError;
    job Value;
}

results! {
    /// `CreateVirtualClusterOutput`: what the call gives.
    CreateVirtualClusterOutput CreateVirtualClusterOutputFields {
        id: optional String => "Id",
        name: optional String => "Name",
        arn: optional String => "Arn",
    }

    /// `DeleteVirtualClusterOutput`: what the call gives.
    DeleteVirtualClusterOutput DeleteVirtualClusterOutputFields {
        id: optional String => "Id",
    }

    /// `StartJobRunOutput`: what the call gives.
    StartJobRunOutput StartJobRunOutputFields {
        id: optional String => "Id",
        name: optional String => "Name",
        arn: optional String => "Arn",
        virtual_cluster_id: optional String => "VirtualClusterId",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html>
    EmrContainersError {
        EksRequestThrottled = "EMRContainers.EksRequestThrottledException",
        InternalServer = "EMRContainers.InternalServerException",
        ResourceNotFound = "EMRContainers.ResourceNotFoundException",
        Validation = "EMRContainers.ValidationException",
    }
}
