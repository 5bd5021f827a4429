//! Amazon EMR.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>

use serde_json::Value;

use crate::integration::service::{Object, Structure};

integration! {
    /// `elasticmapreduce:addStep`.
    ///
    /// Required:
    /// - `ClusterId`: a text.
    /// - `Step`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.execution_role_arn()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::elasticmapreduce:addStep",
    ///  "Arguments": {"ClusterId": …, "Step": …}}
    /// ```
    ///
    /// # Permissions
    /// `elasticmapreduce:AddJobFlowSteps`; for some patterns and parameters also `elasticmapreduce:DescribeStep`, `elasticmapreduce:CancelSteps`, `iam:PassRole`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/AddJobFlowSteps>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
    fn add_step -> AddStep;
    resource "arn:aws:states:::elasticmapreduce:addStep";
    required cluster_id: &str => "ClusterId";
    required step: Structure => "Step";
    members {
        /// `ExecutionRoleArn`: a text, 20–2048 characters.
        execution_role_arn: String => "ExecutionRoleArn";
    }
    output AddStepOutput;
    error ElasticMapReduceError;
    job Value;
}

integration! {
    /// `elasticmapreduce:cancelStep`.
    ///
    /// Required:
    /// - `ClusterId`: a text, 0–256 characters.
    /// - `StepId`: a text.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::elasticmapreduce, testing::Answers};
    ///
    /// let run = Answers::new().run(elasticmapreduce::cancel_step("ClusterId", "StepId"));
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::elasticmapreduce:cancelStep");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::elasticmapreduce:cancelStep",
    ///  "Arguments": {"ClusterId": …, "StepId": …}}
    /// ```
    ///
    /// # Permissions
    /// `elasticmapreduce:CancelSteps`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/CancelSteps>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
    fn cancel_step -> CancelStep;
    resource "arn:aws:states:::elasticmapreduce:cancelStep";
    required cluster_id: &str => "ClusterId";
    required step_id: &str => "StepId";
    output CancelStepOutput;
    error ElasticMapReduceError;
}

