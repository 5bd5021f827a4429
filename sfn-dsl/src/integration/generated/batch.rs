//! AWS Batch.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::integration::service::Object;

integration! {
    /// `batch:submitJob`.
    ///
    /// Required:
    /// - `JobName`: a text.
    /// - `JobQueue`: a text.
    /// - `JobDefinition`: a text.
    ///
    /// Optional: `.share_identifier()`, `.scheduling_priority_override()`, `.array_properties()`, `.depends_on()`, `.parameters()`, `.container_overrides()`, `.node_overrides()`, `.retry_strategy()`, `.propagate_tags()`, `.timeout()`, `.tags()`, `.eks_properties_override()`, `.ecs_properties_override()`, `.consumable_resource_properties_override()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::batch, testing::Answers};
    ///
    /// let run = Answers::new().run(batch::submit_job("JobName", "JobQueue", "JobDefinition").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::batch:submitJob.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::batch:submitJob",
    ///  "Arguments": {"JobName": …, "JobQueue": …, "JobDefinition": …}}
    /// ```
    ///
    /// # Permissions
    /// `batch:SubmitJob`; for some patterns and parameters also `batch:TagResource`, `batch:DescribeJobs`, `batch:TerminateJob`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/batch-2016-08-10/SubmitJob>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html>
    fn submit_job -> SubmitJob;
    resource "arn:aws:states:::batch:submitJob";
    required job_name: &str => "JobName";
    required job_queue: &str => "JobQueue";
    required job_definition: &str => "JobDefinition";
    members {
        /// `ShareIdentifier`: a text.
        share_identifier: String => "ShareIdentifier";
        /// `SchedulingPriorityOverride`: a whole number.
        scheduling_priority_override: i64 => "SchedulingPriorityOverride";
        /// `ArrayProperties`: an object, any struct that derives `Data`.
        array_properties: Object => "ArrayProperties";
        /// `DependsOn`: a list, each element an object, any struct that derives `Data`.
        depends_on: Vec<Object> => "DependsOn";
        /// `ContainerOverrides`: an object, any struct that derives `Data`.
        container_overrides: Object => "ContainerOverrides";
        /// `NodeOverrides`: an object, any struct that derives `Data`.
        node_overrides: Object => "NodeOverrides";
        /// `RetryStrategy`: an object, any struct that derives `Data`.
        retry_strategy: Object => "RetryStrategy";
        /// `PropagateTags`: `true` or `false`.
        propagate_tags: bool => "PropagateTags";
        /// `Timeout`: an object, any struct that derives `Data`.
        timeout: Object => "Timeout";
        /// `EksPropertiesOverride`: an object, any struct that derives `Data`.
        eks_properties_override: Object => "EksPropertiesOverride";
        /// `EcsPropertiesOverride`: an object, any struct that derives `Data`.
        ecs_properties_override: Object => "EcsPropertiesOverride";
        /// `ConsumableResourcePropertiesOverride`: an object, any struct that derives `Data`.
        consumable_resource_properties_override: Object => "ConsumableResourcePropertiesOverride";
    }
    maps {
        /// An entry of `Parameters`: a map, each value a text.
        parameters: String => "Parameters";
        /// An entry of `Tags`: a map, each value a text, 1–50 entries.
        tags: String => "Tags";
    }
    output SubmitJobOutput;
    error BatchError;
    job JobDetail;
}

