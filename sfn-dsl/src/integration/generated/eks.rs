//! Amazon Elastic Kubernetes Service.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::integration::service::{Object, Structure};

integration! {
    /// `eks:call`.
    ///
    /// Required:
    /// - `CertificateAuthority`: a text.
    /// - `ClusterName`: a text.
    /// - `Endpoint`: a text.
    /// - `Method`: `GET`, `POST`, `PUT`, `DELETE`, `HEAD`, `PATCH`.
    /// - `Path`: a text.
    ///
    /// Optional: `.query_parameters()`, `.request_body()`.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::eks:call",
    ///  "Arguments": {"CertificateAuthority": …, "ClusterName": …, "Endpoint": …, "Method": …, "Path": …}}
    /// ```
    ///
    /// # Permissions
    /// For some patterns and parameters .
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    fn call -> Call;
    resource "arn:aws:states:::eks:call";
    required certificate_authority: &str => "CertificateAuthority";
    required cluster_name: &str => "ClusterName";
    required endpoint: &str => "Endpoint";
    required method: Method => "Method";
    required path: &str => "Path";
    members {
        /// `RequestBody`: any JSON.
        request_body: Value => "RequestBody";
    }
    maps {
        /// An entry of `QueryParameters`: a map, each value a list, each element a text.
        query_parameters: Vec<String> => "QueryParameters";
    }
    output Value;
    error EksError;
}

integration! {
    /// `eks:createCluster`.
    ///
    /// Required:
    /// - `Name`: a text, 1–100 characters.
    /// - `RoleArn`: a text.
    /// - `ResourcesVpcConfig`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.version()`, `.kubernetes_network_config()`, `.logging()`, `.client_request_token()`, `.tags()`, `.encryption_config()`, `.outpost_config()`, `.access_config()`, `.bootstrap_self_managed_addons()`, `.upgrade_policy()`, `.zonal_shift_config()`, `.remote_network_config()`, `.compute_config()`, `.storage_config()`, `.deletion_protection()`, `.control_plane_scaling_config()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::eks:createCluster",
    ///  "Arguments": {"Name": …, "RoleArn": …, "ResourcesVpcConfig": …}}
    /// ```
    ///
    /// # Permissions
    /// `eks:CreateCluster`, `iam:PassRole`; for some patterns and parameters also `eks:DescribeCluster`, `eks:DeleteCluster`, `iam:CreateServiceLinkedRole`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/CreateCluster>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    fn create_cluster -> CreateCluster;
    resource "arn:aws:states:::eks:createCluster";
    required name: &str => "Name";
    required role_arn: &str => "RoleArn";
    required resources_vpc_config: Structure => "ResourcesVpcConfig";
    members {
        /// `Version`: a text.
        version: String => "Version";
        /// `KubernetesNetworkConfig`: an object, any struct that derives `Data`.
        kubernetes_network_config: Object => "KubernetesNetworkConfig";
        /// `Logging`: an object, any struct that derives `Data`.
        logging: Object => "Logging";
        /// `ClientRequestToken`: a text.
        client_request_token: String => "ClientRequestToken";
        /// `EncryptionConfig`: a list, each element an object, any struct that derives `Data`, up to 1 elements.
        encryption_config: Vec<Object> => "EncryptionConfig";
        /// `OutpostConfig`: an object, any struct that derives `Data`.
        outpost_config: Object => "OutpostConfig";
        /// `AccessConfig`: an object, any struct that derives `Data`.
        access_config: Object => "AccessConfig";
        /// `BootstrapSelfManagedAddons`: `true` or `false`.
        bootstrap_self_managed_addons: bool => "BootstrapSelfManagedAddons";
        /// `UpgradePolicy`: an object, any struct that derives `Data`.
        upgrade_policy: Object => "UpgradePolicy";
        /// `ZonalShiftConfig`: an object, any struct that derives `Data`.
        zonal_shift_config: Object => "ZonalShiftConfig";
        /// `RemoteNetworkConfig`: an object, any struct that derives `Data`.
        remote_network_config: Object => "RemoteNetworkConfig";
        /// `ComputeConfig`: an object, any struct that derives `Data`.
        compute_config: Object => "ComputeConfig";
        /// `StorageConfig`: an object, any struct that derives `Data`.
        storage_config: Object => "StorageConfig";
        /// `DeletionProtection`: `true` or `false`.
        deletion_protection: bool => "DeletionProtection";
        /// `ControlPlaneScalingConfig`: an object, any struct that derives `Data`.
        control_plane_scaling_config: Object => "ControlPlaneScalingConfig";
    }
    maps {
        /// An entry of `Tags`: a map, each value a text, 1–50 entries.
        tags: String => "Tags";
    }
    output CreateClusterOutput;
    error EksError;
    job CreateClusterResult;
}

