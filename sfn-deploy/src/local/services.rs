//! What answers the calls of services that nobody mocks.

mod call;
mod lambda;
mod rest;
mod shape;

use std::{future::Future, pin::Pin};

use serde_json::Value;
use sfn_local::{TaskFailure, TaskRequest, TaskRunner, local_tasks::unanswered};

use super::http_task;

/// The services that tasks reach.
#[derive(Clone, Debug, Default)]
pub(crate) struct Services {
    /// The hosts that HTTP tasks may call besides this machine.
    pub(crate) allow_http: Vec<String>,
    /// Where the services of AWS are, if anywhere.
    pub(crate) endpoint: Option<String>,
}

impl TaskRunner for Services {
    fn call(
        &self,
        request: TaskRequest,
    ) -> Pin<Box<dyn Future<Output = Result<Value, TaskFailure>> + Send>> {
        let services = self.clone();
        Box::pin(async move {
            match (request.resource.service_api(), &services.endpoint) {
                (Some(("http", "invoke")), _) => {
                    http_task::invoke(&request, &services.allow_http).await
                }
                (_, Some(endpoint)) => call::call(&request, endpoint).await,
                _ => Err(unanswered(&request)),
            }
        })
    }
}
