//! Amazon Bedrock.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html>

use serde_json::Value;

use crate::integration::CallbackOutput;
use crate::integration::bedrock::{BedrockError, InvokeModel, RequestBody};
use crate::integration::service::{Object, Structure};

integration! {
    /// `bedrock:createModelCustomizationJob`.
    ///
    /// Required:
    /// - `JobName`: a text, 1–63 characters.
    /// - `CustomModelName`: a text, 1–63 characters.
    /// - `RoleArn`: a text, 0–2048 characters.
    /// - `BaseModelIdentifier`: a text, 1–2048 characters.
    /// - `TrainingDataConfig`: an object, any struct that derives `Data`.
    /// - `OutputDataConfig`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.client_request_token()`, `.customization_type()`, `.custom_model_kms_key_id()`, `.job_tags()`, `.custom_model_tags()`, `.validation_data_config()`, `.hyper_parameters()`, `.vpc_config()`, `.customization_config()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::bedrock:createModelCustomizationJob",
    ///  "Arguments": {"JobName": …, "CustomModelName": …, "RoleArn": …, "BaseModelIdentifier": …, "TrainingDataConfig": …, "OutputDataConfig": …}}
    /// ```
    ///
    /// # Permissions
    /// `bedrock:CreateModelCustomizationJob`, `iam:PassRole`; for some patterns and parameters also `bedrock:GetModelCustomizationJob`, `bedrock:StopModelCustomizationJob`, `bedrock:TagResource`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/bedrock-2023-04-20/CreateModelCustomizationJob>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html>
    fn create_model_customization_job -> CreateModelCustomizationJob;
    resource "arn:aws:states:::bedrock:createModelCustomizationJob";
    required job_name: &str => "JobName";
    required custom_model_name: &str => "CustomModelName";
    required role_arn: &str => "RoleArn";
    required base_model_identifier: &str => "BaseModelIdentifier";
    required training_data_config: Structure => "TrainingDataConfig";
    required output_data_config: Structure => "OutputDataConfig";
    members {
        /// `ClientRequestToken`: a text, 1–256 characters.
        client_request_token: String => "ClientRequestToken";
        /// `CustomizationType`: `FINE_TUNING`, `CONTINUED_PRE_TRAINING`, `DISTILLATION`, `REINFORCEMENT_FINE_TUNING`, `IMPORTED`.
        customization_type: CustomizationType => "CustomizationType";
        /// `CustomModelKmsKeyId`: a text, 1–2048 characters.
        custom_model_kms_key_id: String => "CustomModelKmsKeyId";
        /// `JobTags`: a list, each element an object, any struct that derives `Data`, 0–200 elements.
        job_tags: Vec<Object> => "JobTags";
        /// `CustomModelTags`: a list, each element an object, any struct that derives `Data`, 0–200 elements.
        custom_model_tags: Vec<Object> => "CustomModelTags";
        /// `ValidationDataConfig`: an object, any struct that derives `Data`.
        validation_data_config: Object => "ValidationDataConfig";
        /// `VpcConfig`: an object, any struct that derives `Data`.
        vpc_config: Object => "VpcConfig";
        /// `CustomizationConfig`: an object, any struct that derives `Data`.
        customization_config: Object => "CustomizationConfig";
    }
    maps {
        /// An entry of `HyperParameters`: a map, each value a text.
        hyper_parameters: String => "HyperParameters";
    }
    output CreateModelCustomizationJobOutput;
    error BedrockError;
    job Value;
}

parameters! {
    InvokeModel<B: RequestBody, T: CallbackOutput>;
    members {
        /// `ContentType`: a text.
        content_type: String => "ContentType";
        /// `Accept`: a text.
        accept: String => "Accept";
        /// `PerformanceConfigLatency`: `standard`, `optimized`.
        performance_config_latency: PerformanceConfigLatency => "PerformanceConfigLatency";
        /// `ServiceTier`: `priority`, `default`, `flex`, `reserved`.
        service_tier: ServiceTierType => "ServiceTier";
        /// `RequestMetadata`: a text, 0–8500 characters.
        request_metadata: String => "RequestMetadata";
        /// `Output`: an object, any struct that derives `Data`.
        output: Object => "Output";
    }
}

results! {
    /// `CreateModelCustomizationJobOutput`: what the call gives.
    CreateModelCustomizationJobOutput CreateModelCustomizationJobOutputFields {
        job_arn: required String => "JobArn",
    }
}

choices! {
    /// A value that AWS knows.
    CustomizationType {
        FineTuning = "FINE_TUNING",
        ContinuedPreTraining = "CONTINUED_PRE_TRAINING",
        Distillation = "DISTILLATION",
        ReinforcementFineTuning = "REINFORCEMENT_FINE_TUNING",
        Imported = "IMPORTED",
    }
}

choices! {
    /// A value that AWS knows.
    PerformanceConfigLatency {
        Standard = "standard",
        Optimized = "optimized",
    }
}

choices! {
    /// A value that AWS knows.
    ServiceTierType {
        Priority = "priority",
        Default = "default",
        Flex = "flex",
        Reserved = "reserved",
    }
}