integration! {
    /// `eks:createFargateProfile`.
    ///
    /// Required:
    /// - `FargateProfileName`: a text.
    /// - `ClusterName`: a text.
    /// - `PodExecutionRoleArn`: a text.
    ///
    /// Optional: `.subnets()`, `.selectors()`, `.client_request_token()`, `.tags()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::eks, testing::Answers};
    ///
    /// let run = Answers::new().run(eks::create_fargate_profile("FargateProfileName", "ClusterName", "PodExecutionRoleArn").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::eks:createFargateProfile.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::eks:createFargateProfile",
    ///  "Arguments": {"FargateProfileName": …, "ClusterName": …, "PodExecutionRoleArn": …}}
    /// ```
    ///
    /// # Permissions
    /// `eks:CreateFargateProfile`, `iam:PassRole`, `iam:GetRole`, `iam:ListAttachedRolePolicies`; for some patterns and parameters also `eks:DescribeFargateProfile`, `eks:DeleteFargateProfile`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/CreateFargateProfile>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    fn create_fargate_profile -> CreateFargateProfile;
    resource "arn:aws:states:::eks:createFargateProfile";
    required fargate_profile_name: &str => "FargateProfileName";
    required cluster_name: &str => "ClusterName";
    required pod_execution_role_arn: &str => "PodExecutionRoleArn";
    members {
        /// `Subnets`: a list, each element a text.
        subnets: Vec<String> => "Subnets";
        /// `Selectors`: a list, each element an object, any struct that derives `Data`.
        selectors: Vec<Object> => "Selectors";
        /// `ClientRequestToken`: a text.
        client_request_token: String => "ClientRequestToken";
    }
    maps {
        /// An entry of `Tags`: a map, each value a text, 1–50 entries.
        tags: String => "Tags";
    }
    output CreateFargateProfileOutput;
    error EksError;
    job Value;
}

