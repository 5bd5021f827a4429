//! Amazon `SageMaker` Service.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::integration::service::{Object, Structure};

integration! {
    /// `sagemaker:createEndpoint`.
    ///
    /// Required:
    /// - `EndpointName`: a text, 0–63 characters.
    /// - `EndpointConfigName`: a text, 0–63 characters.
    ///
    /// Optional: `.deployment_config()`, `.tags()`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sagemaker, testing::Answers};
    ///
    /// let run = Answers::new().run(sagemaker::create_endpoint("EndpointName", "EndpointConfigName"));
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::sagemaker:createEndpoint");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createEndpoint",
    ///  "Arguments": {"EndpointName": …, "EndpointConfigName": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:CreateEndpoint`; for some patterns and parameters also `sagemaker:AddTags`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateEndpoint>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn create_endpoint -> CreateEndpoint;
    resource "arn:aws:states:::sagemaker:createEndpoint";
    required endpoint_name: &str => "EndpointName";
    required endpoint_config_name: &str => "EndpointConfigName";
    members {
        /// `DeploymentConfig`: an object, any struct that derives `Data`.
        deployment_config: Object => "DeploymentConfig";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
    }
    output CreateEndpointOutput;
    error SageMakerError;
}

integration! {
    /// `sagemaker:createEndpointConfig`.
    ///
    /// Required:
    /// - `EndpointConfigName`: a text, 0–63 characters.
    /// - `ProductionVariants`: a list, each element an object, any struct that derives `Data`, 1–10 elements.
    ///
    /// Optional: `.data_capture_config()`, `.tags()`, `.kms_key_id()`, `.async_inference_config()`, `.explainer_config()`, `.shadow_production_variants()`, `.execution_role_arn()`, `.vpc_config()`, `.enable_network_isolation()`, `.metrics_config()`.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createEndpointConfig",
    ///  "Arguments": {"EndpointConfigName": …, "ProductionVariants": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:CreateEndpointConfig`; for some patterns and parameters also `sagemaker:AddTags`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateEndpointConfig>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn create_endpoint_config -> CreateEndpointConfig;
    resource "arn:aws:states:::sagemaker:createEndpointConfig";
    required endpoint_config_name: &str => "EndpointConfigName";
    required production_variants: Vec<Structure> => "ProductionVariants";
    members {
        /// `DataCaptureConfig`: an object, any struct that derives `Data`.
        data_capture_config: Object => "DataCaptureConfig";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
        /// `KmsKeyId`: a text, 0–2048 characters.
        kms_key_id: String => "KmsKeyId";
        /// `AsyncInferenceConfig`: an object, any struct that derives `Data`.
        async_inference_config: Object => "AsyncInferenceConfig";
        /// `ExplainerConfig`: an object, any struct that derives `Data`.
        explainer_config: Object => "ExplainerConfig";
        /// `ShadowProductionVariants`: a list, each element an object, any struct that derives `Data`, 1–10 elements.
        shadow_production_variants: Vec<Object> => "ShadowProductionVariants";
        /// `ExecutionRoleArn`: a text, 20–2048 characters.
        execution_role_arn: String => "ExecutionRoleArn";
        /// `VpcConfig`: an object, any struct that derives `Data`.
        vpc_config: Object => "VpcConfig";
        /// `EnableNetworkIsolation`: `true` or `false`.
        enable_network_isolation: bool => "EnableNetworkIsolation";
        /// `MetricsConfig`: an object, any struct that derives `Data`.
        metrics_config: Object => "MetricsConfig";
    }
    output CreateEndpointConfigOutput;
    error SageMakerError;
}

integration! {
    /// `sagemaker:createHyperParameterTuningJob`.
    ///
    /// Required:
    /// - `HyperParameterTuningJobName`: a text, 1–32 characters.
    /// - `HyperParameterTuningJobConfig`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.training_job_definition()`, `.training_job_definitions()`, `.warm_start_config()`, `.tags()`, `.autotune()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createHyperParameterTuningJob",
    ///  "Arguments": {"HyperParameterTuningJobName": …, "HyperParameterTuningJobConfig": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:CreateHyperParameterTuningJob`, `sagemaker:ListTags`, `sagemaker:AddTags`, `iam:PassRole`; for some patterns and parameters also `sagemaker:DescribeHyperParameterTuningJob`, `sagemaker:StopHyperParameterTuningJob`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateHyperParameterTuningJob>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn create_hyper_parameter_tuning_job -> CreateHyperParameterTuningJob;
    resource "arn:aws:states:::sagemaker:createHyperParameterTuningJob";
    required hyper_parameter_tuning_job_name: &str => "HyperParameterTuningJobName";
    required hyper_parameter_tuning_job_config: Structure => "HyperParameterTuningJobConfig";
    members {
        /// `TrainingJobDefinition`: an object, any struct that derives `Data`.
        training_job_definition: Object => "TrainingJobDefinition";
        /// `TrainingJobDefinitions`: a list, each element an object, any struct that derives `Data`, 1–10 elements.
        training_job_definitions: Vec<Object> => "TrainingJobDefinitions";
        /// `WarmStartConfig`: an object, any struct that derives `Data`.
        warm_start_config: Object => "WarmStartConfig";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
        /// `Autotune`: an object, any struct that derives `Data`.
        autotune: Object => "Autotune";
    }
    output CreateHyperParameterTuningJobOutput;
    error SageMakerError;
    job CreateHyperParameterTuningJobResult;
}

integration! {
    /// `sagemaker:createLabelingJob`.
    ///
    /// Required:
    /// - `LabelingJobName`: a text, 1–63 characters.
    /// - `LabelAttributeName`: a text, 1–127 characters.
    /// - `InputConfig`: an object, any struct that derives `Data`.
    /// - `OutputConfig`: an object, any struct that derives `Data`.
    /// - `RoleArn`: a text, 20–2048 characters.
    /// - `HumanTaskConfig`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.label_category_config_s3_uri()`, `.stopping_conditions()`, `.labeling_job_algorithms_config()`, `.tags()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createLabelingJob",
    ///  "Arguments": {"LabelingJobName": …, "LabelAttributeName": …, "InputConfig": …, "OutputConfig": …, "RoleArn": …, "HumanTaskConfig": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:CreateLabelingJob`, `sagemaker:ListTags`, `sagemaker:AddTags`, `iam:PassRole`; for some patterns and parameters also `sagemaker:DescribeLabelingJob`, `sagemaker:StopLabelingJob`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateLabelingJob>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn create_labeling_job -> CreateLabelingJob;
    resource "arn:aws:states:::sagemaker:createLabelingJob";
    required labeling_job_name: &str => "LabelingJobName";
    required label_attribute_name: &str => "LabelAttributeName";
    required input_config: Structure => "InputConfig";
    required output_config: Structure => "OutputConfig";
    required role_arn: &str => "RoleArn";
    required human_task_config: Structure => "HumanTaskConfig";
    members {
        /// `LabelCategoryConfigS3Uri`: a text, 0–1024 characters.
        label_category_config_s3_uri: String => "LabelCategoryConfigS3Uri";
        /// `StoppingConditions`: an object, any struct that derives `Data`.
        stopping_conditions: Object => "StoppingConditions";
        /// `LabelingJobAlgorithmsConfig`: an object, any struct that derives `Data`.
        labeling_job_algorithms_config: Object => "LabelingJobAlgorithmsConfig";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
    }
    output CreateLabelingJobOutput;
    error SageMakerError;
    job CreateLabelingJobResult;
}

integration! {
    /// `sagemaker:createModel`.
    ///
    /// Required:
    /// - `ModelName`: a text, 0–63 characters.
    /// - `ExecutionRoleArn`: a text, 20–2048 characters.
    ///
    /// Optional: `.primary_container()`, `.containers()`, `.inference_execution_config()`, `.tags()`, `.vpc_config()`, `.enable_network_isolation()`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sagemaker, testing::Answers};
    ///
    /// let run = Answers::new().run(sagemaker::create_model("ModelName", "ExecutionRoleArn"));
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::sagemaker:createModel");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createModel",
    ///  "Arguments": {"ModelName": …, "ExecutionRoleArn": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:CreateModel`, `iam:PassRole`; for some patterns and parameters also `sagemaker:AddTags`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateModel>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn create_model -> CreateModel;
    resource "arn:aws:states:::sagemaker:createModel";
    required model_name: &str => "ModelName";
    required execution_role_arn: &str => "ExecutionRoleArn";
    members {
        /// `PrimaryContainer`: an object, any struct that derives `Data`.
        primary_container: Object => "PrimaryContainer";
        /// `Containers`: a list, each element an object, any struct that derives `Data`, 0–15 elements.
        containers: Vec<Object> => "Containers";
        /// `InferenceExecutionConfig`: an object, any struct that derives `Data`.
        inference_execution_config: Object => "InferenceExecutionConfig";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
        /// `VpcConfig`: an object, any struct that derives `Data`.
        vpc_config: Object => "VpcConfig";
        /// `EnableNetworkIsolation`: `true` or `false`.
        enable_network_isolation: bool => "EnableNetworkIsolation";
    }
    output CreateModelOutput;
    error SageMakerError;
}