results! {
    /// `SubmitJobOutput`: what the call gives.
    SubmitJobOutput SubmitJobOutputFields {
        job_arn: optional String => "JobArn",
        job_name: required String => "JobName",
        job_id: required String => "JobId",
    }

    /// `NetworkInterface`, as AWS names it.
    NetworkInterface NetworkInterfaceFields {
        attachment_id: optional String => "AttachmentId",
        ipv6_address: optional String => "Ipv6Address",
        private_ipv4_address: optional String => "PrivateIpv4Address",
    }

    /// `AttemptContainerDetail`, as AWS names it.
    AttemptContainerDetail AttemptContainerDetailFields {
        container_instance_arn: optional String => "ContainerInstanceArn",
        task_arn: optional String => "TaskArn",
        exit_code: optional i32 => "ExitCode",
        reason: optional String => "Reason",
        log_stream_name: optional String => "LogStreamName",
        network_interfaces: or_empty Vec<NetworkInterface> => "NetworkInterfaces",
    }

    /// `AttemptTaskContainerDetails`, as AWS names it.
    AttemptTaskContainerDetails AttemptTaskContainerDetailsFields {
        exit_code: optional i32 => "ExitCode",
        name: optional String => "Name",
        reason: optional String => "Reason",
        log_stream_name: optional String => "LogStreamName",
        network_interfaces: or_empty Vec<NetworkInterface> => "NetworkInterfaces",
    }

    /// `AttemptEcsTaskDetails`, as AWS names it.
    AttemptEcsTaskDetails AttemptEcsTaskDetailsFields {
        container_instance_arn: optional String => "ContainerInstanceArn",
        task_arn: optional String => "TaskArn",
        containers: or_empty Vec<AttemptTaskContainerDetails> => "Containers",
    }

    /// `AttemptDetail`, as AWS names it.
    AttemptDetail AttemptDetailFields {
        container: optional AttemptContainerDetail => "Container",
        started_at: optional i64 => "StartedAt",
        stopped_at: optional i64 => "StoppedAt",
        status_reason: optional String => "StatusReason",
        task_properties: or_empty Vec<AttemptEcsTaskDetails> => "TaskProperties",
    }

    /// `EvaluateOnExit`, as AWS names it.
    EvaluateOnExit EvaluateOnExitFields {
        on_status_reason: optional String => "OnStatusReason",
        on_reason: optional String => "OnReason",
        on_exit_code: optional String => "OnExitCode",
        action: required String => "Action",
    }

    /// `RetryStrategy`, as AWS names it.
    RetryStrategy RetryStrategyFields {
        attempts: optional i32 => "Attempts",
        evaluate_on_exit: or_empty Vec<EvaluateOnExit> => "EvaluateOnExit",
    }

    /// `JobDependency`, as AWS names it.
    JobDependency JobDependencyFields {
        job_id: optional String => "JobId",
        r#type: optional String => "Type",
    }

    /// `Host`, as AWS names it.
    Host HostFields {
        source_path: optional String => "SourcePath",
    }

    /// `EFSAuthorizationConfig`, as AWS names it.
    EFSAuthorizationConfig EFSAuthorizationConfigFields {
        access_point_id: optional String => "AccessPointId",
        iam: optional String => "Iam",
    }

    /// `EFSVolumeConfiguration`, as AWS names it.
    EFSVolumeConfiguration EFSVolumeConfigurationFields {
        file_system_id: required String => "FileSystemId",
        root_directory: optional String => "RootDirectory",
        transit_encryption: optional String => "TransitEncryption",
        transit_encryption_port: optional i32 => "TransitEncryptionPort",
        authorization_config: optional EFSAuthorizationConfig => "AuthorizationConfig",
    }

    /// `S3FilesVolumeConfiguration`, as AWS names it.
    S3FilesVolumeConfiguration S3FilesVolumeConfigurationFields {
        file_system_arn: required String => "FileSystemArn",
        root_directory: optional String => "RootDirectory",
        transit_encryption_port: optional i32 => "TransitEncryptionPort",
        access_point_arn: optional String => "AccessPointArn",
    }

    /// `Volume`, as AWS names it.
    Volume VolumeFields {
        host: optional Host => "Host",
        name: optional String => "Name",
        efs_volume_configuration: optional EFSVolumeConfiguration => "EfsVolumeConfiguration",
        s3files_volume_configuration: optional S3FilesVolumeConfiguration => "S3filesVolumeConfiguration",
    }

    /// `KeyValuePair`, as AWS names it.
    KeyValuePair KeyValuePairFields {
        name: optional String => "Name",
        value: optional String => "Value",
    }

    /// `MountPoint`, as AWS names it.
    MountPoint MountPointFields {
        container_path: optional String => "ContainerPath",
        read_only: optional bool => "ReadOnly",
        source_volume: optional String => "SourceVolume",
    }

    /// `Ulimit`, as AWS names it.
    Ulimit UlimitFields {
        hard_limit: required i32 => "HardLimit",
        name: required String => "Name",
        soft_limit: required i32 => "SoftLimit",
    }

    /// `ResourceRequirement`, as AWS names it.
    ResourceRequirement ResourceRequirementFields {
        value: required String => "Value",
        r#type: required String => "Type",
    }

    /// `Device`, as AWS names it.
    Device DeviceFields {
        host_path: required String => "HostPath",
        container_path: optional String => "ContainerPath",
        permissions: or_empty Vec<String> => "Permissions",
    }

    /// `Tmpfs`, as AWS names it.
    Tmpfs TmpfsFields {
        container_path: required String => "ContainerPath",
        size: required i32 => "Size",
        mount_options: or_empty Vec<String> => "MountOptions",
    }

    /// `LinuxParameters`, as AWS names it.
    LinuxParameters LinuxParametersFields {
        devices: or_empty Vec<Device> => "Devices",
        init_process_enabled: optional bool => "InitProcessEnabled",
        shared_memory_size: optional i32 => "SharedMemorySize",
        tmpfs: or_empty Vec<Tmpfs> => "Tmpfs",
        max_swap: optional i32 => "MaxSwap",
        swappiness: optional i32 => "Swappiness",
    }

    /// `Secret`, as AWS names it.
    Secret SecretFields {
        name: required String => "Name",
        value_from: required String => "ValueFrom",
    }

    /// `LogConfiguration`, as AWS names it.
    LogConfiguration LogConfigurationFields {
        log_driver: required String => "LogDriver",
        options: or_empty BTreeMap<String, String> => "Options",
        secret_options: or_empty Vec<Secret> => "SecretOptions",
    }

    /// `NetworkConfiguration`, as AWS names it.
    NetworkConfiguration NetworkConfigurationFields {
        assign_public_ip: optional String => "AssignPublicIp",
    }

    /// `FargatePlatformConfiguration`, as AWS names it.
    FargatePlatformConfiguration FargatePlatformConfigurationFields {
        platform_version: optional String => "PlatformVersion",
    }

    /// `EphemeralStorage`, as AWS names it.
    EphemeralStorage EphemeralStorageFields {
        size_in_gi_b: required i32 => "SizeInGiB",
    }

    /// `RuntimePlatform`, as AWS names it.
    RuntimePlatform RuntimePlatformFields {
        operating_system_family: optional String => "OperatingSystemFamily",
        cpu_architecture: optional String => "CpuArchitecture",
    }

    /// `RepositoryCredentials`, as AWS names it.
    RepositoryCredentials RepositoryCredentialsFields {
        credentials_parameter: required String => "CredentialsParameter",
    }

    /// `ContainerDetail`, as AWS names it.
    ContainerDetail ContainerDetailFields {
        image: optional String => "Image",
        vcpus: optional i32 => "Vcpus",
        memory: optional i32 => "Memory",
        command: or_empty Vec<String> => "Command",
        job_role_arn: optional String => "JobRoleArn",
        execution_role_arn: optional String => "ExecutionRoleArn",
        volumes: or_empty Vec<Volume> => "Volumes",
        environment: or_empty Vec<KeyValuePair> => "Environment",
        mount_points: or_empty Vec<MountPoint> => "MountPoints",
        readonly_root_filesystem: optional bool => "ReadonlyRootFilesystem",
        ulimits: or_empty Vec<Ulimit> => "Ulimits",
        privileged: optional bool => "Privileged",
        user: optional String => "User",
        exit_code: optional i32 => "ExitCode",
        reason: optional String => "Reason",
        container_instance_arn: optional String => "ContainerInstanceArn",
        task_arn: optional String => "TaskArn",
        log_stream_name: optional String => "LogStreamName",
        instance_type: optional String => "InstanceType",
        network_interfaces: or_empty Vec<NetworkInterface> => "NetworkInterfaces",
        resource_requirements: or_empty Vec<ResourceRequirement> => "ResourceRequirements",
        linux_parameters: optional LinuxParameters => "LinuxParameters",
        log_configuration: optional LogConfiguration => "LogConfiguration",
        secrets: or_empty Vec<Secret> => "Secrets",
        network_configuration: optional NetworkConfiguration => "NetworkConfiguration",
        fargate_platform_configuration: optional FargatePlatformConfiguration => "FargatePlatformConfiguration",
        ephemeral_storage: optional EphemeralStorage => "EphemeralStorage",
        runtime_platform: optional RuntimePlatform => "RuntimePlatform",
        repository_credentials: optional RepositoryCredentials => "RepositoryCredentials",
        enable_execute_command: optional bool => "EnableExecuteCommand",
    }

    /// `NodeDetails`, as AWS names it.
    NodeDetails NodeDetailsFields {
        node_index: optional i32 => "NodeIndex",
        is_main_node: optional bool => "IsMainNode",
    }

    /// `ContainerProperties`, as AWS names it.
    ContainerProperties ContainerPropertiesFields {
        image: optional String => "Image",
        vcpus: optional i32 => "Vcpus",
        memory: optional i32 => "Memory",
        command: or_empty Vec<String> => "Command",
        job_role_arn: optional String => "JobRoleArn",
        execution_role_arn: optional String => "ExecutionRoleArn",
        volumes: or_empty Vec<Volume> => "Volumes",
        environment: or_empty Vec<KeyValuePair> => "Environment",
        mount_points: or_empty Vec<MountPoint> => "MountPoints",
        readonly_root_filesystem: optional bool => "ReadonlyRootFilesystem",
        privileged: optional bool => "Privileged",
        ulimits: or_empty Vec<Ulimit> => "Ulimits",
        user: optional String => "User",
        instance_type: optional String => "InstanceType",
        resource_requirements: or_empty Vec<ResourceRequirement> => "ResourceRequirements",
        linux_parameters: optional LinuxParameters => "LinuxParameters",
        log_configuration: optional LogConfiguration => "LogConfiguration",
        secrets: or_empty Vec<Secret> => "Secrets",
        network_configuration: optional NetworkConfiguration => "NetworkConfiguration",
        fargate_platform_configuration: optional FargatePlatformConfiguration => "FargatePlatformConfiguration",
        enable_execute_command: optional bool => "EnableExecuteCommand",
        ephemeral_storage: optional EphemeralStorage => "EphemeralStorage",
        runtime_platform: optional RuntimePlatform => "RuntimePlatform",
        repository_credentials: optional RepositoryCredentials => "RepositoryCredentials",
    }

    /// `EcsTaskProperties`, as AWS names it.
    EcsTaskProperties EcsTaskPropertiesFields {
        containers: or_empty Vec<Value> => "Containers",
        ephemeral_storage: optional Value => "EphemeralStorage",
        execution_role_arn: optional String => "ExecutionRoleArn",
        platform_version: optional String => "PlatformVersion",
        ipc_mode: optional String => "IpcMode",
        task_role_arn: optional String => "TaskRoleArn",
        pid_mode: optional String => "PidMode",
        network_configuration: optional Value => "NetworkConfiguration",
        runtime_platform: optional Value => "RuntimePlatform",
        volumes: or_empty Vec<Value> => "Volumes",
        enable_execute_command: optional bool => "EnableExecuteCommand",
    }

    /// `EcsProperties`, as AWS names it.
    EcsProperties EcsPropertiesFields {
        task_properties: or_empty Vec<EcsTaskProperties> => "TaskProperties",
    }

    /// `EksPodProperties`, as AWS names it.
    EksPodProperties EksPodPropertiesFields {
        service_account_name: optional String => "ServiceAccountName",
        host_network: optional bool => "HostNetwork",
        dns_policy: optional String => "DnsPolicy",
        image_pull_secrets: or_empty Vec<Value> => "ImagePullSecrets",
        containers: or_empty Vec<Value> => "Containers",
        init_containers: or_empty Vec<Value> => "InitContainers",
        volumes: or_empty Vec<Value> => "Volumes",
        metadata: optional Value => "Metadata",
        share_process_namespace: optional bool => "ShareProcessNamespace",
    }

    /// `EksProperties`, as AWS names it.
    EksProperties EksPropertiesFields {
        pod_properties: optional EksPodProperties => "PodProperties",
    }

    /// `ConsumableResourceRequirement`, as AWS names it.
    ConsumableResourceRequirement ConsumableResourceRequirementFields {
        consumable_resource: optional String => "ConsumableResource",
        quantity: optional i64 => "Quantity",
    }

    /// `ConsumableResourceProperties`, as AWS names it.
    ConsumableResourceProperties ConsumableResourcePropertiesFields {
        consumable_resource_list: or_empty Vec<ConsumableResourceRequirement> => "ConsumableResourceList",
    }

    /// `NodeRangeProperty`, as AWS names it.
    NodeRangeProperty NodeRangePropertyFields {
        target_nodes: required String => "TargetNodes",
        container: optional ContainerProperties => "Container",
        instance_types: or_empty Vec<String> => "InstanceTypes",
        ecs_properties: optional EcsProperties => "EcsProperties",
        eks_properties: optional EksProperties => "EksProperties",
        consumable_resource_properties: optional ConsumableResourceProperties => "ConsumableResourceProperties",
    }

    /// `NodeProperties`, as AWS names it.
    NodeProperties NodePropertiesFields {
        num_nodes: required i32 => "NumNodes",
        main_node: required i32 => "MainNode",
        node_range_properties: or_empty Vec<NodeRangeProperty> => "NodeRangeProperties",
    }

    /// `ArrayPropertiesDetail`, as AWS names it.
    ArrayPropertiesDetail ArrayPropertiesDetailFields {
        status_summary: or_empty BTreeMap<String, i32> => "StatusSummary",
        status_summary_last_updated_at: optional i64 => "StatusSummaryLastUpdatedAt",
        size: optional i32 => "Size",
        index: optional i32 => "Index",
    }

    /// `JobTimeout`, as AWS names it.
    JobTimeout JobTimeoutFields {
        attempt_duration_seconds: optional i32 => "AttemptDurationSeconds",
    }

    /// `ImagePullSecret`, as AWS names it.
    ImagePullSecret ImagePullSecretFields {
        name: required String => "Name",
    }

    /// `EksContainerEnvironmentVariable`, as AWS names it.
    EksContainerEnvironmentVariable EksContainerEnvironmentVariableFields {
        name: required String => "Name",
        value: optional String => "Value",
    }

    /// `EksContainerResourceRequirements`, as AWS names it.
    EksContainerResourceRequirements EksContainerResourceRequirementsFields {
        limits: or_empty BTreeMap<String, String> => "Limits",
        requests: or_empty BTreeMap<String, String> => "Requests",
    }

    /// `EksContainerVolumeMount`, as AWS names it.
    EksContainerVolumeMount EksContainerVolumeMountFields {
        name: optional String => "Name",
        mount_path: optional String => "MountPath",
        sub_path: optional String => "SubPath",
        read_only: optional bool => "ReadOnly",
    }

    /// `EksContainerSecurityContext`, as AWS names it.
    EksContainerSecurityContext EksContainerSecurityContextFields {
        run_as_user: optional i64 => "RunAsUser",
        run_as_group: optional i64 => "RunAsGroup",
        privileged: optional bool => "Privileged",
        allow_privilege_escalation: optional bool => "AllowPrivilegeEscalation",
        read_only_root_filesystem: optional bool => "ReadOnlyRootFilesystem",
        run_as_non_root: optional bool => "RunAsNonRoot",
    }

    /// `EksContainerDetail`, as AWS names it.
    EksContainerDetail EksContainerDetailFields {
        name: optional String => "Name",
        image: optional String => "Image",
        image_pull_policy: optional String => "ImagePullPolicy",
        command: or_empty Vec<String> => "Command",
        args: or_empty Vec<String> => "Args",
        env: or_empty Vec<EksContainerEnvironmentVariable> => "Env",
        resources: optional EksContainerResourceRequirements => "Resources",
        exit_code: optional i32 => "ExitCode",
        reason: optional String => "Reason",
        volume_mounts: or_empty Vec<EksContainerVolumeMount> => "VolumeMounts",
        security_context: optional EksContainerSecurityContext => "SecurityContext",
    }

    /// `EksHostPath`, as AWS names it.
    EksHostPath EksHostPathFields {
        path: optional String => "Path",
    }

    /// `EksEmptyDir`, as AWS names it.
    EksEmptyDir EksEmptyDirFields {
        medium: optional String => "Medium",
        size_limit: optional String => "SizeLimit",
    }

    /// `EksSecret`, as AWS names it.
    EksSecret EksSecretFields {
        secret_name: required String => "SecretName",
        optional: optional bool => "Optional",
    }

    /// `EksPersistentVolumeClaim`, as AWS names it.
    EksPersistentVolumeClaim EksPersistentVolumeClaimFields {
        claim_name: required String => "ClaimName",
        read_only: optional bool => "ReadOnly",
    }

    /// `EksVolume`, as AWS names it.
    EksVolume EksVolumeFields {
        name: required String => "Name",
        host_path: optional EksHostPath => "HostPath",
        empty_dir: optional EksEmptyDir => "EmptyDir",
        secret: optional EksSecret => "Secret",
        persistent_volume_claim: optional EksPersistentVolumeClaim => "PersistentVolumeClaim",
    }

    /// `EksMetadata`, as AWS names it.
    EksMetadata EksMetadataFields {
        labels: or_empty BTreeMap<String, String> => "Labels",
        annotations: or_empty BTreeMap<String, String> => "Annotations",
        namespace: optional String => "Namespace",
    }

    /// `EksPodPropertiesDetail`, as AWS names it.
    EksPodPropertiesDetail EksPodPropertiesDetailFields {
        service_account_name: optional String => "ServiceAccountName",
        host_network: optional bool => "HostNetwork",
        dns_policy: optional String => "DnsPolicy",
        image_pull_secrets: or_empty Vec<ImagePullSecret> => "ImagePullSecrets",
        containers: or_empty Vec<EksContainerDetail> => "Containers",
        init_containers: or_empty Vec<EksContainerDetail> => "InitContainers",
        volumes: or_empty Vec<EksVolume> => "Volumes",
        pod_name: optional String => "PodName",
        node_name: optional String => "NodeName",
        metadata: optional EksMetadata => "Metadata",
        share_process_namespace: optional bool => "ShareProcessNamespace",
    }

    /// `EksPropertiesDetail`, as AWS names it.
    EksPropertiesDetail EksPropertiesDetailFields {
        pod_properties: optional EksPodPropertiesDetail => "PodProperties",
    }

    /// `EksAttemptContainerDetail`, as AWS names it.
    EksAttemptContainerDetail EksAttemptContainerDetailFields {
        name: optional String => "Name",
        container_id: optional String => "ContainerID",
        exit_code: optional i32 => "ExitCode",
        reason: optional String => "Reason",
    }

    /// `EksAttemptDetail`, as AWS names it.
    EksAttemptDetail EksAttemptDetailFields {
        containers: or_empty Vec<EksAttemptContainerDetail> => "Containers",
        init_containers: or_empty Vec<EksAttemptContainerDetail> => "InitContainers",
        eks_cluster_arn: optional String => "EksClusterArn",
        pod_name: optional String => "PodName",
        pod_namespace: optional String => "PodNamespace",
        node_name: optional String => "NodeName",
        started_at: optional i64 => "StartedAt",
        stopped_at: optional i64 => "StoppedAt",
        status_reason: optional String => "StatusReason",
    }

    /// `TaskContainerDependency`, as AWS names it.
    TaskContainerDependency TaskContainerDependencyFields {
        container_name: optional String => "ContainerName",
        condition: optional String => "Condition",
    }

    /// `FirelensConfiguration`, as AWS names it.
    FirelensConfiguration FirelensConfigurationFields {
        r#type: required String => "Type",
        options: or_empty BTreeMap<String, String> => "Options",
    }

    /// `TaskContainerDetails`, as AWS names it.
    TaskContainerDetails TaskContainerDetailsFields {
        command: or_empty Vec<String> => "Command",
        depends_on: or_empty Vec<TaskContainerDependency> => "DependsOn",
        environment: or_empty Vec<KeyValuePair> => "Environment",
        essential: optional bool => "Essential",
        firelens_configuration: optional FirelensConfiguration => "FirelensConfiguration",
        image: optional String => "Image",
        linux_parameters: optional LinuxParameters => "LinuxParameters",
        log_configuration: optional LogConfiguration => "LogConfiguration",
        mount_points: or_empty Vec<MountPoint> => "MountPoints",
        name: optional String => "Name",
        privileged: optional bool => "Privileged",
        readonly_root_filesystem: optional bool => "ReadonlyRootFilesystem",
        repository_credentials: optional RepositoryCredentials => "RepositoryCredentials",
        resource_requirements: or_empty Vec<ResourceRequirement> => "ResourceRequirements",
        secrets: or_empty Vec<Secret> => "Secrets",
        ulimits: or_empty Vec<Ulimit> => "Ulimits",
        user: optional String => "User",
        start_timeout: optional i32 => "StartTimeout",
        stop_timeout: optional i32 => "StopTimeout",
        exit_code: optional i32 => "ExitCode",
        reason: optional String => "Reason",
        log_stream_name: optional String => "LogStreamName",
        network_interfaces: or_empty Vec<NetworkInterface> => "NetworkInterfaces",
    }

    /// `EcsTaskDetails`, as AWS names it.
    EcsTaskDetails EcsTaskDetailsFields {
        containers: or_empty Vec<TaskContainerDetails> => "Containers",
        container_instance_arn: optional String => "ContainerInstanceArn",
        task_arn: optional String => "TaskArn",
        ephemeral_storage: optional EphemeralStorage => "EphemeralStorage",
        execution_role_arn: optional String => "ExecutionRoleArn",
        platform_version: optional String => "PlatformVersion",
        ipc_mode: optional String => "IpcMode",
        task_role_arn: optional String => "TaskRoleArn",
        pid_mode: optional String => "PidMode",
        network_configuration: optional NetworkConfiguration => "NetworkConfiguration",
        runtime_platform: optional RuntimePlatform => "RuntimePlatform",
        volumes: or_empty Vec<Volume> => "Volumes",
        enable_execute_command: optional bool => "EnableExecuteCommand",
    }

    /// `EcsPropertiesDetail`, as AWS names it.
    EcsPropertiesDetail EcsPropertiesDetailFields {
        task_properties: or_empty Vec<EcsTaskDetails> => "TaskProperties",
    }

    /// `JobDetail`, as AWS names it.
    JobDetail JobDetailFields {
        job_arn: optional String => "JobArn",
        job_name: required String => "JobName",
        job_id: required String => "JobId",
        job_queue: required String => "JobQueue",
        status: required String => "Status",
        share_identifier: optional String => "ShareIdentifier",
        scheduling_priority: optional i32 => "SchedulingPriority",
        attempts: or_empty Vec<AttemptDetail> => "Attempts",
        status_reason: optional String => "StatusReason",
        created_at: optional i64 => "CreatedAt",
        retry_strategy: optional RetryStrategy => "RetryStrategy",
        started_at: required i64 => "StartedAt",
        stopped_at: optional i64 => "StoppedAt",
        depends_on: or_empty Vec<JobDependency> => "DependsOn",
        job_definition: required String => "JobDefinition",
        parameters: or_empty BTreeMap<String, String> => "Parameters",
        container: optional ContainerDetail => "Container",
        node_details: optional NodeDetails => "NodeDetails",
        node_properties: optional NodeProperties => "NodeProperties",
        array_properties: optional ArrayPropertiesDetail => "ArrayProperties",
        timeout: optional JobTimeout => "Timeout",
        tags: or_empty BTreeMap<String, String> => "Tags",
        propagate_tags: optional bool => "PropagateTags",
        platform_capabilities: or_empty Vec<String> => "PlatformCapabilities",
        eks_properties: optional EksPropertiesDetail => "EksProperties",
        eks_attempts: or_empty Vec<EksAttemptDetail> => "EksAttempts",
        ecs_properties: optional EcsPropertiesDetail => "EcsProperties",
        is_cancelled: optional bool => "IsCancelled",
        is_terminated: optional bool => "IsTerminated",
        consumable_resource_properties: optional ConsumableResourceProperties => "ConsumableResourceProperties",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html>
    BatchError {
        Client = "Batch.ClientException",
        Server = "Batch.ServerException",
    }
}