integration! {
    /// `eks:createNodegroup`.
    ///
    /// Required:
    /// - `ClusterName`: a text.
    /// - `NodegroupName`: a text.
    /// - `Subnets`: a list, each element a text.
    /// - `NodeRole`: a text.
    ///
    /// Optional: `.scaling_config()`, `.disk_size()`, `.instance_types()`, `.ami_type()`, `.remote_access()`, `.labels()`, `.taints()`, `.tags()`, `.client_request_token()`, `.launch_template()`, `.update_config()`, `.node_repair_config()`, `.capacity_type()`, `.version()`, `.release_version()`, `.warm_pool_config()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::eks:createNodegroup",
    ///  "Arguments": {"ClusterName": …, "NodegroupName": …, "Subnets": …, "NodeRole": …}}
    /// ```
    ///
    /// # Permissions
    /// `eks:CreateNodegroup`, `ec2:DescribeSubnets`, `iam:GetRole`, `iam:ListAttachedRolePolicies`, `iam:PassRole`; for some patterns and parameters also `eks:DescribeNodegroup`, `eks:DeleteNodegroup`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/CreateNodegroup>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    fn create_nodegroup -> CreateNodegroup;
    resource "arn:aws:states:::eks:createNodegroup";
    required cluster_name: &str => "ClusterName";
    required nodegroup_name: &str => "NodegroupName";
    required subnets: Vec<String> => "Subnets";
    required node_role: &str => "NodeRole";
    members {
        /// `ScalingConfig`: an object, any struct that derives `Data`.
        scaling_config: Object => "ScalingConfig";
        /// `DiskSize`: a whole number.
        disk_size: i64 => "DiskSize";
        /// `InstanceTypes`: a list, each element a text.
        instance_types: Vec<String> => "InstanceTypes";
        /// `AmiType`: `AL2_x86_64`, `AL2_x86_64_GPU`, `AL2_ARM_64`, `CUSTOM`, `BOTTLEROCKET_ARM_64`, `BOTTLEROCKET_x86_64` and so on.
        ami_type: AMITypes => "AmiType";
        /// `RemoteAccess`: an object, any struct that derives `Data`.
        remote_access: Object => "RemoteAccess";
        /// `Taints`: a list, each element an object, any struct that derives `Data`.
        taints: Vec<Object> => "Taints";
        /// `ClientRequestToken`: a text.
        client_request_token: String => "ClientRequestToken";
        /// `LaunchTemplate`: an object, any struct that derives `Data`.
        launch_template: Object => "LaunchTemplate";
        /// `UpdateConfig`: an object, any struct that derives `Data`.
        update_config: Object => "UpdateConfig";
        /// `NodeRepairConfig`: an object, any struct that derives `Data`.
        node_repair_config: Object => "NodeRepairConfig";
        /// `CapacityType`: `ON_DEMAND`, `SPOT`, `CAPACITY_BLOCK`.
        capacity_type: CapacityTypes => "CapacityType";
        /// `Version`: a text.
        version: String => "Version";
        /// `ReleaseVersion`: a text.
        release_version: String => "ReleaseVersion";
        /// `WarmPoolConfig`: an object, any struct that derives `Data`.
        warm_pool_config: Object => "WarmPoolConfig";
    }
    maps {
        /// An entry of `Labels`: a map, each value a text.
        labels: String => "Labels";
        /// An entry of `Tags`: a map, each value a text, 1–50 entries.
        tags: String => "Tags";
    }
    output CreateNodegroupOutput;
    error EksError;
    job Value;
}

integration! {
    /// `eks:deleteCluster`.
    ///
    /// Required:
    /// - `Name`: a text.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::eks, testing::Answers};
    ///
    /// let run = Answers::new().run(eks::delete_cluster("Name").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::eks:deleteCluster.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::eks:deleteCluster",
    ///  "Arguments": {"Name": …}}
    /// ```
    ///
    /// # Permissions
    /// `eks:DeleteCluster`; for some patterns and parameters also `eks:DescribeCluster`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/DeleteCluster>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    fn delete_cluster -> DeleteCluster;
    resource "arn:aws:states:::eks:deleteCluster";
    required name: &str => "Name";
    output DeleteClusterOutput;
    error EksError;
    job Value;
}

integration! {
    /// `eks:deleteFargateProfile`.
    ///
    /// Required:
    /// - `ClusterName`: a text.
    /// - `FargateProfileName`: a text.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::eks, testing::Answers};
    ///
    /// let run = Answers::new().run(eks::delete_fargate_profile("ClusterName", "FargateProfileName").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::eks:deleteFargateProfile.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::eks:deleteFargateProfile",
    ///  "Arguments": {"ClusterName": …, "FargateProfileName": …}}
    /// ```
    ///
    /// # Permissions
    /// `eks:DeleteFargateProfile`; for some patterns and parameters also `eks:DescribeFargateProfile`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/DeleteFargateProfile>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    fn delete_fargate_profile -> DeleteFargateProfile;
    resource "arn:aws:states:::eks:deleteFargateProfile";
    required cluster_name: &str => "ClusterName";
    required fargate_profile_name: &str => "FargateProfileName";
    output DeleteFargateProfileOutput;
    error EksError;
    job Value;
}