integration! {
    /// `sagemaker:createProcessingJob`.
    ///
    /// Required:
    /// - `ProcessingJobName`: a text, 1–63 characters.
    /// - `ProcessingResources`: an object, any struct that derives `Data`.
    /// - `AppSpecification`: an object, any struct that derives `Data`.
    /// - `RoleArn`: a text, 20–2048 characters.
    ///
    /// Optional: `.processing_inputs()`, `.processing_output_config()`, `.stopping_condition()`, `.environment()`, `.network_config()`, `.tags()`, `.experiment_config()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createProcessingJob",
    ///  "Arguments": {"ProcessingJobName": …, "ProcessingResources": …, "AppSpecification": …, "RoleArn": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:CreateProcessingJob`, `sagemaker:ListTags`, `sagemaker:AddTags`, `iam:PassRole`; for some patterns and parameters also `sagemaker:DescribeProcessingJob`, `sagemaker:StopProcessingJob`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateProcessingJob>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn create_processing_job -> CreateProcessingJob;
    resource "arn:aws:states:::sagemaker:createProcessingJob";
    required processing_job_name: &str => "ProcessingJobName";
    required processing_resources: Structure => "ProcessingResources";
    required app_specification: Structure => "AppSpecification";
    required role_arn: &str => "RoleArn";
    members {
        /// `ProcessingInputs`: a list, each element an object, any struct that derives `Data`, 0–10 elements.
        processing_inputs: Vec<Object> => "ProcessingInputs";
        /// `ProcessingOutputConfig`: an object, any struct that derives `Data`.
        processing_output_config: Object => "ProcessingOutputConfig";
        /// `StoppingCondition`: an object, any struct that derives `Data`.
        stopping_condition: Object => "StoppingCondition";
        /// `NetworkConfig`: an object, any struct that derives `Data`.
        network_config: Object => "NetworkConfig";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
        /// `ExperimentConfig`: an object, any struct that derives `Data`.
        experiment_config: Object => "ExperimentConfig";
    }
    maps {
        /// An entry of `Environment`: a map, each value a text, 0–100 entries.
        environment: String => "Environment";
    }
    output CreateProcessingJobOutput;
    error SageMakerError;
    job CreateProcessingJobResult;
}

integration! {
    /// `sagemaker:createTrainingJob`.
    ///
    /// Required:
    /// - `TrainingJobName`: a text, 1–63 characters.
    /// - `RoleArn`: a text, 20–2048 characters.
    /// - `OutputDataConfig`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.hyper_parameters()`, `.algorithm_specification()`, `.input_data_config()`, `.resource_config()`, `.vpc_config()`, `.stopping_condition()`, `.tags()`, `.enable_network_isolation()`, `.enable_inter_container_traffic_encryption()`, `.enable_managed_spot_training()`, `.checkpoint_config()`, `.debug_hook_config()`, `.debug_rule_configurations()`, `.tensor_board_output_config()`, `.experiment_config()`, `.profiler_config()`, `.profiler_rule_configurations()`, `.environment()`, `.retry_strategy()`, `.remote_debug_config()`, `.infra_check_config()`, `.session_chaining_config()`, `.serverless_job_config()`, `.mlflow_config()`, `.model_package_config()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createTrainingJob",
    ///  "Arguments": {"TrainingJobName": …, "RoleArn": …, "OutputDataConfig": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:CreateTrainingJob`, `sagemaker:ListTags`, `sagemaker:AddTags`, `iam:PassRole`; for some patterns and parameters also `sagemaker:DescribeTrainingJob`, `sagemaker:StopTrainingJob`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateTrainingJob>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn create_training_job -> CreateTrainingJob;
    resource "arn:aws:states:::sagemaker:createTrainingJob";
    required training_job_name: &str => "TrainingJobName";
    required role_arn: &str => "RoleArn";
    required output_data_config: Structure => "OutputDataConfig";
    members {
        /// `AlgorithmSpecification`: an object, any struct that derives `Data`.
        algorithm_specification: Object => "AlgorithmSpecification";
        /// `InputDataConfig`: a list, each element an object, any struct that derives `Data`, 1–20 elements.
        input_data_config: Vec<Object> => "InputDataConfig";
        /// `ResourceConfig`: an object, any struct that derives `Data`.
        resource_config: Object => "ResourceConfig";
        /// `VpcConfig`: an object, any struct that derives `Data`.
        vpc_config: Object => "VpcConfig";
        /// `StoppingCondition`: an object, any struct that derives `Data`.
        stopping_condition: Object => "StoppingCondition";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
        /// `EnableNetworkIsolation`: `true` or `false`.
        enable_network_isolation: bool => "EnableNetworkIsolation";
        /// `EnableInterContainerTrafficEncryption`: `true` or `false`.
        enable_inter_container_traffic_encryption: bool => "EnableInterContainerTrafficEncryption";
        /// `EnableManagedSpotTraining`: `true` or `false`.
        enable_managed_spot_training: bool => "EnableManagedSpotTraining";
        /// `CheckpointConfig`: an object, any struct that derives `Data`.
        checkpoint_config: Object => "CheckpointConfig";
        /// `DebugHookConfig`: an object, any struct that derives `Data`.
        debug_hook_config: Object => "DebugHookConfig";
        /// `DebugRuleConfigurations`: a list, each element an object, any struct that derives `Data`, 0–20 elements.
        debug_rule_configurations: Vec<Object> => "DebugRuleConfigurations";
        /// `TensorBoardOutputConfig`: an object, any struct that derives `Data`.
        tensor_board_output_config: Object => "TensorBoardOutputConfig";
        /// `ExperimentConfig`: an object, any struct that derives `Data`.
        experiment_config: Object => "ExperimentConfig";
        /// `ProfilerConfig`: an object, any struct that derives `Data`.
        profiler_config: Object => "ProfilerConfig";
        /// `ProfilerRuleConfigurations`: a list, each element an object, any struct that derives `Data`, 0–20 elements.
        profiler_rule_configurations: Vec<Object> => "ProfilerRuleConfigurations";
        /// `RetryStrategy`: an object, any struct that derives `Data`.
        retry_strategy: Object => "RetryStrategy";
        /// `RemoteDebugConfig`: an object, any struct that derives `Data`.
        remote_debug_config: Object => "RemoteDebugConfig";
        /// `InfraCheckConfig`: an object, any struct that derives `Data`.
        infra_check_config: Object => "InfraCheckConfig";
        /// `SessionChainingConfig`: an object, any struct that derives `Data`.
        session_chaining_config: Object => "SessionChainingConfig";
        /// `ServerlessJobConfig`: an object, any struct that derives `Data`.
        serverless_job_config: Object => "ServerlessJobConfig";
        /// `MlflowConfig`: an object, any struct that derives `Data`.
        mlflow_config: Object => "MlflowConfig";
        /// `ModelPackageConfig`: an object, any struct that derives `Data`.
        model_package_config: Object => "ModelPackageConfig";
    }
    maps {
        /// An entry of `HyperParameters`: a map, each value a text, 0–100 entries.
        hyper_parameters: String => "HyperParameters";
        /// An entry of `Environment`: a map, each value a text, 0–100 entries.
        environment: String => "Environment";
    }
    output CreateTrainingJobOutput;
    error SageMakerError;
    job CreateTrainingJobResult;
}