integration! {
    /// `elasticmapreduce:createCluster`.
    ///
    /// Required:
    /// - `Name`: a text, 0–256 characters.
    /// - `Instances`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.log_uri()`, `.log_encryption_kms_key_id()`, `.additional_info()`, `.ami_version()`, `.release_label()`, `.step_execution_role_arn()`, `.bootstrap_actions()`, `.supported_products()`, `.new_supported_products()`, `.applications()`, `.configurations()`, `.visible_to_all_users()`, `.job_flow_role()`, `.service_role()`, `.tags()`, `.security_configuration()`, `.auto_scaling_role()`, `.scale_down_behavior()`, `.custom_ami_id()`, `.ebs_root_volume_size()`, `.repo_upgrade_on_boot()`, `.kerberos_attributes()`, `.step_concurrency_level()`, `.managed_scaling_policy()`, `.placement_group_configs()`, `.auto_termination_policy()`, `.os_release_label()`, `.ebs_root_volume_iops()`, `.ebs_root_volume_throughput()`, `.extended_support()`, `.monitoring_configuration()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::elasticmapreduce:createCluster",
    ///  "Arguments": {"Name": …, "Instances": …}}
    /// ```
    ///
    /// # Permissions
    /// `elasticmapreduce:RunJobFlow`, `iam:PassRole`; for some patterns and parameters also `elasticmapreduce:DescribeCluster`, `elasticmapreduce:TerminateJobFlows`, `elasticmapreduce:AddTags`, `iam:CreateServiceLinkedRole`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/RunJobFlow>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
    fn create_cluster -> CreateCluster;
    resource "arn:aws:states:::elasticmapreduce:createCluster";
    required name: &str => "Name";
    required instances: Structure => "Instances";
    members {
        /// `LogUri`: a text, 0–10280 characters.
        log_uri: String => "LogUri";
        /// `LogEncryptionKmsKeyId`: a text, 0–10280 characters.
        log_encryption_kms_key_id: String => "LogEncryptionKmsKeyId";
        /// `AdditionalInfo`: a text, 0–10280 characters.
        additional_info: String => "AdditionalInfo";
        /// `AmiVersion`: a text, 0–256 characters.
        ami_version: String => "AmiVersion";
        /// `ReleaseLabel`: a text, 0–256 characters.
        release_label: String => "ReleaseLabel";
        /// `StepExecutionRoleArn`: a text, 20–2048 characters.
        step_execution_role_arn: String => "StepExecutionRoleArn";
        /// `BootstrapActions`: a list, each element an object, any struct that derives `Data`.
        bootstrap_actions: Vec<Object> => "BootstrapActions";
        /// `SupportedProducts`: a list, each element a text.
        supported_products: Vec<String> => "SupportedProducts";
        /// `NewSupportedProducts`: a list, each element an object, any struct that derives `Data`.
        new_supported_products: Vec<Object> => "NewSupportedProducts";
        /// `Applications`: a list, each element an object, any struct that derives `Data`.
        applications: Vec<Object> => "Applications";
        /// `Configurations`: a list, each element an object, any struct that derives `Data`.
        configurations: Vec<Object> => "Configurations";
        /// `VisibleToAllUsers`: `true` or `false`.
        visible_to_all_users: bool => "VisibleToAllUsers";
        /// `JobFlowRole`: a text, 0–10280 characters.
        job_flow_role: String => "JobFlowRole";
        /// `ServiceRole`: a text, 0–10280 characters.
        service_role: String => "ServiceRole";
        /// `Tags`: a list, each element an object, any struct that derives `Data`.
        tags: Vec<Object> => "Tags";
        /// `SecurityConfiguration`: a text, 0–10280 characters.
        security_configuration: String => "SecurityConfiguration";
        /// `AutoScalingRole`: a text, 0–10280 characters.
        auto_scaling_role: String => "AutoScalingRole";
        /// `ScaleDownBehavior`: `TERMINATE_AT_INSTANCE_HOUR`, `TERMINATE_AT_TASK_COMPLETION`.
        scale_down_behavior: ScaleDownBehavior => "ScaleDownBehavior";
        /// `CustomAmiId`: a text, 0–256 characters.
        custom_ami_id: String => "CustomAmiId";
        /// `EbsRootVolumeSize`: a whole number.
        ebs_root_volume_size: i64 => "EbsRootVolumeSize";
        /// `RepoUpgradeOnBoot`: `SECURITY`, `NONE`.
        repo_upgrade_on_boot: RepoUpgradeOnBoot => "RepoUpgradeOnBoot";
        /// `KerberosAttributes`: an object, any struct that derives `Data`.
        kerberos_attributes: Object => "KerberosAttributes";
        /// `StepConcurrencyLevel`: a whole number.
        step_concurrency_level: i64 => "StepConcurrencyLevel";
        /// `ManagedScalingPolicy`: an object, any struct that derives `Data`.
        managed_scaling_policy: Object => "ManagedScalingPolicy";
        /// `PlacementGroupConfigs`: a list, each element an object, any struct that derives `Data`.
        placement_group_configs: Vec<Object> => "PlacementGroupConfigs";
        /// `AutoTerminationPolicy`: an object, any struct that derives `Data`.
        auto_termination_policy: Object => "AutoTerminationPolicy";
        /// `OsReleaseLabel`: a text, 0–256 characters.
        os_release_label: String => "OsReleaseLabel";
        /// `EbsRootVolumeIops`: a whole number.
        ebs_root_volume_iops: i64 => "EbsRootVolumeIops";
        /// `EbsRootVolumeThroughput`: a whole number.
        ebs_root_volume_throughput: i64 => "EbsRootVolumeThroughput";
        /// `ExtendedSupport`: `true` or `false`.
        extended_support: bool => "ExtendedSupport";
        /// `MonitoringConfiguration`: an object, any struct that derives `Data`.
        monitoring_configuration: Object => "MonitoringConfiguration";
    }
    output CreateClusterOutput;
    error ElasticMapReduceError;
    job CreateClusterResult;
}

integration! {
    /// `elasticmapreduce:modifyInstanceFleetByName`.
    ///
    /// Required:
    /// - `ClusterId`: a text.
    /// - `InstanceFleet`: an object, any struct that derives `Data`.
    /// - `InstanceFleetName`: a text.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::elasticmapreduce:modifyInstanceFleetByName",
    ///  "Arguments": {"ClusterId": …, "InstanceFleet": …, "InstanceFleetName": …}}
    /// ```
    ///
    /// # Permissions
    /// `elasticmapreduce:ModifyInstanceFleet`, `elasticmapreduce:ListInstanceFleets`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/ModifyInstanceFleet>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
    fn modify_instance_fleet_by_name -> ModifyInstanceFleetByName;
    resource "arn:aws:states:::elasticmapreduce:modifyInstanceFleetByName";
    required cluster_id: &str => "ClusterId";
    required instance_fleet: Structure => "InstanceFleet";
    required instance_fleet_name: &str => "InstanceFleetName";
    output Value;
    error ElasticMapReduceError;
}