integration! {
    /// `eks:deleteNodegroup`.
    ///
    /// Required:
    /// - `ClusterName`: a text.
    /// - `NodegroupName`: a text.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::eks, testing::Answers};
    ///
    /// let run = Answers::new().run(eks::delete_nodegroup("ClusterName", "NodegroupName").run_job());
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::eks:deleteNodegroup.sync");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::eks:deleteNodegroup",
    ///  "Arguments": {"ClusterName": …, "NodegroupName": …}}
    /// ```
    ///
    /// # Permissions
    /// `eks:DeleteNodegroup`; for some patterns and parameters also `eks:DescribeNodegroup`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/DeleteNodegroup>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    fn delete_nodegroup -> DeleteNodegroup;
    resource "arn:aws:states:::eks:deleteNodegroup";
    required cluster_name: &str => "ClusterName";
    required nodegroup_name: &str => "NodegroupName";
    output DeleteNodegroupOutput;
    error EksError;
    job Value;
}

integration! {
    /// `eks:runJob`.
    ///
    /// Required:
    /// - `CertificateAuthority`: a text.
    /// - `ClusterName`: a text.
    /// - `Endpoint`: a text.
    /// - `Job`: any JSON.
    ///
    /// Optional: `.log_options()`, `.namespace()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::eks:runJob",
    ///  "Arguments": {"CertificateAuthority": …, "ClusterName": …, "Endpoint": …, "Job": …}}
    /// ```
    ///
    /// # Permissions
    /// For some patterns and parameters .
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    fn run_job -> RunJob;
    resource "arn:aws:states:::eks:runJob";
    required certificate_authority: &str => "CertificateAuthority";
    required cluster_name: &str => "ClusterName";
    required endpoint: &str => "Endpoint";
    required job: Structure => "Job";
    members {
        /// `LogOptions`: an object, any struct that derives `Data`.
        log_options: Object => "LogOptions";
        /// `Namespace`: a text.
        namespace: String => "Namespace";
    }
    output Value;
    error EksError;
    job Value;
}