integration! {
    /// `sagemaker:createTransformJob`.
    ///
    /// Required:
    /// - `TransformJobName`: a text, 1–63 characters.
    /// - `ModelName`: a text, 0–63 characters.
    /// - `TransformInput`: an object, any struct that derives `Data`.
    /// - `TransformOutput`: an object, any struct that derives `Data`.
    /// - `TransformResources`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.max_concurrent_transforms()`, `.model_client_config()`, `.max_payload_in_mb()`, `.batch_strategy()`, `.environment()`, `.data_capture_config()`, `.data_processing()`, `.tags()`, `.experiment_config()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createTransformJob",
    ///  "Arguments": {"TransformJobName": …, "ModelName": …, "TransformInput": …, "TransformOutput": …, "TransformResources": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:CreateTransformJob`, `sagemaker:ListTags`, `sagemaker:AddTags`; for some patterns and parameters also `sagemaker:DescribeTransformJob`, `sagemaker:StopTransformJob`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateTransformJob>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn create_transform_job -> CreateTransformJob;
    resource "arn:aws:states:::sagemaker:createTransformJob";
    required transform_job_name: &str => "TransformJobName";
    required model_name: &str => "ModelName";
    required transform_input: Structure => "TransformInput";
    required transform_output: Structure => "TransformOutput";
    required transform_resources: Structure => "TransformResources";
    members {
        /// `MaxConcurrentTransforms`: a whole number.
        max_concurrent_transforms: i64 => "MaxConcurrentTransforms";
        /// `ModelClientConfig`: an object, any struct that derives `Data`.
        model_client_config: Object => "ModelClientConfig";
        /// `MaxPayloadInMB`: a whole number of MB.
        max_payload_in_mb: i64 => "MaxPayloadInMB";
        /// `BatchStrategy`: `MultiRecord`, `SingleRecord`.
        batch_strategy: BatchStrategy => "BatchStrategy";
        /// `DataCaptureConfig`: an object, any struct that derives `Data`.
        data_capture_config: Object => "DataCaptureConfig";
        /// `DataProcessing`: an object, any struct that derives `Data`.
        data_processing: Object => "DataProcessing";
        /// `Tags`: a list, each element an object, any struct that derives `Data`, 0–50 elements.
        tags: Vec<Object> => "Tags";
        /// `ExperimentConfig`: an object, any struct that derives `Data`.
        experiment_config: Object => "ExperimentConfig";
    }
    maps {
        /// An entry of `Environment`: a map, each value a text, 0–16 entries.
        environment: String => "Environment";
    }
    output CreateTransformJobOutput;
    error SageMakerError;
    job CreateTransformJobResult;
}

integration! {
    /// `sagemaker:updateEndpoint`.
    ///
    /// Required:
    /// - `EndpointName`: a text, 0–63 characters.
    /// - `EndpointConfigName`: a text, 0–63 characters.
    ///
    /// Optional: `.retain_all_variant_properties()`, `.exclude_retained_variant_properties()`, `.deployment_config()`, `.retain_deployment_config()`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sagemaker, testing::Answers};
    ///
    /// let run = Answers::new().run(sagemaker::update_endpoint("EndpointName", "EndpointConfigName"));
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::sagemaker:updateEndpoint");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:updateEndpoint",
    ///  "Arguments": {"EndpointName": …, "EndpointConfigName": …}}
    /// ```
    ///
    /// # Permissions
    /// `sagemaker:UpdateEndpoint`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/UpdateEndpoint>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    fn update_endpoint -> UpdateEndpoint;
    resource "arn:aws:states:::sagemaker:updateEndpoint";
    required endpoint_name: &str => "EndpointName";
    required endpoint_config_name: &str => "EndpointConfigName";
    members {
        /// `RetainAllVariantProperties`: `true` or `false`.
        retain_all_variant_properties: bool => "RetainAllVariantProperties";
        /// `ExcludeRetainedVariantProperties`: a list, each element an object, any struct that derives `Data`, 0–3 elements.
        exclude_retained_variant_properties: Vec<Object> => "ExcludeRetainedVariantProperties";
        /// `DeploymentConfig`: an object, any struct that derives `Data`.
        deployment_config: Object => "DeploymentConfig";
        /// `RetainDeploymentConfig`: `true` or `false`.
        retain_deployment_config: bool => "RetainDeploymentConfig";
    }
    output UpdateEndpointOutput;
    error SageMakerError;
}

