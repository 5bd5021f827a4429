//! Amazon Elastic Container Service.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html>

use serde_json::Value;

use crate::integration::service::Object;

integration! {
    /// `ecs:runTask`.
    ///
    /// Required:
    /// - `TaskDefinition`: a text.
    ///
    /// Optional: `.capacity_provider_strategy()`, `.cluster()`, `.count()`, `.enable_ecs_managed_tags()`, `.enable_execute_command()`, `.group()`, `.launch_type()`, `.network_configuration()`, `.overrides()`, `.placement_constraints()`, `.placement_strategy()`, `.platform_version()`, `.propagate_tags()`, `.reference_id()`, `.started_by()`, `.tags()`, `.client_token()`, `.volume_configurations()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::ecs, testing::Answers};
    ///
    /// let run = Answers::new().run(ecs::run_task("TaskDefinition").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::ecs:runTask.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask",
    ///  "Arguments": {"TaskDefinition": …}}
    /// ```
    ///
    /// # Permissions
    /// `ecs:RunTask`, `iam:PassRole`; for some patterns and parameters also `ecs:TagResource`, `ecs:StopTask`, `ecs:DescribeTasks`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/ecs-2014-11-13/RunTask>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html>
    fn run_task -> RunTask;
    resource "arn:aws:states:::ecs:runTask";
    required task_definition: &str => "TaskDefinition";
    members {
        /// `CapacityProviderStrategy`: a list, each element an object, any struct that derives `Data`.
        capacity_provider_strategy: Vec<Object> => "CapacityProviderStrategy";
        /// `Cluster`: a text.
        cluster: String => "Cluster";
        /// `Count`: a whole number.
        count: i64 => "Count";
        /// `EnableECSManagedTags`: `true` or `false`.
        enable_ecs_managed_tags: bool => "EnableECSManagedTags";
        /// `EnableExecuteCommand`: `true` or `false`.
        enable_execute_command: bool => "EnableExecuteCommand";
        /// `Group`: a text.
        group: String => "Group";
        /// `LaunchType`: `EC2`, `FARGATE`, `EXTERNAL`, `MANAGED_INSTANCES`.
        launch_type: LaunchType => "LaunchType";
        /// `NetworkConfiguration`: an object, any struct that derives `Data`.
        network_configuration: Object => "NetworkConfiguration";
        /// `Overrides`: an object, any struct that derives `Data`.
        overrides: Object => "Overrides";
        /// `PlacementConstraints`: a list, each element an object, any struct that derives `Data`.
        placement_constraints: Vec<Object> => "PlacementConstraints";
        /// `PlacementStrategy`: a list, each element an object, any struct that derives `Data`.
        placement_strategy: Vec<Object> => "PlacementStrategy";
        /// `PlatformVersion`: a text.
        platform_version: String => "PlatformVersion";
        /// `PropagateTags`: `TASK_DEFINITION`, `SERVICE`, `NONE`.
        propagate_tags: PropagateTags => "PropagateTags";
        /// `ReferenceId`: a text.
        reference_id: String => "ReferenceId";
        /// `StartedBy`: a text.
        started_by: String => "StartedBy";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
        /// `ClientToken`: a text.
        client_token: String => "ClientToken";
        /// `VolumeConfigurations`: a list, each element an object, any struct that derives `Data`.
        volume_configurations: Vec<Object> => "VolumeConfigurations";
    }
    output RunTaskOutput;
    error EcsError;
    job Task;
    by_hand callback {
        pub use crate::integration::container_callback::wait_for_task_token;
    }
}

