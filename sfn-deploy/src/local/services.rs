//! What answers the calls of services that nobody mocks.

use std::{future::Future, pin::Pin};

use serde_json::Value;
use sfn_local::{TaskFailure, TaskRequest, TaskRunner, local_tasks::unanswered};

use super::http_task;

/// The services that tasks reach.
#[derive(Clone, Debug, Default)]
pub(crate) struct Services {
    /// The hosts that HTTP tasks may call besides this machine.
    pub(crate) allow_http: Vec<String>,
}

impl TaskRunner for Services {
    fn call(
        &self,
        request: TaskRequest,
    ) -> Pin<Box<dyn Future<Output = Result<Value, TaskFailure>> + Send>> {
        let services = self.clone();
        Box::pin(async move {
            match request.resource.service_api() {
                Some(("http", "invoke")) => http_task::invoke(&request, &services.allow_http).await,
                _ => Err(unanswered(&request)),
            }
        })
    }
}
