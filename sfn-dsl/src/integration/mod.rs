//! Typed calls of AWS services.
//!
//! Each function is a task that the service itself carries out; no code of one's own runs. Required parameters are
//! the function's, optional ones are methods of what it returns: `sns::publish(topic, message).subject("Paid")`.
//! Natively a call needs an answer from a test, since there is no service.
//!
//! # How a call waits
//! | Method | Resource | The call gives |
//! |---|---|---|
//! | none, or `.request_response()` | `ecs:runTask` | the response |
//! | `.run_job()` | `ecs:runTask.sync` | the job as it ended |
//! | `.wait_for_task_token::<T, E>()` | `sqs:sendMessage.waitForTaskToken` | the `T` or the `E` that the callback brings |
//!
//! A method is there where the service has the pattern; the last two need a Standard workflow. A module of the function's
//! name names the patterns where a task is named: `Answers::new().succeed(sqs::send_message::wait_for_task_token::<T, E>, &t)`.
//!
//! # Modules
//! | Module | Operations, with `.run_job()` (J) and `.wait_for_task_token()` (T) |
//! |---|---|
//! | [`apigateway`] | `invoke` T |
//! | [`athena`] | `get_query_execution`; `get_query_results`; `start_query_execution` J; `stop_query_execution` |
//! | [`batch`] | `submit_job` J |
//! | [`bedrock`] | `create_model_customization_job` J; `invoke_model` T |
//! | [`bedrockagentcore`] | `invoke_harness` |
//! | [`codebuild`] | `batch_delete_builds`; `batch_get_reports`; `delete_build_batch`; `retry_build_batch` J; `start_build` J; `start_build_batch` J; `stop_build`; `stop_build_batch` |
//! | [`databrew`] | `start_job_run` J |
//! | [`dynamodb`] | `delete_item`; `get_item`; `put_item`; `update_item` |
//! | [`ecs`] | `run_task` J, T |
//! | [`eks`] | `call`; `create_cluster` J; `create_fargate_profile` J; `create_nodegroup` J; `delete_cluster` J; `delete_fargate_profile` J; `delete_nodegroup` J; `run_job` J |
//! | [`elasticmapreduce`] | `add_step` J; `cancel_step`; `create_cluster` J; `modify_instance_fleet_by_name`; `modify_instance_group_by_name`; `set_cluster_termination_protection`; `terminate_cluster` J |
//! | [`emr_containers`] | `create_virtual_cluster`; `delete_virtual_cluster` J; `start_job_run` J |
//! | [`emr_serverless`] | `cancel_job_run` J; `create_application` J; `delete_application` J; `start_application` J; `start_job_run` J; `stop_application` J |
//! | [`events`] | `put_events` T |
//! | [`glue`] | `start_job_run` J |
//! | [`http`] | `invoke` |
//! | [`lambda`] | `invoke` T |
//! | [`mediaconvert`] | `create_job` J |
//! | [`sagemaker`] | `create_endpoint`; `create_endpoint_config`; `create_hyper_parameter_tuning_job` J; `create_labeling_job` J; `create_model`; `create_processing_job` J; `create_training_job` J; `create_transform_job` J; `update_endpoint` |
//! | [`sns`] | `publish` T |
//! | [`sqs`] | `send_message` T |
//! | [`stepfunctions`] | `start_execution` J, T |
//!
//! [`s3`] and [`textract`] call the AWS SDK. [`optimized!`](macro@crate::optimized) calls the same operations under AWS's
//! own names, with nested members checked, and [`sdk!`](macro@crate::sdk) every operation of the AWS SDK.
//!
//! # Parameters
//! A member with members of its own takes any struct that derives `Data`, named as AWS names them
//! (`#[serde(rename_all = "PascalCase")]`); a required one is `structure.into()`. What AWS has added since is set with
//! `.argument("Member", value)`.
//!
//! The functions are written down in one table form (`integration!`), which makes the function, the optional
//! parameters for both the native future and the builder's handle, and the Task state. Member and error names are AWS's.
//! Tables that are not written by hand are written by `cargo xtask catalogue`.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html>

#[macro_use]
mod macros;

pub mod athena;
pub mod bedrock;
mod container_callback;
pub mod dynamodb;
pub mod events;
mod generated;
pub mod glue;
pub mod http;
mod pattern;
pub mod s3;
pub mod service;
pub mod sns;
pub mod sqs;
pub mod stepfunctions;
pub mod textract;

#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use generated::{
    apigateway, batch, bedrockagentcore, codebuild, databrew, ecs, eks, elasticmapreduce,
    emr_containers, emr_serverless, lambda, mediaconvert, sagemaker,
};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use pattern::{
    ByHand, ForAll, OfService, RunsAsJob, Unsupported, WaitForTaskToken, WaitsForTaskToken,
};

use crate::{
    code::Code,
    native::{TaskFuture, TokenPlace},
    task::{Integration, Task},
};

/// What a callback, or a job that is waited for, can deliver.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what a callback delivers",
    note = "derive it: `#[derive(Clone, Serialize, Deserialize, Data)]`"
)]
pub trait CallbackOutput: DeserializeOwned + 'static {}

impl<T: DeserializeOwned + 'static> CallbackOutput for T {}

/// A call whose arguments go to these members, each a path such as `Document.S3Object.Bucket`.
pub(crate) fn call<M: Task>(members: Vec<(&str, Value)>) -> TaskFuture<M> {
    let mut arguments = Map::new();
    for (path, value) in members {
        insert(&mut arguments, path, value);
    }
    TaskFuture::__of_arguments(arguments, None)
}

/// Puts a value at a path such as `Document.S3Object.Bucket`.
pub(crate) fn insert(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            object.insert(path.to_owned(), value);
        }
        Some((key, rest)) => {
            let inner = object.entry(key).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

/// The same call in a Task state.
pub(crate) fn integration(
    resource: &str,
    members: &'static [&'static str],
    token: Option<TokenPlace>,
    result: Option<&'static str>,
) -> Integration {
    Integration {
        resource: resource.to_owned(),
        arguments: Rc::new(move |codes| {
            let mut arguments = Vec::new();
            for (path, code) in members.iter().zip(codes) {
                insert_code(&mut arguments, path, code);
            }
            Code::Object(arguments)
        }),
        token,
        result,
        caught: std::convert::identity,
        nested: false,
        permission: None,
    }
}

/// The same for what becomes an object constructor.
pub(crate) fn insert_code(object: &mut Vec<(Rc<str>, Code)>, path: &str, code: Code) {
    let Some((key, rest)) = path.split_once('.') else {
        object.retain(|(name, _)| &**name != path);
        return object.push((path.into(), code));
    };
    if !object.iter().any(|(name, _)| &**name == key) {
        object.push((key.into(), Code::Object(Vec::new())));
    }
    for (name, inner) in object {
        if &**name == key
            && let Code::Object(inner) = inner
        {
            insert_code(inner, rest, code);
            return;
        }
    }
}