results! {
    /// `VpcConfigResponse`, as AWS names it.
    VpcConfigResponse VpcConfigResponseFields {
        subnet_ids: or_empty Vec<String> => "SubnetIds",
        security_group_ids: or_empty Vec<String> => "SecurityGroupIds",
        cluster_security_group_id: optional String => "ClusterSecurityGroupId",
        vpc_id: optional String => "VpcId",
        endpoint_public_access: optional bool => "EndpointPublicAccess",
        endpoint_private_access: optional bool => "EndpointPrivateAccess",
        public_access_cidrs: or_empty Vec<String> => "PublicAccessCidrs",
    }

    /// `ElasticLoadBalancing`, as AWS names it.
    ElasticLoadBalancing ElasticLoadBalancingFields {
        enabled: optional bool => "Enabled",
    }

    /// `KubernetesNetworkConfigResponse`, as AWS names it.
    KubernetesNetworkConfigResponse KubernetesNetworkConfigResponseFields {
        service_ipv4_cidr: optional String => "ServiceIpv4Cidr",
        service_ipv6_cidr: optional String => "ServiceIpv6Cidr",
        ip_family: optional String => "IpFamily",
        elastic_load_balancing: optional ElasticLoadBalancing => "ElasticLoadBalancing",
    }

    /// `LogSetup`, as AWS names it.
    LogSetup LogSetupFields {
        types: or_empty Vec<String> => "Types",
        enabled: optional bool => "Enabled",
    }

    /// `Logging`, as AWS names it.
    Logging LoggingFields {
        cluster_logging: or_empty Vec<LogSetup> => "ClusterLogging",
    }

    /// `OIDC`, as AWS names it.
    OIDC OIDCFields {
        issuer: optional String => "Issuer",
    }

    /// `Identity`, as AWS names it.
    Identity IdentityFields {
        oidc: optional OIDC => "Oidc",
    }

    /// `Certificate`, as AWS names it.
    Certificate CertificateFields {
        data: optional String => "Data",
    }

    /// `Provider`, as AWS names it.
    Provider ProviderFields {
        key_arn: optional String => "KeyArn",
    }

    /// `EncryptionConfig`, as AWS names it.
    EncryptionConfig EncryptionConfigFields {
        resources: or_empty Vec<String> => "Resources",
        provider: optional Provider => "Provider",
    }

    /// `ConnectorConfigResponse`, as AWS names it.
    ConnectorConfigResponse ConnectorConfigResponseFields {
        activation_id: optional String => "ActivationId",
        activation_code: optional String => "ActivationCode",
        activation_expiry: optional Value => "ActivationExpiry",
        provider: optional String => "Provider",
        role_arn: optional String => "RoleArn",
    }

    /// `ClusterIssue`, as AWS names it.
    ClusterIssue ClusterIssueFields {
        code: optional String => "Code",
        message: optional String => "Message",
        resource_ids: or_empty Vec<String> => "ResourceIds",
    }

    /// `ClusterHealth`, as AWS names it.
    ClusterHealth ClusterHealthFields {
        issues: or_empty Vec<ClusterIssue> => "Issues",
    }

    /// `ControlPlanePlacementResponse`, as AWS names it.
    ControlPlanePlacementResponse ControlPlanePlacementResponseFields {
        group_name: optional String => "GroupName",
    }

    /// `OutpostConfigResponse`, as AWS names it.
    OutpostConfigResponse OutpostConfigResponseFields {
        outpost_arns: or_empty Vec<String> => "OutpostArns",
        control_plane_instance_type: required String => "ControlPlaneInstanceType",
        control_plane_placement: optional ControlPlanePlacementResponse => "ControlPlanePlacement",
    }

    /// `AccessConfigResponse`, as AWS names it.
    AccessConfigResponse AccessConfigResponseFields {
        bootstrap_cluster_creator_admin_permissions: optional bool => "BootstrapClusterCreatorAdminPermissions",
        authentication_mode: optional String => "AuthenticationMode",
    }

    /// `UpgradePolicyResponse`, as AWS names it.
    UpgradePolicyResponse UpgradePolicyResponseFields {
        support_type: optional String => "SupportType",
    }

    /// `ZonalShiftConfigResponse`, as AWS names it.
    ZonalShiftConfigResponse ZonalShiftConfigResponseFields {
        enabled: optional bool => "Enabled",
    }

    /// `RemoteNodeNetwork`, as AWS names it.
    RemoteNodeNetwork RemoteNodeNetworkFields {
        cidrs: or_empty Vec<String> => "Cidrs",
    }

    /// `RemotePodNetwork`, as AWS names it.
    RemotePodNetwork RemotePodNetworkFields {
        cidrs: or_empty Vec<String> => "Cidrs",
    }

    /// `RemoteNetworkConfigResponse`, as AWS names it.
    RemoteNetworkConfigResponse RemoteNetworkConfigResponseFields {
        remote_node_networks: or_empty Vec<RemoteNodeNetwork> => "RemoteNodeNetworks",
        remote_pod_networks: or_empty Vec<RemotePodNetwork> => "RemotePodNetworks",
    }

    /// `ComputeConfigResponse`, as AWS names it.
    ComputeConfigResponse ComputeConfigResponseFields {
        enabled: optional bool => "Enabled",
        node_pools: or_empty Vec<String> => "NodePools",
        node_role_arn: optional String => "NodeRoleArn",
    }

    /// `BlockStorage`, as AWS names it.
    BlockStorage BlockStorageFields {
        enabled: optional bool => "Enabled",
    }

    /// `StorageConfigResponse`, as AWS names it.
    StorageConfigResponse StorageConfigResponseFields {
        block_storage: optional BlockStorage => "BlockStorage",
    }

    /// `ControlPlaneScalingConfig`, as AWS names it.
    ControlPlaneScalingConfig ControlPlaneScalingConfigFields {
        tier: optional String => "Tier",
    }

    /// `Cluster`, as AWS names it.
    Cluster ClusterFields {
        name: optional String => "Name",
        arn: optional String => "Arn",
        created_at: optional Value => "CreatedAt",
        version: optional String => "Version",
        endpoint: optional String => "Endpoint",
        role_arn: optional String => "RoleArn",
        resources_vpc_config: optional VpcConfigResponse => "ResourcesVpcConfig",
        kubernetes_network_config: optional KubernetesNetworkConfigResponse => "KubernetesNetworkConfig",
        logging: optional Logging => "Logging",
        identity: optional Identity => "Identity",
        status: optional String => "Status",
        certificate_authority: optional Certificate => "CertificateAuthority",
        client_request_token: optional String => "ClientRequestToken",
        platform_version: optional String => "PlatformVersion",
        tags: or_empty BTreeMap<String, String> => "Tags",
        encryption_config: or_empty Vec<EncryptionConfig> => "EncryptionConfig",
        connector_config: optional ConnectorConfigResponse => "ConnectorConfig",
        id: optional String => "Id",
        health: optional ClusterHealth => "Health",
        outpost_config: optional OutpostConfigResponse => "OutpostConfig",
        access_config: optional AccessConfigResponse => "AccessConfig",
        upgrade_policy: optional UpgradePolicyResponse => "UpgradePolicy",
        zonal_shift_config: optional ZonalShiftConfigResponse => "ZonalShiftConfig",
        remote_network_config: optional RemoteNetworkConfigResponse => "RemoteNetworkConfig",
        compute_config: optional ComputeConfigResponse => "ComputeConfig",
        storage_config: optional StorageConfigResponse => "StorageConfig",
        deletion_protection: optional bool => "DeletionProtection",
        control_plane_scaling_config: optional ControlPlaneScalingConfig => "ControlPlaneScalingConfig",
    }

    /// `CreateClusterOutput`: what the call gives.
    CreateClusterOutput CreateClusterOutputFields {
        cluster: optional Cluster => "Cluster",
    }

    /// `CreateClusterResult`: what the call gives.
    CreateClusterResult CreateClusterResultFields {
        cluster: optional Cluster => "Cluster",
    }

    /// `FargateProfileSelector`, as AWS names it.
    FargateProfileSelector FargateProfileSelectorFields {
        namespace: optional String => "Namespace",
        labels: or_empty BTreeMap<String, String> => "Labels",
    }

    /// `FargateProfileIssue`, as AWS names it.
    FargateProfileIssue FargateProfileIssueFields {
        code: optional String => "Code",
        message: optional String => "Message",
        resource_ids: or_empty Vec<String> => "ResourceIds",
    }

    /// `FargateProfileHealth`, as AWS names it.
    FargateProfileHealth FargateProfileHealthFields {
        issues: or_empty Vec<FargateProfileIssue> => "Issues",
    }

    /// `FargateProfile`, as AWS names it.
    FargateProfile FargateProfileFields {
        fargate_profile_name: optional String => "FargateProfileName",
        fargate_profile_arn: optional String => "FargateProfileArn",
        cluster_name: optional String => "ClusterName",
        created_at: optional Value => "CreatedAt",
        pod_execution_role_arn: optional String => "PodExecutionRoleArn",
        subnets: or_empty Vec<String> => "Subnets",
        selectors: or_empty Vec<FargateProfileSelector> => "Selectors",
        status: optional String => "Status",
        tags: or_empty BTreeMap<String, String> => "Tags",
        health: optional FargateProfileHealth => "Health",
    }

    /// `CreateFargateProfileOutput`: what the call gives.
    CreateFargateProfileOutput CreateFargateProfileOutputFields {
        fargate_profile: optional FargateProfile => "FargateProfile",
    }

    /// `NodegroupScalingConfig`, as AWS names it.
    NodegroupScalingConfig NodegroupScalingConfigFields {
        min_size: optional i32 => "MinSize",
        max_size: optional i32 => "MaxSize",
        desired_size: optional i32 => "DesiredSize",
    }

    /// `RemoteAccessConfig`, as AWS names it.
    RemoteAccessConfig RemoteAccessConfigFields {
        ec2_ssh_key: optional String => "Ec2SshKey",
        source_security_groups: or_empty Vec<String> => "SourceSecurityGroups",
    }

    /// `Taint`, as AWS names it.
    Taint TaintFields {
        key: optional String => "Key",
        value: optional String => "Value",
        effect: optional String => "Effect",
    }

    /// `AutoScalingGroup`, as AWS names it.
    AutoScalingGroup AutoScalingGroupFields {
        name: optional String => "Name",
    }

    /// `NodegroupResources`, as AWS names it.
    NodegroupResources NodegroupResourcesFields {
        auto_scaling_groups: or_empty Vec<AutoScalingGroup> => "AutoScalingGroups",
        remote_access_security_group: optional String => "RemoteAccessSecurityGroup",
    }

    /// `Issue`, as AWS names it.
    Issue IssueFields {
        code: optional String => "Code",
        message: optional String => "Message",
        resource_ids: or_empty Vec<String> => "ResourceIds",
    }

    /// `NodegroupHealth`, as AWS names it.
    NodegroupHealth NodegroupHealthFields {
        issues: or_empty Vec<Issue> => "Issues",
    }

    /// `NodegroupUpdateConfig`, as AWS names it.
    NodegroupUpdateConfig NodegroupUpdateConfigFields {
        max_unavailable: optional i32 => "MaxUnavailable",
        max_unavailable_percentage: optional i32 => "MaxUnavailablePercentage",
        update_strategy: optional String => "UpdateStrategy",
    }

    /// `NodeRepairConfigOverrides`, as AWS names it.
    NodeRepairConfigOverrides NodeRepairConfigOverridesFields {
        node_monitoring_condition: optional String => "NodeMonitoringCondition",
        node_unhealthy_reason: optional String => "NodeUnhealthyReason",
        min_repair_wait_time_mins: optional i32 => "MinRepairWaitTimeMins",
        repair_action: optional String => "RepairAction",
    }

    /// `NodeRepairConfig`, as AWS names it.
    NodeRepairConfig NodeRepairConfigFields {
        enabled: optional bool => "Enabled",
        max_unhealthy_node_threshold_count: optional i32 => "MaxUnhealthyNodeThresholdCount",
        max_unhealthy_node_threshold_percentage: optional i32 => "MaxUnhealthyNodeThresholdPercentage",
        max_parallel_nodes_repaired_count: optional i32 => "MaxParallelNodesRepairedCount",
        max_parallel_nodes_repaired_percentage: optional i32 => "MaxParallelNodesRepairedPercentage",
        node_repair_config_overrides: or_empty Vec<NodeRepairConfigOverrides> => "NodeRepairConfigOverrides",
    }

    /// `LaunchTemplateSpecification`, as AWS names it.
    LaunchTemplateSpecification LaunchTemplateSpecificationFields {
        name: optional String => "Name",
        version: optional String => "Version",
        id: optional String => "Id",
    }

    /// `WarmPoolConfig`, as AWS names it.
    WarmPoolConfig WarmPoolConfigFields {
        enabled: optional bool => "Enabled",
        min_size: optional i32 => "MinSize",
        max_group_prepared_capacity: optional i32 => "MaxGroupPreparedCapacity",
        pool_state: optional String => "PoolState",
        reuse_on_scale_in: optional bool => "ReuseOnScaleIn",
    }

    /// `Nodegroup`, as AWS names it.
    Nodegroup NodegroupFields {
        nodegroup_name: optional String => "NodegroupName",
        nodegroup_arn: optional String => "NodegroupArn",
        cluster_name: optional String => "ClusterName",
        version: optional String => "Version",
        release_version: optional String => "ReleaseVersion",
        created_at: optional Value => "CreatedAt",
        modified_at: optional Value => "ModifiedAt",
        status: optional String => "Status",
        capacity_type: optional String => "CapacityType",
        scaling_config: optional NodegroupScalingConfig => "ScalingConfig",
        instance_types: or_empty Vec<String> => "InstanceTypes",
        subnets: or_empty Vec<String> => "Subnets",
        remote_access: optional RemoteAccessConfig => "RemoteAccess",
        ami_type: optional String => "AmiType",
        node_role: optional String => "NodeRole",
        labels: or_empty BTreeMap<String, String> => "Labels",
        taints: or_empty Vec<Taint> => "Taints",
        resources: optional NodegroupResources => "Resources",
        disk_size: optional i32 => "DiskSize",
        health: optional NodegroupHealth => "Health",
        update_config: optional NodegroupUpdateConfig => "UpdateConfig",
        node_repair_config: optional NodeRepairConfig => "NodeRepairConfig",
        launch_template: optional LaunchTemplateSpecification => "LaunchTemplate",
        tags: or_empty BTreeMap<String, String> => "Tags",
        warm_pool_config: optional WarmPoolConfig => "WarmPoolConfig",
    }

    /// `CreateNodegroupOutput`: what the call gives.
    CreateNodegroupOutput CreateNodegroupOutputFields {
        nodegroup: optional Nodegroup => "Nodegroup",
    }

    /// `DeleteClusterOutput`: what the call gives.
    DeleteClusterOutput DeleteClusterOutputFields {
        cluster: optional Cluster => "Cluster",
    }

    /// `DeleteFargateProfileOutput`: what the call gives.
    DeleteFargateProfileOutput DeleteFargateProfileOutputFields {
        fargate_profile: optional FargateProfile => "FargateProfile",
    }

    /// `DeleteNodegroupOutput`: what the call gives.
    DeleteNodegroupOutput DeleteNodegroupOutputFields {
        nodegroup: optional Nodegroup => "Nodegroup",
    }
}