results! {
    /// `CreateEndpointOutput`: what the call gives.
    CreateEndpointOutput CreateEndpointOutputFields {
        endpoint_arn: required String => "EndpointArn",
    }

    /// `CreateEndpointConfigOutput`: what the call gives.
    CreateEndpointConfigOutput CreateEndpointConfigOutputFields {
        endpoint_config_arn: required String => "EndpointConfigArn",
    }

    /// `CreateHyperParameterTuningJobOutput`: what the call gives.
    CreateHyperParameterTuningJobOutput CreateHyperParameterTuningJobOutputFields {
        hyper_parameter_tuning_job_arn: required String => "HyperParameterTuningJobArn",
    }

    /// `HyperbandStrategyConfig`, as AWS names it.
    HyperbandStrategyConfig HyperbandStrategyConfigFields {
        min_resource: optional i32 => "MinResource",
        max_resource: optional i32 => "MaxResource",
    }

    /// `HyperParameterTuningJobStrategyConfig`, as AWS names it.
    HyperParameterTuningJobStrategyConfig HyperParameterTuningJobStrategyConfigFields {
        hyperband_strategy_config: optional HyperbandStrategyConfig => "HyperbandStrategyConfig",
    }

    /// `HyperParameterTuningJobObjective`, as AWS names it.
    HyperParameterTuningJobObjective HyperParameterTuningJobObjectiveFields {
        r#type: required String => "Type",
        metric_name: required String => "MetricName",
    }

    /// `ResourceLimits`, as AWS names it.
    ResourceLimits ResourceLimitsFields {
        max_number_of_training_jobs: optional i32 => "MaxNumberOfTrainingJobs",
        max_parallel_training_jobs: required i32 => "MaxParallelTrainingJobs",
        max_runtime_in_seconds: optional i32 => "MaxRuntimeInSeconds",
    }

    /// `IntegerParameterRange`, as AWS names it.
    IntegerParameterRange IntegerParameterRangeFields {
        name: required String => "Name",
        min_value: required String => "MinValue",
        max_value: required String => "MaxValue",
        scaling_type: optional String => "ScalingType",
    }

    /// `ContinuousParameterRange`, as AWS names it.
    ContinuousParameterRange ContinuousParameterRangeFields {
        name: required String => "Name",
        min_value: required String => "MinValue",
        max_value: required String => "MaxValue",
        scaling_type: optional String => "ScalingType",
    }

    /// `CategoricalParameterRange`, as AWS names it.
    CategoricalParameterRange CategoricalParameterRangeFields {
        name: required String => "Name",
        values: or_empty Vec<String> => "Values",
    }

    /// `AutoParameter`, as AWS names it.
    AutoParameter AutoParameterFields {
        name: required String => "Name",
        value_hint: required String => "ValueHint",
    }

    /// `ParameterRanges`, as AWS names it.
    ParameterRanges ParameterRangesFields {
        integer_parameter_ranges: or_empty Vec<IntegerParameterRange> => "IntegerParameterRanges",
        continuous_parameter_ranges: or_empty Vec<ContinuousParameterRange> => "ContinuousParameterRanges",
        categorical_parameter_ranges: or_empty Vec<CategoricalParameterRange> => "CategoricalParameterRanges",
        auto_parameters: or_empty Vec<AutoParameter> => "AutoParameters",
    }

    /// `BestObjectiveNotImproving`, as AWS names it.
    BestObjectiveNotImproving BestObjectiveNotImprovingFields {
        max_number_of_training_jobs_not_improving: optional i32 => "MaxNumberOfTrainingJobsNotImproving",
    }

    /// `ConvergenceDetected`, as AWS names it.
    ConvergenceDetected ConvergenceDetectedFields {
        complete_on_convergence: optional String => "CompleteOnConvergence",
    }

    /// `TuningJobCompletionCriteria`, as AWS names it.
    TuningJobCompletionCriteria TuningJobCompletionCriteriaFields {
        target_objective_metric_value: optional f64 => "TargetObjectiveMetricValue",
        best_objective_not_improving: optional BestObjectiveNotImproving => "BestObjectiveNotImproving",
        convergence_detected: optional ConvergenceDetected => "ConvergenceDetected",
    }

    /// `HyperParameterTuningJobConfig`, as AWS names it.
    HyperParameterTuningJobConfig HyperParameterTuningJobConfigFields {
        strategy: required String => "Strategy",
        strategy_config: optional HyperParameterTuningJobStrategyConfig => "StrategyConfig",
        hyper_parameter_tuning_job_objective: optional HyperParameterTuningJobObjective => "HyperParameterTuningJobObjective",
        resource_limits: required ResourceLimits => "ResourceLimits",
        parameter_ranges: optional ParameterRanges => "ParameterRanges",
        training_job_early_stopping_type: optional String => "TrainingJobEarlyStoppingType",
        tuning_job_completion_criteria: optional TuningJobCompletionCriteria => "TuningJobCompletionCriteria",
        random_seed: optional i32 => "RandomSeed",
    }

    /// `MetricDefinition`, as AWS names it.
    MetricDefinition MetricDefinitionFields {
        name: required String => "Name",
        regex: required String => "Regex",
    }

    /// `HyperParameterAlgorithmSpecification`, as AWS names it.
    HyperParameterAlgorithmSpecification HyperParameterAlgorithmSpecificationFields {
        training_image: optional String => "TrainingImage",
        training_input_mode: required String => "TrainingInputMode",
        algorithm_name: optional String => "AlgorithmName",
        metric_definitions: or_empty Vec<MetricDefinition> => "MetricDefinitions",
    }

    /// `S3DataSource`, as AWS names it.
    S3DataSource S3DataSourceFields {
        s3_data_type: required String => "S3DataType",
        s3_uri: required String => "S3Uri",
        s3_data_distribution_type: optional String => "S3DataDistributionType",
        attribute_names: or_empty Vec<String> => "AttributeNames",
        instance_group_names: or_empty Vec<String> => "InstanceGroupNames",
        model_access_config: optional Value => "ModelAccessConfig",
        hub_access_config: optional Value => "HubAccessConfig",
    }

    /// `FileSystemDataSource`, as AWS names it.
    FileSystemDataSource FileSystemDataSourceFields {
        file_system_id: required String => "FileSystemId",
        file_system_access_mode: required String => "FileSystemAccessMode",
        file_system_type: required String => "FileSystemType",
        directory_path: required String => "DirectoryPath",
    }

    /// `DatasetSource`, as AWS names it.
    DatasetSource DatasetSourceFields {
        dataset_arn: required String => "DatasetArn",
    }

    /// `DataSource`, as AWS names it.
    DataSource DataSourceFields {
        s3_data_source: optional S3DataSource => "S3DataSource",
        file_system_data_source: optional FileSystemDataSource => "FileSystemDataSource",
        dataset_source: optional DatasetSource => "DatasetSource",
    }

    /// `ShuffleConfig`, as AWS names it.
    ShuffleConfig ShuffleConfigFields {
        seed: required i64 => "Seed",
    }

    /// `Channel`, as AWS names it.
    Channel ChannelFields {
        channel_name: required String => "ChannelName",
        data_source: required DataSource => "DataSource",
        content_type: optional String => "ContentType",
        compression_type: optional String => "CompressionType",
        record_wrapper_type: optional String => "RecordWrapperType",
        input_mode: optional String => "InputMode",
        shuffle_config: optional ShuffleConfig => "ShuffleConfig",
    }

    /// `VpcConfig`, as AWS names it.
    VpcConfig VpcConfigFields {
        security_group_ids: or_empty Vec<String> => "SecurityGroupIds",
        subnets: or_empty Vec<String> => "Subnets",
    }

    /// `OutputDataConfig`, as AWS names it.
    OutputDataConfig OutputDataConfigFields {
        kms_key_id: optional String => "KmsKeyId",
        s3_output_path: required String => "S3OutputPath",
        compression_type: optional String => "CompressionType",
    }

    /// `InstanceGroup`, as AWS names it.
    InstanceGroup InstanceGroupFields {
        instance_type: required String => "InstanceType",
        instance_count: required i32 => "InstanceCount",
        instance_group_name: required String => "InstanceGroupName",
    }

    /// `PlacementSpecification`, as AWS names it.
    PlacementSpecification PlacementSpecificationFields {
        ultra_server_id: optional String => "UltraServerId",
        instance_count: required i32 => "InstanceCount",
    }

    /// `InstancePlacementConfig`, as AWS names it.
    InstancePlacementConfig InstancePlacementConfigFields {
        enable_multiple_jobs: optional bool => "EnableMultipleJobs",
        placement_specifications: or_empty Vec<PlacementSpecification> => "PlacementSpecifications",
    }

    /// `ResourceConfig`, as AWS names it.
    ResourceConfig ResourceConfigFields {
        instance_type: optional String => "InstanceType",
        instance_count: optional i32 => "InstanceCount",
        volume_size_in_gb: optional i32 => "VolumeSizeInGB",
        volume_kms_key_id: optional String => "VolumeKmsKeyId",
        keep_alive_period_in_seconds: optional i32 => "KeepAlivePeriodInSeconds",
        instance_groups: or_empty Vec<InstanceGroup> => "InstanceGroups",
        training_plan_arn: optional String => "TrainingPlanArn",
        instance_placement_config: optional InstancePlacementConfig => "InstancePlacementConfig",
    }

    /// `HyperParameterTuningInstanceConfig`, as AWS names it.
    HyperParameterTuningInstanceConfig HyperParameterTuningInstanceConfigFields {
        instance_type: required String => "InstanceType",
        instance_count: required i32 => "InstanceCount",
        volume_size_in_gb: required i32 => "VolumeSizeInGB",
    }

    /// `HyperParameterTuningResourceConfig`, as AWS names it.
    HyperParameterTuningResourceConfig HyperParameterTuningResourceConfigFields {
        instance_type: optional String => "InstanceType",
        instance_count: optional i32 => "InstanceCount",
        volume_size_in_gb: optional i32 => "VolumeSizeInGB",
        volume_kms_key_id: optional String => "VolumeKmsKeyId",
        allocation_strategy: optional String => "AllocationStrategy",
        instance_configs: or_empty Vec<HyperParameterTuningInstanceConfig> => "InstanceConfigs",
    }

    /// `StoppingCondition`, as AWS names it.
    StoppingCondition StoppingConditionFields {
        max_runtime_in_seconds: optional i32 => "MaxRuntimeInSeconds",
        max_wait_time_in_seconds: optional i32 => "MaxWaitTimeInSeconds",
        max_pending_time_in_seconds: optional i32 => "MaxPendingTimeInSeconds",
    }

    /// `CheckpointConfig`, as AWS names it.
    CheckpointConfig CheckpointConfigFields {
        s3_uri: required String => "S3Uri",
        local_path: optional String => "LocalPath",
    }

    /// `RetryStrategy`, as AWS names it.
    RetryStrategy RetryStrategyFields {
        maximum_retry_attempts: required i32 => "MaximumRetryAttempts",
    }

    /// `HyperParameterTrainingJobDefinition`, as AWS names it.
    HyperParameterTrainingJobDefinition HyperParameterTrainingJobDefinitionFields {
        definition_name: optional String => "DefinitionName",
        tuning_objective: optional HyperParameterTuningJobObjective => "TuningObjective",
        hyper_parameter_ranges: optional ParameterRanges => "HyperParameterRanges",
        static_hyper_parameters: or_empty BTreeMap<String, String> => "StaticHyperParameters",
        algorithm_specification: required HyperParameterAlgorithmSpecification => "AlgorithmSpecification",
        role_arn: required String => "RoleArn",
        input_data_config: or_empty Vec<Channel> => "InputDataConfig",
        vpc_config: optional VpcConfig => "VpcConfig",
        output_data_config: required OutputDataConfig => "OutputDataConfig",
        resource_config: optional ResourceConfig => "ResourceConfig",
        hyper_parameter_tuning_resource_config: optional HyperParameterTuningResourceConfig => "HyperParameterTuningResourceConfig",
        stopping_condition: required StoppingCondition => "StoppingCondition",
        enable_network_isolation: optional bool => "EnableNetworkIsolation",
        enable_inter_container_traffic_encryption: optional bool => "EnableInterContainerTrafficEncryption",
        enable_managed_spot_training: optional bool => "EnableManagedSpotTraining",
        checkpoint_config: optional CheckpointConfig => "CheckpointConfig",
        retry_strategy: optional RetryStrategy => "RetryStrategy",
        environment: or_empty BTreeMap<String, String> => "Environment",
    }

    /// `TrainingJobStatusCounters`, as AWS names it.
    TrainingJobStatusCounters TrainingJobStatusCountersFields {
        completed: optional i32 => "Completed",
        in_progress: optional i32 => "InProgress",
        retryable_error: optional i32 => "RetryableError",
        non_retryable_error: optional i32 => "NonRetryableError",
        stopped: optional i32 => "Stopped",
    }

    /// `ObjectiveStatusCounters`, as AWS names it.
    ObjectiveStatusCounters ObjectiveStatusCountersFields {
        succeeded: optional i32 => "Succeeded",
        pending: optional i32 => "Pending",
        failed: optional i32 => "Failed",
    }

    /// `FinalHyperParameterTuningJobObjectiveMetric`, as AWS names it.
    FinalHyperParameterTuningJobObjectiveMetric FinalHyperParameterTuningJobObjectiveMetricFields {
        r#type: optional String => "Type",
        metric_name: required String => "MetricName",
        value: required f64 => "Value",
    }

    /// `HyperParameterTrainingJobSummary`, as AWS names it.
    HyperParameterTrainingJobSummary HyperParameterTrainingJobSummaryFields {
        training_job_definition_name: optional String => "TrainingJobDefinitionName",
        training_job_name: required String => "TrainingJobName",
        training_job_arn: required String => "TrainingJobArn",
        tuning_job_name: optional String => "TuningJobName",
        creation_time: required Value => "CreationTime",
        training_start_time: optional Value => "TrainingStartTime",
        training_end_time: optional Value => "TrainingEndTime",
        training_job_status: required String => "TrainingJobStatus",
        tuned_hyper_parameters: or_empty BTreeMap<String, String> => "TunedHyperParameters",
        failure_reason: optional String => "FailureReason",
        final_hyper_parameter_tuning_job_objective_metric: optional FinalHyperParameterTuningJobObjectiveMetric => "FinalHyperParameterTuningJobObjectiveMetric",
        objective_status: optional String => "ObjectiveStatus",
    }

    /// `ParentHyperParameterTuningJob`, as AWS names it.
    ParentHyperParameterTuningJob ParentHyperParameterTuningJobFields {
        hyper_parameter_tuning_job_name: optional String => "HyperParameterTuningJobName",
    }

    /// `HyperParameterTuningJobWarmStartConfig`, as AWS names it.
    HyperParameterTuningJobWarmStartConfig HyperParameterTuningJobWarmStartConfigFields {
        parent_hyper_parameter_tuning_jobs: or_empty Vec<ParentHyperParameterTuningJob> => "ParentHyperParameterTuningJobs",
        warm_start_type: required String => "WarmStartType",
    }

    /// `Autotune`, as AWS names it.
    Autotune AutotuneFields {
        mode: required String => "Mode",
    }

    /// `HyperParameterTuningJobCompletionDetails`, as AWS names it.
    HyperParameterTuningJobCompletionDetails HyperParameterTuningJobCompletionDetailsFields {
        number_of_training_jobs_objective_not_improving: optional i32 => "NumberOfTrainingJobsObjectiveNotImproving",
        convergence_detected_time: optional Value => "ConvergenceDetectedTime",
    }

    /// `HyperParameterTuningJobConsumedResources`, as AWS names it.
    HyperParameterTuningJobConsumedResources HyperParameterTuningJobConsumedResourcesFields {
        runtime_in_seconds: optional i32 => "RuntimeInSeconds",
    }

    /// `CreateHyperParameterTuningJobResult`: what the call gives.
    CreateHyperParameterTuningJobResult CreateHyperParameterTuningJobResultFields {
        hyper_parameter_tuning_job_name: required String => "HyperParameterTuningJobName",
        hyper_parameter_tuning_job_arn: required String => "HyperParameterTuningJobArn",
        hyper_parameter_tuning_job_config: required HyperParameterTuningJobConfig => "HyperParameterTuningJobConfig",
        training_job_definition: optional HyperParameterTrainingJobDefinition => "TrainingJobDefinition",
        training_job_definitions: or_empty Vec<HyperParameterTrainingJobDefinition> => "TrainingJobDefinitions",
        hyper_parameter_tuning_job_status: required String => "HyperParameterTuningJobStatus",
        creation_time: required Value => "CreationTime",
        hyper_parameter_tuning_end_time: optional Value => "HyperParameterTuningEndTime",
        last_modified_time: optional Value => "LastModifiedTime",
        training_job_status_counters: required TrainingJobStatusCounters => "TrainingJobStatusCounters",
        objective_status_counters: required ObjectiveStatusCounters => "ObjectiveStatusCounters",
        best_training_job: optional HyperParameterTrainingJobSummary => "BestTrainingJob",
        overall_best_training_job: optional HyperParameterTrainingJobSummary => "OverallBestTrainingJob",
        warm_start_config: optional HyperParameterTuningJobWarmStartConfig => "WarmStartConfig",
        autotune: optional Autotune => "Autotune",
        failure_reason: optional String => "FailureReason",
        tuning_job_completion_details: optional HyperParameterTuningJobCompletionDetails => "TuningJobCompletionDetails",
        consumed_resources: optional HyperParameterTuningJobConsumedResources => "ConsumedResources",
    }

    /// `CreateLabelingJobOutput`: what the call gives.
    CreateLabelingJobOutput CreateLabelingJobOutputFields {
        labeling_job_arn: required String => "LabelingJobArn",
    }

    /// `LabelCounters`, as AWS names it.
    LabelCounters LabelCountersFields {
        total_labeled: optional i32 => "TotalLabeled",
        human_labeled: optional i32 => "HumanLabeled",
        machine_labeled: optional i32 => "MachineLabeled",
        failed_non_retryable_error: optional i32 => "FailedNonRetryableError",
        unlabeled: optional i32 => "Unlabeled",
    }

    /// `LabelingJobS3DataSource`, as AWS names it.
    LabelingJobS3DataSource LabelingJobS3DataSourceFields {
        manifest_s3_uri: required String => "ManifestS3Uri",
    }

    /// `LabelingJobSnsDataSource`, as AWS names it.
    LabelingJobSnsDataSource LabelingJobSnsDataSourceFields {
        sns_topic_arn: required String => "SnsTopicArn",
    }

    /// `LabelingJobDataSource`, as AWS names it.
    LabelingJobDataSource LabelingJobDataSourceFields {
        s3_data_source: optional LabelingJobS3DataSource => "S3DataSource",
        sns_data_source: optional LabelingJobSnsDataSource => "SnsDataSource",
    }

    /// `LabelingJobDataAttributes`, as AWS names it.
    LabelingJobDataAttributes LabelingJobDataAttributesFields {
        content_classifiers: or_empty Vec<String> => "ContentClassifiers",
    }

    /// `LabelingJobInputConfig`, as AWS names it.
    LabelingJobInputConfig LabelingJobInputConfigFields {
        data_source: required LabelingJobDataSource => "DataSource",
        data_attributes: optional LabelingJobDataAttributes => "DataAttributes",
    }

    /// `LabelingJobOutputConfig`, as AWS names it.
    LabelingJobOutputConfig LabelingJobOutputConfigFields {
        s3_output_path: required String => "S3OutputPath",
        kms_key_id: optional String => "KmsKeyId",
        sns_topic_arn: optional String => "SnsTopicArn",
    }

    /// `LabelingJobStoppingConditions`, as AWS names it.
    LabelingJobStoppingConditions LabelingJobStoppingConditionsFields {
        max_human_labeled_object_count: optional i32 => "MaxHumanLabeledObjectCount",
        max_percentage_of_input_dataset_labeled: optional i32 => "MaxPercentageOfInputDatasetLabeled",
    }

    /// `LabelingJobResourceConfig`, as AWS names it.
    LabelingJobResourceConfig LabelingJobResourceConfigFields {
        volume_kms_key_id: optional String => "VolumeKmsKeyId",
        vpc_config: optional VpcConfig => "VpcConfig",
    }

    /// `LabelingJobAlgorithmsConfig`, as AWS names it.
    LabelingJobAlgorithmsConfig LabelingJobAlgorithmsConfigFields {
        labeling_job_algorithm_specification_arn: required String => "LabelingJobAlgorithmSpecificationArn",
        initial_active_learning_model_arn: optional String => "InitialActiveLearningModelArn",
        labeling_job_resource_config: optional LabelingJobResourceConfig => "LabelingJobResourceConfig",
    }

    /// `UiConfig`, as AWS names it.
    UiConfig UiConfigFields {
        ui_template_s3_uri: optional String => "UiTemplateS3Uri",
        human_task_ui_arn: optional String => "HumanTaskUiArn",
    }

    /// `AnnotationConsolidationConfig`, as AWS names it.
    AnnotationConsolidationConfig AnnotationConsolidationConfigFields {
        annotation_consolidation_lambda_arn: required String => "AnnotationConsolidationLambdaArn",
    }

    /// `USD`, as AWS names it.
    USD USDFields {
        dollars: optional i32 => "Dollars",
        cents: optional i32 => "Cents",
        tenth_fractions_of_a_cent: optional i32 => "TenthFractionsOfACent",
    }

    /// `PublicWorkforceTaskPrice`, as AWS names it.
    PublicWorkforceTaskPrice PublicWorkforceTaskPriceFields {
        amount_in_usd: optional USD => "AmountInUsd",
    }

    /// `HumanTaskConfig`, as AWS names it.
    HumanTaskConfig HumanTaskConfigFields {
        workteam_arn: required String => "WorkteamArn",
        ui_config: required UiConfig => "UiConfig",
        pre_human_task_lambda_arn: optional String => "PreHumanTaskLambdaArn",
        task_keywords: or_empty Vec<String> => "TaskKeywords",
        task_title: required String => "TaskTitle",
        task_description: required String => "TaskDescription",
        number_of_human_workers_per_data_object: required i32 => "NumberOfHumanWorkersPerDataObject",
        task_time_limit_in_seconds: required i32 => "TaskTimeLimitInSeconds",
        task_availability_lifetime_in_seconds: optional i32 => "TaskAvailabilityLifetimeInSeconds",
        max_concurrent_task_count: optional i32 => "MaxConcurrentTaskCount",
        annotation_consolidation_config: optional AnnotationConsolidationConfig => "AnnotationConsolidationConfig",
        public_workforce_task_price: optional PublicWorkforceTaskPrice => "PublicWorkforceTaskPrice",
    }

    /// `Tag`, as AWS names it.
    Tag TagFields {
        key: required String => "Key",
        value: required String => "Value",
    }

    /// `LabelingJobOutput`, as AWS names it.
    LabelingJobOutput LabelingJobOutputFields {
        output_dataset_s3_uri: required String => "OutputDatasetS3Uri",
        final_active_learning_model_arn: optional String => "FinalActiveLearningModelArn",
    }

    /// `CreateLabelingJobResult`: what the call gives.
    CreateLabelingJobResult CreateLabelingJobResultFields {
        labeling_job_status: required String => "LabelingJobStatus",
        label_counters: required LabelCounters => "LabelCounters",
        failure_reason: optional String => "FailureReason",
        creation_time: required Value => "CreationTime",
        last_modified_time: required Value => "LastModifiedTime",
        job_reference_code: required String => "JobReferenceCode",
        labeling_job_name: required String => "LabelingJobName",
        labeling_job_arn: required String => "LabelingJobArn",
        label_attribute_name: optional String => "LabelAttributeName",
        input_config: required LabelingJobInputConfig => "InputConfig",
        output_config: required LabelingJobOutputConfig => "OutputConfig",
        role_arn: required String => "RoleArn",
        label_category_config_s3_uri: optional String => "LabelCategoryConfigS3Uri",
        stopping_conditions: optional LabelingJobStoppingConditions => "StoppingConditions",
        labeling_job_algorithms_config: optional LabelingJobAlgorithmsConfig => "LabelingJobAlgorithmsConfig",
        human_task_config: required HumanTaskConfig => "HumanTaskConfig",
        tags: or_empty Vec<Tag> => "Tags",
        labeling_job_output: optional LabelingJobOutput => "LabelingJobOutput",
    }

    /// `CreateModelOutput`: what the call gives.
    CreateModelOutput CreateModelOutputFields {
        model_arn: required String => "ModelArn",
    }

    /// `CreateProcessingJobOutput`: what the call gives.
    CreateProcessingJobOutput CreateProcessingJobOutputFields {
        processing_job_arn: required String => "ProcessingJobArn",
    }

    /// `ProcessingS3Input`, as AWS names it.
    ProcessingS3Input ProcessingS3InputFields {
        s3_uri: required String => "S3Uri",
        local_path: optional String => "LocalPath",
        s3_data_type: required String => "S3DataType",
        s3_input_mode: optional String => "S3InputMode",
        s3_data_distribution_type: optional String => "S3DataDistributionType",
        s3_compression_type: optional String => "S3CompressionType",
    }

    /// `AthenaDatasetDefinition`, as AWS names it.
    AthenaDatasetDefinition AthenaDatasetDefinitionFields {
        catalog: required String => "Catalog",
        database: required String => "Database",
        query_string: required String => "QueryString",
        work_group: optional String => "WorkGroup",
        output_s3_uri: required String => "OutputS3Uri",
        kms_key_id: optional String => "KmsKeyId",
        output_format: required String => "OutputFormat",
        output_compression: optional String => "OutputCompression",
    }

    /// `RedshiftDatasetDefinition`, as AWS names it.
    RedshiftDatasetDefinition RedshiftDatasetDefinitionFields {
        cluster_id: required String => "ClusterId",
        database: required String => "Database",
        db_user: required String => "DbUser",
        query_string: required String => "QueryString",
        cluster_role_arn: required String => "ClusterRoleArn",
        output_s3_uri: required String => "OutputS3Uri",
        kms_key_id: optional String => "KmsKeyId",
        output_format: required String => "OutputFormat",
        output_compression: optional String => "OutputCompression",
    }

    /// `DatasetDefinition`, as AWS names it.
    DatasetDefinition DatasetDefinitionFields {
        athena_dataset_definition: optional AthenaDatasetDefinition => "AthenaDatasetDefinition",
        redshift_dataset_definition: optional RedshiftDatasetDefinition => "RedshiftDatasetDefinition",
        local_path: optional String => "LocalPath",
        data_distribution_type: optional String => "DataDistributionType",
        input_mode: optional String => "InputMode",
    }

    /// `ProcessingInput`, as AWS names it.
    ProcessingInput ProcessingInputFields {
        input_name: required String => "InputName",
        app_managed: optional bool => "AppManaged",
        s3_input: optional ProcessingS3Input => "S3Input",
        dataset_definition: optional DatasetDefinition => "DatasetDefinition",
    }

    /// `ProcessingS3Output`, as AWS names it.
    ProcessingS3Output ProcessingS3OutputFields {
        s3_uri: required String => "S3Uri",
        local_path: optional String => "LocalPath",
        s3_upload_mode: required String => "S3UploadMode",
    }

    /// `ProcessingFeatureStoreOutput`, as AWS names it.
    ProcessingFeatureStoreOutput ProcessingFeatureStoreOutputFields {
        feature_group_name: required String => "FeatureGroupName",
    }

    /// `ProcessingOutput`, as AWS names it.
    ProcessingOutput ProcessingOutputFields {
        output_name: required String => "OutputName",
        s3_output: optional ProcessingS3Output => "S3Output",
        feature_store_output: optional ProcessingFeatureStoreOutput => "FeatureStoreOutput",
        app_managed: optional bool => "AppManaged",
    }

    /// `ProcessingOutputConfig`, as AWS names it.
    ProcessingOutputConfig ProcessingOutputConfigFields {
        outputs: or_empty Vec<ProcessingOutput> => "Outputs",
        kms_key_id: optional String => "KmsKeyId",
    }

    /// `ProcessingClusterConfig`, as AWS names it.
    ProcessingClusterConfig ProcessingClusterConfigFields {
        instance_count: required i32 => "InstanceCount",
        instance_type: required String => "InstanceType",
        volume_size_in_gb: required i32 => "VolumeSizeInGB",
        volume_kms_key_id: optional String => "VolumeKmsKeyId",
    }

    /// `ProcessingResources`, as AWS names it.
    ProcessingResources ProcessingResourcesFields {
        cluster_config: required ProcessingClusterConfig => "ClusterConfig",
    }

    /// `ProcessingStoppingCondition`, as AWS names it.
    ProcessingStoppingCondition ProcessingStoppingConditionFields {
        max_runtime_in_seconds: required i32 => "MaxRuntimeInSeconds",
    }

    /// `AppSpecification`, as AWS names it.
    AppSpecification AppSpecificationFields {
        image_uri: required String => "ImageUri",
        container_entrypoint: or_empty Vec<String> => "ContainerEntrypoint",
        container_arguments: or_empty Vec<String> => "ContainerArguments",
    }

    /// `NetworkConfig`, as AWS names it.
    NetworkConfig NetworkConfigFields {
        enable_inter_container_traffic_encryption: optional bool => "EnableInterContainerTrafficEncryption",
        enable_network_isolation: optional bool => "EnableNetworkIsolation",
        vpc_config: optional VpcConfig => "VpcConfig",
    }

    /// `ExperimentConfig`, as AWS names it.
    ExperimentConfig ExperimentConfigFields {
        experiment_name: optional String => "ExperimentName",
        trial_name: optional String => "TrialName",
        trial_component_display_name: optional String => "TrialComponentDisplayName",
        run_name: optional String => "RunName",
    }

    /// `CreateProcessingJobResult`: what the call gives.
    CreateProcessingJobResult CreateProcessingJobResultFields {
        processing_inputs: or_empty Vec<ProcessingInput> => "ProcessingInputs",
        processing_output_config: optional ProcessingOutputConfig => "ProcessingOutputConfig",
        processing_job_name: required String => "ProcessingJobName",
        processing_resources: required ProcessingResources => "ProcessingResources",
        stopping_condition: optional ProcessingStoppingCondition => "StoppingCondition",
        app_specification: required AppSpecification => "AppSpecification",
        environment: or_empty BTreeMap<String, String> => "Environment",
        network_config: optional NetworkConfig => "NetworkConfig",
        role_arn: optional String => "RoleArn",
        experiment_config: optional ExperimentConfig => "ExperimentConfig",
        processing_job_arn: required String => "ProcessingJobArn",
        processing_job_status: required String => "ProcessingJobStatus",
        exit_message: optional String => "ExitMessage",
        failure_reason: optional String => "FailureReason",
        processing_end_time: optional Value => "ProcessingEndTime",
        processing_start_time: optional Value => "ProcessingStartTime",
        last_modified_time: optional Value => "LastModifiedTime",
        creation_time: required Value => "CreationTime",
        monitoring_schedule_arn: optional String => "MonitoringScheduleArn",
        auto_ml_job_arn: optional String => "AutoMLJobArn",
        training_job_arn: optional String => "TrainingJobArn",
    }

    /// `CreateTrainingJobOutput`: what the call gives.
    CreateTrainingJobOutput CreateTrainingJobOutputFields {
        training_job_arn: required String => "TrainingJobArn",
    }

    /// `ModelArtifacts`, as AWS names it.
    ModelArtifacts ModelArtifactsFields {
        s3_model_artifacts: required String => "S3ModelArtifacts",
    }

    /// `TrainingRepositoryAuthConfig`, as AWS names it.
    TrainingRepositoryAuthConfig TrainingRepositoryAuthConfigFields {
        training_repository_credentials_provider_arn: required String => "TrainingRepositoryCredentialsProviderArn",
    }

    /// `TrainingImageConfig`, as AWS names it.
    TrainingImageConfig TrainingImageConfigFields {
        training_repository_access_mode: required String => "TrainingRepositoryAccessMode",
        training_repository_auth_config: optional TrainingRepositoryAuthConfig => "TrainingRepositoryAuthConfig",
    }

    /// `AlgorithmSpecification`, as AWS names it.
    AlgorithmSpecification AlgorithmSpecificationFields {
        training_image: optional String => "TrainingImage",
        algorithm_name: optional String => "AlgorithmName",
        training_input_mode: required String => "TrainingInputMode",
        metric_definitions: or_empty Vec<MetricDefinition> => "MetricDefinitions",
        enable_sage_maker_metrics_time_series: optional bool => "EnableSageMakerMetricsTimeSeries",
        container_entrypoint: or_empty Vec<String> => "ContainerEntrypoint",
        container_arguments: or_empty Vec<String> => "ContainerArguments",
        training_image_config: optional TrainingImageConfig => "TrainingImageConfig",
    }

    /// `WarmPoolStatus`, as AWS names it.
    WarmPoolStatus WarmPoolStatusFields {
        status: required String => "Status",
        resource_retained_billable_time_in_seconds: optional i32 => "ResourceRetainedBillableTimeInSeconds",
        reused_by_job: optional String => "ReusedByJob",
    }

    /// `SecondaryStatusTransition`, as AWS names it.
    SecondaryStatusTransition SecondaryStatusTransitionFields {
        status: required String => "Status",
        start_time: required Value => "StartTime",
        end_time: optional Value => "EndTime",
        status_message: optional String => "StatusMessage",
    }

    /// `MetricData`, as AWS names it.
    MetricData MetricDataFields {
        metric_name: optional String => "MetricName",
        value: optional f64 => "Value",
        timestamp: optional Value => "Timestamp",
    }

    /// `CollectionConfiguration`, as AWS names it.
    CollectionConfiguration CollectionConfigurationFields {
        collection_name: optional String => "CollectionName",
        collection_parameters: or_empty BTreeMap<String, String> => "CollectionParameters",
    }

    /// `DebugHookConfig`, as AWS names it.
    DebugHookConfig DebugHookConfigFields {
        local_path: optional String => "LocalPath",
        s3_output_path: required String => "S3OutputPath",
        hook_parameters: or_empty BTreeMap<String, String> => "HookParameters",
        collection_configurations: or_empty Vec<CollectionConfiguration> => "CollectionConfigurations",
    }

    /// `DebugRuleConfiguration`, as AWS names it.
    DebugRuleConfiguration DebugRuleConfigurationFields {
        rule_configuration_name: required String => "RuleConfigurationName",
        local_path: optional String => "LocalPath",
        s3_output_path: optional String => "S3OutputPath",
        rule_evaluator_image: required String => "RuleEvaluatorImage",
        instance_type: optional String => "InstanceType",
        volume_size_in_gb: optional i32 => "VolumeSizeInGB",
        rule_parameters: or_empty BTreeMap<String, String> => "RuleParameters",
    }

    /// `TensorBoardOutputConfig`, as AWS names it.
    TensorBoardOutputConfig TensorBoardOutputConfigFields {
        local_path: optional String => "LocalPath",
        s3_output_path: required String => "S3OutputPath",
    }

    /// `DebugRuleEvaluationStatus`, as AWS names it.
    DebugRuleEvaluationStatus DebugRuleEvaluationStatusFields {
        rule_configuration_name: optional String => "RuleConfigurationName",
        rule_evaluation_job_arn: optional String => "RuleEvaluationJobArn",
        rule_evaluation_status: optional String => "RuleEvaluationStatus",
        status_details: optional String => "StatusDetails",
        last_modified_time: optional Value => "LastModifiedTime",
    }

    /// `ProfilerConfig`, as AWS names it.
    ProfilerConfig ProfilerConfigFields {
        s3_output_path: optional String => "S3OutputPath",
        profiling_interval_in_milliseconds: optional i64 => "ProfilingIntervalInMilliseconds",
        profiling_parameters: or_empty BTreeMap<String, String> => "ProfilingParameters",
        disable_profiler: optional bool => "DisableProfiler",
    }

    /// `ProfilerRuleConfiguration`, as AWS names it.
    ProfilerRuleConfiguration ProfilerRuleConfigurationFields {
        rule_configuration_name: required String => "RuleConfigurationName",
        local_path: optional String => "LocalPath",
        s3_output_path: optional String => "S3OutputPath",
        rule_evaluator_image: required String => "RuleEvaluatorImage",
        instance_type: optional String => "InstanceType",
        volume_size_in_gb: optional i32 => "VolumeSizeInGB",
        rule_parameters: or_empty BTreeMap<String, String> => "RuleParameters",
    }

    /// `ProfilerRuleEvaluationStatus`, as AWS names it.
    ProfilerRuleEvaluationStatus ProfilerRuleEvaluationStatusFields {
        rule_configuration_name: optional String => "RuleConfigurationName",
        rule_evaluation_job_arn: optional String => "RuleEvaluationJobArn",
        rule_evaluation_status: optional String => "RuleEvaluationStatus",
        status_details: optional String => "StatusDetails",
        last_modified_time: optional Value => "LastModifiedTime",
    }

    /// `RemoteDebugConfig`, as AWS names it.
    RemoteDebugConfig RemoteDebugConfigFields {
        enable_remote_debug: optional bool => "EnableRemoteDebug",
    }

    /// `InfraCheckConfig`, as AWS names it.
    InfraCheckConfig InfraCheckConfigFields {
        enable_infra_check: optional bool => "EnableInfraCheck",
    }

    /// `ServerlessJobConfig`, as AWS names it.
    ServerlessJobConfig ServerlessJobConfigFields {
        base_model_arn: required String => "BaseModelArn",
        accept_eula: optional bool => "AcceptEula",
        job_type: required String => "JobType",
        customization_technique: optional String => "CustomizationTechnique",
        peft: optional String => "Peft",
        evaluation_type: optional String => "EvaluationType",
        evaluator_arn: optional String => "EvaluatorArn",
    }

    /// `MlflowConfig`, as AWS names it.
    MlflowConfig MlflowConfigFields {
        mlflow_resource_arn: required String => "MlflowResourceArn",
        mlflow_experiment_name: optional String => "MlflowExperimentName",
        mlflow_run_name: optional String => "MlflowRunName",
    }

    /// `ModelPackageConfig`, as AWS names it.
    ModelPackageConfig ModelPackageConfigFields {
        model_package_group_arn: required String => "ModelPackageGroupArn",
        source_model_package_arn: optional String => "SourceModelPackageArn",
    }

    /// `MlflowDetails`, as AWS names it.
    MlflowDetails MlflowDetailsFields {
        mlflow_experiment_id: optional String => "MlflowExperimentId",
        mlflow_run_id: optional String => "MlflowRunId",
    }

    /// `TrainingProgressInfo`, as AWS names it.
    TrainingProgressInfo TrainingProgressInfoFields {
        total_step_count_per_epoch: optional i64 => "TotalStepCountPerEpoch",
        current_step: optional i64 => "CurrentStep",
        current_epoch: optional i64 => "CurrentEpoch",
        max_epoch: optional i64 => "MaxEpoch",
    }

    /// `CreateTrainingJobResult`: what the call gives.
    CreateTrainingJobResult CreateTrainingJobResultFields {
        training_job_name: required String => "TrainingJobName",
        training_job_arn: required String => "TrainingJobArn",
        tuning_job_arn: optional String => "TuningJobArn",
        labeling_job_arn: optional String => "LabelingJobArn",
        auto_ml_job_arn: optional String => "AutoMLJobArn",
        model_artifacts: required ModelArtifacts => "ModelArtifacts",
        training_job_status: required String => "TrainingJobStatus",
        secondary_status: required String => "SecondaryStatus",
        failure_reason: optional String => "FailureReason",
        hyper_parameters: or_empty BTreeMap<String, String> => "HyperParameters",
        algorithm_specification: optional AlgorithmSpecification => "AlgorithmSpecification",
        role_arn: optional String => "RoleArn",
        input_data_config: or_empty Vec<Channel> => "InputDataConfig",
        output_data_config: optional OutputDataConfig => "OutputDataConfig",
        resource_config: optional ResourceConfig => "ResourceConfig",
        warm_pool_status: optional WarmPoolStatus => "WarmPoolStatus",
        vpc_config: optional VpcConfig => "VpcConfig",
        stopping_condition: required StoppingCondition => "StoppingCondition",
        creation_time: required Value => "CreationTime",
        training_start_time: optional Value => "TrainingStartTime",
        training_end_time: optional Value => "TrainingEndTime",
        last_modified_time: optional Value => "LastModifiedTime",
        secondary_status_transitions: or_empty Vec<SecondaryStatusTransition> => "SecondaryStatusTransitions",
        final_metric_data_list: or_empty Vec<MetricData> => "FinalMetricDataList",
        enable_network_isolation: optional bool => "EnableNetworkIsolation",
        enable_inter_container_traffic_encryption: optional bool => "EnableInterContainerTrafficEncryption",
        enable_managed_spot_training: optional bool => "EnableManagedSpotTraining",
        checkpoint_config: optional CheckpointConfig => "CheckpointConfig",
        training_time_in_seconds: optional i32 => "TrainingTimeInSeconds",
        billable_time_in_seconds: optional i32 => "BillableTimeInSeconds",
        billable_token_count: optional i64 => "BillableTokenCount",
        debug_hook_config: optional DebugHookConfig => "DebugHookConfig",
        experiment_config: optional ExperimentConfig => "ExperimentConfig",
        debug_rule_configurations: or_empty Vec<DebugRuleConfiguration> => "DebugRuleConfigurations",
        tensor_board_output_config: optional TensorBoardOutputConfig => "TensorBoardOutputConfig",
        debug_rule_evaluation_statuses: or_empty Vec<DebugRuleEvaluationStatus> => "DebugRuleEvaluationStatuses",
        profiler_config: optional ProfilerConfig => "ProfilerConfig",
        profiler_rule_configurations: or_empty Vec<ProfilerRuleConfiguration> => "ProfilerRuleConfigurations",
        profiler_rule_evaluation_statuses: or_empty Vec<ProfilerRuleEvaluationStatus> => "ProfilerRuleEvaluationStatuses",
        profiling_status: optional String => "ProfilingStatus",
        environment: or_empty BTreeMap<String, String> => "Environment",
        retry_strategy: optional RetryStrategy => "RetryStrategy",
        remote_debug_config: optional RemoteDebugConfig => "RemoteDebugConfig",
        infra_check_config: optional InfraCheckConfig => "InfraCheckConfig",
        serverless_job_config: optional ServerlessJobConfig => "ServerlessJobConfig",
        mlflow_config: optional MlflowConfig => "MlflowConfig",
        model_package_config: optional ModelPackageConfig => "ModelPackageConfig",
        mlflow_details: optional MlflowDetails => "MlflowDetails",
        progress_info: optional TrainingProgressInfo => "ProgressInfo",
        output_model_package_arn: optional String => "OutputModelPackageArn",
    }

    /// `CreateTransformJobOutput`: what the call gives.
    CreateTransformJobOutput CreateTransformJobOutputFields {
        transform_job_arn: required String => "TransformJobArn",
    }

    /// `ModelClientConfig`, as AWS names it.
    ModelClientConfig ModelClientConfigFields {
        invocations_timeout_in_seconds: optional i32 => "InvocationsTimeoutInSeconds",
        invocations_max_retries: optional i32 => "InvocationsMaxRetries",
    }

    /// `TransformS3DataSource`, as AWS names it.
    TransformS3DataSource TransformS3DataSourceFields {
        s3_data_type: required String => "S3DataType",
        s3_uri: required String => "S3Uri",
    }

    /// `TransformDataSource`, as AWS names it.
    TransformDataSource TransformDataSourceFields {
        s3_data_source: required TransformS3DataSource => "S3DataSource",
    }

    /// `TransformInput`, as AWS names it.
    TransformInput TransformInputFields {
        data_source: required TransformDataSource => "DataSource",
        content_type: optional String => "ContentType",
        compression_type: optional String => "CompressionType",
        split_type: optional String => "SplitType",
    }

    /// `TransformOutput`, as AWS names it.
    TransformOutput TransformOutputFields {
        s3_output_path: required String => "S3OutputPath",
        accept: optional String => "Accept",
        assemble_with: optional String => "AssembleWith",
        kms_key_id: optional String => "KmsKeyId",
    }

    /// `BatchDataCaptureConfig`, as AWS names it.
    BatchDataCaptureConfig BatchDataCaptureConfigFields {
        destination_s3_uri: required String => "DestinationS3Uri",
        kms_key_id: optional String => "KmsKeyId",
        generate_inference_id: optional bool => "GenerateInferenceId",
    }

    /// `TransformResources`, as AWS names it.
    TransformResources TransformResourcesFields {
        instance_type: required String => "InstanceType",
        instance_count: required i32 => "InstanceCount",
        volume_kms_key_id: optional String => "VolumeKmsKeyId",
        transform_ami_version: optional String => "TransformAmiVersion",
    }

    /// `DataProcessing`, as AWS names it.
    DataProcessing DataProcessingFields {
        input_filter: optional String => "InputFilter",
        output_filter: optional String => "OutputFilter",
        join_source: optional String => "JoinSource",
    }

    /// `CreateTransformJobResult`: what the call gives.
    CreateTransformJobResult CreateTransformJobResultFields {
        transform_job_name: required String => "TransformJobName",
        transform_job_arn: required String => "TransformJobArn",
        transform_job_status: required String => "TransformJobStatus",
        failure_reason: optional String => "FailureReason",
        model_name: required String => "ModelName",
        max_concurrent_transforms: optional i32 => "MaxConcurrentTransforms",
        model_client_config: optional ModelClientConfig => "ModelClientConfig",
        max_payload_in_mb: optional i32 => "MaxPayloadInMB",
        batch_strategy: optional String => "BatchStrategy",
        environment: or_empty BTreeMap<String, String> => "Environment",
        transform_input: required TransformInput => "TransformInput",
        transform_output: optional TransformOutput => "TransformOutput",
        data_capture_config: optional BatchDataCaptureConfig => "DataCaptureConfig",
        transform_resources: required TransformResources => "TransformResources",
        creation_time: required Value => "CreationTime",
        transform_start_time: optional Value => "TransformStartTime",
        transform_end_time: optional Value => "TransformEndTime",
        labeling_job_arn: optional String => "LabelingJobArn",
        auto_ml_job_arn: optional String => "AutoMLJobArn",
        data_processing: optional DataProcessing => "DataProcessing",
        experiment_config: optional ExperimentConfig => "ExperimentConfig",
    }

    /// `UpdateEndpointOutput`: what the call gives.
    UpdateEndpointOutput UpdateEndpointOutputFields {
        endpoint_arn: required String => "EndpointArn",
    }
}

choices! {
    /// A value that AWS knows.
    BatchStrategy {
        MultiRecord = "MultiRecord",
        SingleRecord = "SingleRecord",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
    SageMakerError {
        AmazonSageMaker = "SageMaker.AmazonSageMakerException",
        ResourceLimitExceeded = "SageMaker.ResourceLimitExceededException",
        ResourceInUse = "SageMaker.ResourceInUseException",
        ResourceNotFound = "SageMaker.ResourceNotFoundException",
    }
}
