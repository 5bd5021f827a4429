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
use sfn_local::{TaskFailure, TaskRequest, TaskRunner, local_tasks::unanswered};

use super::http_task;

/// The services that tasks reach.
#[derive(Clone, Debug, Default)]
pub(crate) struct Services {
    /// The hosts that HTTP tasks may call besides this machine.
    pub(crate) allow_http: Vec<String>,
    /// Where the services of AWS are, if anywhere.
    pub(crate) endpoint: Option<String>,
    /// Where S3 is, if that is a server of its own.
    pub(crate) s3: Option<String>,
}

impl Services {
    /// Where the service of a call is.
    fn endpoint(&self, request: &TaskRequest) -> Option<&str> {
        let is_s3 = matches!(request.resource.service_api(), Some(("aws-sdk:s3", _)));
        let own = if is_s3 { self.s3.as_deref() } else { None };
        own.or(self.endpoint.as_deref())
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
        Box::pin(async move {
            match (request.resource.service_api(), services.endpoint(&request)) {
                (Some(("http", "invoke")), _) => {
                    http_task::invoke(&request, &services.allow_http).await
                }
                (_, Some(endpoint)) => call::call(&request, endpoint).await,
                _ => Err(nowhere(&request)),
            }
        })
    }
}
