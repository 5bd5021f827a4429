//! What answers the calls of services that nobody mocks.

mod answer;
mod call;
mod checksum;
mod document;
mod failure;
mod form;
mod instant;
mod job;
mod lambda;
mod rest;
mod route53;
mod shape;

use std::{future::Future, pin::Pin};

use serde_json::Value;
use sfn_local::{TaskFailure, TaskRequest, TaskRunner, local_tasks::object_task};

use super::http_task;
use crate::cli::S3;

/// The services that tasks reach.
#[derive(Clone, Debug, Default)]
pub(crate) struct Services {
    /// The hosts that HTTP tasks may call besides this machine.
    pub(crate) allow_http: Vec<String>,
    /// Where the services of AWS are, if anywhere.
    pub(crate) endpoint: Option<String>,
    /// What stands for S3, if that is something of its own.
    pub(crate) s3: Option<S3>,
}

impl Services {
    async fn answer(&self, request: &TaskRequest) -> Result<Value, TaskFailure> {
        let endpoint = match (request.resource.service_api(), &self.s3) {
            (Some(("http", "invoke")), _) => {
                return http_task::invoke(request, &self.allow_http).await;
            }
            (Some(("aws-sdk:s3", _)), Some(S3::Server(url))) => Some(url),
            // A server has none of the objects of a folder.
            (Some(("aws-sdk:s3", _)), Some(S3::Folder(_))) => None,
            _ => self.endpoint.as_ref(),
        };
        let is_server = matches!(self.s3, Some(S3::Server(_)));
        if !is_server && let Some(answer) = object_task(request).await {
            return answer;
        }
        match endpoint {
            Some(endpoint) => call::call(request, endpoint).await,
            None => Err(call::nowhere(request)),
        }
    }
}

impl TaskRunner for Services {
    fn call(
        &self,
        request: TaskRequest,
    ) -> Pin<Box<dyn Future<Output = Result<Value, TaskFailure>> + Send>> {
        let services = self.clone();
        Box::pin(async move { services.answer(&request).await })
    }
}
