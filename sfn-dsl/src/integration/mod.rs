//! Typed calls of AWS services.
//!
//! Each function is a task that the service itself carries out; no code of one's own runs. Required parameters are
//! the function's, optional ones are methods of what it returns: `sns::publish(topic, message).subject("Paid")`.
//! Natively a call needs an answer from a test, since there is no service.
//!
//! These are the calls that are made most. [`optimized!`](macro@crate::optimized) calls every optimized integration and
//! [`sdk!`](macro@crate::sdk) every operation of the AWS SDK, both by AWS's own names.
//!
//! The functions are written down in one table form (`integration!`), which makes the function, the optional
//! parameters for both the native future and the builder's handle, and the Task state. Member and error names are AWS's.
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
