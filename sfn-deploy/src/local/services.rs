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
use sfn_catalog::Resource;
use sfn_local::{
    TaskFailure, TaskRequest, TaskRunner,
    local_tasks::{object_task, unanswered},
};

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
            (Some(("aws-sdk:s3", _)), Some(S3::Folder(_))) => {
                if let Some(answer) = object_task(request).await {
                    return answer;
                }
                self.endpoint.as_ref()
            }
            _ => self.endpoint.as_ref(),
        };
        if let Some(endpoint) = endpoint {
            return call::call(request, endpoint).await;
        }
        // Those that the workflows bring along.
        let answer = object_task(request).await;
        answer.unwrap_or_else(|| Err(nowhere(request)))
    }
}

/// The failure of a call that is sent nowhere: a name that Step Functions does not have, or no server for it.
fn nowhere(request: &TaskRequest) -> TaskFailure {
    let mut failure = unanswered(request);
    let name = Resource::parse(&request.resource.arn);
    if !name.is_in_catalogue() {
        let near = name.near().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        failure.cause =
            format!("Step Functions has no `{}`{near} ({})", request.resource.arn, failure.cause);
    } else if request.resource.service_api() != Some(("http", "invoke")) {
        failure
            .cause
            .push_str("; or name a server that stands for the service: --services-endpoint URL");
    }
    failure
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
