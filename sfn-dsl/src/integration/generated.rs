//! The optimized integrations, as `cargo xtask catalogue` writes them from the catalogue.

pub mod apigateway;
pub(super) mod athena;
pub mod batch;
pub(super) mod bedrock;
pub mod bedrockagentcore;
pub mod codebuild;
pub mod databrew;
pub(super) mod dynamodb;
pub mod ecs;
pub mod eks;
pub mod elasticmapreduce;
pub mod emr_containers;
pub mod emr_serverless;
pub(super) mod glue;
pub mod lambda;
pub mod mediaconvert;
pub mod sagemaker;
pub(super) mod sns;
pub(super) mod sqs;
pub(super) mod stepfunctions;

#[cfg(test)]
pub(super) mod calls;