integration! {
    /// `elasticmapreduce:modifyInstanceGroupByName`.
    ///
    /// Required:
    /// - `ClusterId`: a text.
    /// - `InstanceGroup`: an object, any struct that derives `Data`.
    /// - `InstanceGroupName`: a text.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::elasticmapreduce:modifyInstanceGroupByName",
    ///  "Arguments": {"ClusterId": …, "InstanceGroup": …, "InstanceGroupName": …}}
    /// ```
    ///
    /// # Permissions
    /// `elasticmapreduce:ModifyInstanceGroups`, `elasticmapreduce:ListInstanceGroups`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/ModifyInstanceGroups>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
    fn modify_instance_group_by_name -> ModifyInstanceGroupByName;
    resource "arn:aws:states:::elasticmapreduce:modifyInstanceGroupByName";
    required cluster_id: &str => "ClusterId";
    required instance_group: Structure => "InstanceGroup";
    required instance_group_name: &str => "InstanceGroupName";
    output Value;
    error ElasticMapReduceError;
}

integration! {
    /// `elasticmapreduce:setClusterTerminationProtection`.
    ///
    /// Required:
    /// - `ClusterId`: a text.
    /// - `TerminationProtected`: `true` or `false`.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::elasticmapreduce:setClusterTerminationProtection",
    ///  "Arguments": {"ClusterId": …, "TerminationProtected": …}}
    /// ```
    ///
    /// # Permissions
    /// `elasticmapreduce:SetTerminationProtection`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/SetTerminationProtection>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
    fn set_cluster_termination_protection -> SetClusterTerminationProtection;
    resource "arn:aws:states:::elasticmapreduce:setClusterTerminationProtection";
    required cluster_id: &str => "ClusterId";
    required termination_protected: bool => "TerminationProtected";
    output Value;
    error ElasticMapReduceError;
}

integration! {
    /// `elasticmapreduce:terminateCluster`.
    ///
    /// Required:
    /// - `ClusterId`: a text.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::elasticmapreduce, testing::Answers};
    ///
    /// let run = Answers::new().run(elasticmapreduce::terminate_cluster("ClusterId").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::elasticmapreduce:terminateCluster.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::elasticmapreduce:terminateCluster",
    ///  "Arguments": {"ClusterId": …}}
    /// ```
    ///
    /// # Permissions
    /// `elasticmapreduce:TerminateJobFlows`; for some patterns and parameters also `elasticmapreduce:DescribeCluster`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/TerminateJobFlows>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
    fn terminate_cluster -> TerminateCluster;
    resource "arn:aws:states:::elasticmapreduce:terminateCluster";
    required cluster_id: &str => "ClusterId";
    output Value;
    error ElasticMapReduceError;
    job Value;
}

results! {
    /// `AddStepOutput`: what the call gives.
    AddStepOutput AddStepOutputFields {
        step_id: optional String => "StepId",
    }

    /// `CancelStepsInfo`, as AWS names it.
    CancelStepsInfo CancelStepsInfoFields {
        step_id: optional String => "StepId",
        status: optional String => "Status",
        reason: optional String => "Reason",
    }

    /// `CancelStepOutput`: what the call gives.
    CancelStepOutput CancelStepOutputFields {
        cancel_steps_info: optional CancelStepsInfo => "CancelStepsInfo",
    }

    /// `CreateClusterOutput`: what the call gives.
    CreateClusterOutput CreateClusterOutputFields {
        cluster_id: optional String => "ClusterId",
    }

    /// `CreateClusterResult`: what the call gives.
    CreateClusterResult CreateClusterResultFields {
        cluster_id: optional String => "ClusterId",
    }
}

choices! {
    /// A value that AWS knows.
    RepoUpgradeOnBoot {
        Security = "SECURITY",
        None = "NONE",
    }
}

choices! {
    /// A value that AWS knows.
    ScaleDownBehavior {
        TerminateAtInstanceHour = "TERMINATE_AT_INSTANCE_HOUR",
        TerminateAtTaskCompletion = "TERMINATE_AT_TASK_COMPLETION",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
    ElasticMapReduceError {
        InternalServerError = "ElasticMapReduce.InternalServerErrorException",
        InvalidRequest = "ElasticMapReduce.InvalidRequestException",
        InternalServer = "ElasticMapReduce.InternalServerException",
    }
}