choices! {
    /// A value that AWS knows.
    AMITypes {
        Al2X8664 = "AL2_x86_64",
        Al2X8664Gpu = "AL2_x86_64_GPU",
        Al2Arm64 = "AL2_ARM_64",
        Custom = "CUSTOM",
        BottlerocketArm64 = "BOTTLEROCKET_ARM_64",
        BottlerocketX8664 = "BOTTLEROCKET_x86_64",
        BottlerocketArm64Fips = "BOTTLEROCKET_ARM_64_FIPS",
        BottlerocketX8664Fips = "BOTTLEROCKET_x86_64_FIPS",
        BottlerocketArm64Nvidia = "BOTTLEROCKET_ARM_64_NVIDIA",
        BottlerocketX8664Nvidia = "BOTTLEROCKET_x86_64_NVIDIA",
        BottlerocketArm64NvidiaFips = "BOTTLEROCKET_ARM_64_NVIDIA_FIPS",
        BottlerocketX8664NvidiaFips = "BOTTLEROCKET_x86_64_NVIDIA_FIPS",
        WindowsCore2019X8664 = "WINDOWS_CORE_2019_x86_64",
        WindowsFull2019X8664 = "WINDOWS_FULL_2019_x86_64",
        WindowsCore2022X8664 = "WINDOWS_CORE_2022_x86_64",
        WindowsFull2022X8664 = "WINDOWS_FULL_2022_x86_64",
        WindowsCore2025X8664 = "WINDOWS_CORE_2025_x86_64",
        WindowsFull2025X8664 = "WINDOWS_FULL_2025_x86_64",
        Al2023X8664Standard = "AL2023_x86_64_STANDARD",
        Al2023Arm64Standard = "AL2023_ARM_64_STANDARD",
        Al2023X8664Neuron = "AL2023_x86_64_NEURON",
        Al2023X8664Nvidia = "AL2023_x86_64_NVIDIA",
        Al2023Arm64Nvidia = "AL2023_ARM_64_NVIDIA",
    }
}

choices! {
    /// A value that AWS knows.
    CapacityTypes {
        OnDemand = "ON_DEMAND",
        Spot = "SPOT",
        CapacityBlock = "CAPACITY_BLOCK",
    }
}

choices! {
    /// A value that AWS knows.
    Method {
        Get = "GET",
        Post = "POST",
        Put = "PUT",
        Delete = "DELETE",
        Head = "HEAD",
        Patch = "PATCH",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>
    EksError {
        Client = "EKS.ClientException",
        InvalidParameter = "EKS.InvalidParameterException",
        ResourceInUse = "EKS.ResourceInUseException",
        ResourceLimitExceeded = "EKS.ResourceLimitExceededException",
        Server = "EKS.ServerException",
        ServiceUnavailable = "EKS.ServiceUnavailableException",
        UnsupportedAvailabilityZone = "EKS.UnsupportedAvailabilityZoneException",
        InvalidRequest = "EKS.InvalidRequestException",
        ResourceNotFound = "EKS.ResourceNotFoundException",
    }
}