results! {
    /// `KeyValuePair`, as AWS names it.
    KeyValuePair KeyValuePairFields {
        name: optional String => "Name",
        value: optional String => "Value",
    }

    /// `Attachment`, as AWS names it.
    Attachment AttachmentFields {
        id: optional String => "Id",
        r#type: optional String => "Type",
        status: optional String => "Status",
        details: or_empty Vec<KeyValuePair> => "Details",
    }

    /// `Attribute`, as AWS names it.
    Attribute AttributeFields {
        name: required String => "Name",
        value: optional String => "Value",
        target_type: optional String => "TargetType",
        target_id: optional String => "TargetId",
    }

    /// `NetworkBinding`, as AWS names it.
    NetworkBinding NetworkBindingFields {
        bind_ip: optional String => "BindIP",
        container_port: optional i32 => "ContainerPort",
        host_port: optional i32 => "HostPort",
        protocol: optional String => "Protocol",
        container_port_range: optional String => "ContainerPortRange",
        host_port_range: optional String => "HostPortRange",
    }

    /// `NetworkInterface`, as AWS names it.
    NetworkInterface NetworkInterfaceFields {
        attachment_id: optional String => "AttachmentId",
        private_ipv4_address: optional String => "PrivateIpv4Address",
        ipv6_address: optional String => "Ipv6Address",
    }

    /// `ManagedAgent`, as AWS names it.
    ManagedAgent ManagedAgentFields {
        last_started_at: optional Value => "LastStartedAt",
        name: optional String => "Name",
        reason: optional String => "Reason",
        last_status: optional String => "LastStatus",
    }

    /// `Container`, as AWS names it.
    Container ContainerFields {
        container_arn: optional String => "ContainerArn",
        task_arn: optional String => "TaskArn",
        name: optional String => "Name",
        image: optional String => "Image",
        image_digest: optional String => "ImageDigest",
        runtime_id: optional String => "RuntimeId",
        last_status: optional String => "LastStatus",
        exit_code: optional i32 => "ExitCode",
        reason: optional String => "Reason",
        network_bindings: or_empty Vec<NetworkBinding> => "NetworkBindings",
        network_interfaces: or_empty Vec<NetworkInterface> => "NetworkInterfaces",
        health_status: optional String => "HealthStatus",
        managed_agents: or_empty Vec<ManagedAgent> => "ManagedAgents",
        cpu: optional String => "Cpu",
        memory: optional String => "Memory",
        memory_reservation: optional String => "MemoryReservation",
        gpu_ids: or_empty Vec<String> => "GpuIds",
        neuron_device_ids: or_empty Vec<String> => "NeuronDeviceIds",
    }

    /// `InferenceAccelerator`, as AWS names it.
    InferenceAccelerator InferenceAcceleratorFields {
        device_name: required String => "DeviceName",
        device_type: required String => "DeviceType",
    }

    /// `EnvironmentFile`, as AWS names it.
    EnvironmentFile EnvironmentFileFields {
        value: required String => "Value",
        r#type: required String => "Type",
    }

    /// `ResourceRequirement`, as AWS names it.
    ResourceRequirement ResourceRequirementFields {
        value: required String => "Value",
        r#type: required String => "Type",
    }

    /// `ContainerOverride`, as AWS names it.
    ContainerOverride ContainerOverrideFields {
        name: optional String => "Name",
        command: or_empty Vec<String> => "Command",
        environment: or_empty Vec<KeyValuePair> => "Environment",
        environment_files: or_empty Vec<EnvironmentFile> => "EnvironmentFiles",
        cpu: optional i32 => "Cpu",
        memory: optional i32 => "Memory",
        memory_reservation: optional i32 => "MemoryReservation",
        resource_requirements: or_empty Vec<ResourceRequirement> => "ResourceRequirements",
    }

    /// `InferenceAcceleratorOverride`, as AWS names it.
    InferenceAcceleratorOverride InferenceAcceleratorOverrideFields {
        device_name: optional String => "DeviceName",
        device_type: optional String => "DeviceType",
    }

    /// `EphemeralStorage`, as AWS names it.
    EphemeralStorage EphemeralStorageFields {
        size_in_gi_b: required i32 => "SizeInGiB",
    }

    /// `TaskOverride`, as AWS names it.
    TaskOverride TaskOverrideFields {
        container_overrides: or_empty Vec<ContainerOverride> => "ContainerOverrides",
        cpu: optional String => "Cpu",
        inference_accelerator_overrides: or_empty Vec<InferenceAcceleratorOverride> => "InferenceAcceleratorOverrides",
        execution_role_arn: optional String => "ExecutionRoleArn",
        memory: optional String => "Memory",
        task_role_arn: optional String => "TaskRoleArn",
        ephemeral_storage: optional EphemeralStorage => "EphemeralStorage",
    }

    /// `Tag`, as AWS names it.
    Tag TagFields {
        key: optional String => "Key",
        value: optional String => "Value",
    }

    /// `TaskEphemeralStorage`, as AWS names it.
    TaskEphemeralStorage TaskEphemeralStorageFields {
        size_in_gi_b: optional i32 => "SizeInGiB",
        kms_key_id: optional String => "KmsKeyId",
    }

    /// `Task`, as AWS names it.
    Task TaskFields {
        attachments: or_empty Vec<Attachment> => "Attachments",
        attributes: or_empty Vec<Attribute> => "Attributes",
        availability_zone: optional String => "AvailabilityZone",
        capacity_provider_name: optional String => "CapacityProviderName",
        cluster_arn: optional String => "ClusterArn",
        connectivity: optional String => "Connectivity",
        connectivity_at: optional Value => "ConnectivityAt",
        container_instance_arn: optional String => "ContainerInstanceArn",
        containers: or_empty Vec<Container> => "Containers",
        cpu: optional String => "Cpu",
        created_at: optional Value => "CreatedAt",
        desired_status: optional String => "DesiredStatus",
        enable_execute_command: optional bool => "EnableExecuteCommand",
        execution_stopped_at: optional Value => "ExecutionStoppedAt",
        group: optional String => "Group",
        health_status: optional String => "HealthStatus",
        inference_accelerators: or_empty Vec<InferenceAccelerator> => "InferenceAccelerators",
        last_status: optional String => "LastStatus",
        launch_type: optional String => "LaunchType",
        memory: optional String => "Memory",
        overrides: optional TaskOverride => "Overrides",
        platform_version: optional String => "PlatformVersion",
        platform_family: optional String => "PlatformFamily",
        pull_started_at: optional Value => "PullStartedAt",
        pull_stopped_at: optional Value => "PullStoppedAt",
        started_at: optional Value => "StartedAt",
        started_by: optional String => "StartedBy",
        stop_code: optional String => "StopCode",
        stopped_at: optional Value => "StoppedAt",
        stopped_reason: optional String => "StoppedReason",
        stopping_at: optional Value => "StoppingAt",
        tags: or_empty Vec<Tag> => "Tags",
        task_arn: optional String => "TaskArn",
        task_definition_arn: optional String => "TaskDefinitionArn",
        version: optional i64 => "Version",
        ephemeral_storage: optional EphemeralStorage => "EphemeralStorage",
        fargate_ephemeral_storage: optional TaskEphemeralStorage => "FargateEphemeralStorage",
    }

    /// `Failure`, as AWS names it.
    Failure FailureFields {
        arn: optional String => "Arn",
        reason: optional String => "Reason",
        detail: optional String => "Detail",
    }

    /// `RunTaskOutput`: what the call gives.
    RunTaskOutput RunTaskOutputFields {
        tasks: or_empty Vec<Task> => "Tasks",
        failures: or_empty Vec<Failure> => "Failures",
    }
}

choices! {
    /// A value that AWS knows.
    LaunchType {
        Ec2 = "EC2",
        Fargate = "FARGATE",
        External = "EXTERNAL",
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

choices! {
    /// A value that AWS knows.
    PropagateTags {
        TaskDefinition = "TASK_DEFINITION",
        Service = "SERVICE",
        None = "NONE",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html>
    EcsError {
        Unknown = "AmazonECS.Unknown",
        AmazonECS = "ECS.AmazonECSException",
        AccessDenied = "ECS.AccessDeniedException",
        Blocked = "ECS.BlockedException",
        Client = "ECS.ClientException",
        ClusterNotFound = "ECS.ClusterNotFoundException",
        Conflict = "ECS.ConflictException",
        InvalidParameter = "ECS.InvalidParameterException",
        PlatformTaskDefinitionIncompatibility = "ECS.PlatformTaskDefinitionIncompatibilityException",
        PlatformUnknown = "ECS.PlatformUnknownException",
        Server = "ECS.ServerException",
        UnsupportedFeature = "ECS.UnsupportedFeatureException",
    }
}
