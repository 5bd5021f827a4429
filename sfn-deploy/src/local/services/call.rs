//! Calls of services at the endpoint that the user names: as the AWS SDK makes them for Step Functions.

use std::{borrow::Cow, time::Duration};

use serde_json::Value;
use sfn_catalog::{Operation, Protocol, Resource, Service, optimized};
use sfn_local::{
    IntegrationPattern, TaskFailure, TaskRequest, error_names,
    local_tasks::{sdk_metadata, unanswered},
};

use tokio::time::timeout;

use super::{
    answer::Answer,
    checksum, failure,
    form::{self, Dialect},
    job::RunningJob,
    lambda,
    rest::{self, Body, Parts},
    route53, shape,
};
use crate::local::{
    client::{self, Response},
    sign, within,
};

/// The content type of forms.
const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

/// An operation of a service, and how a task calls it.
#[derive(Clone, Copy)]
pub(super) struct Called {
    service: Service,
    operation: Operation,
    protocol: Protocol,
    error_prefix: &'static str,
    optimized: Option<&'static optimized::Operation>,
}

/// Sends the call of a task, and gives the answer of the service, or that of the job once it has ended.
pub(super) async fn call(request: &TaskRequest, endpoint: &str) -> Result<Value, TaskFailure> {
    let Some(called) = Called::of(request) else { return Err(nowhere(request)) };
    let arguments = arguments(request);
    let answer = async {
        if request.resource.integration == IntegrationPattern::Sync {
            let Some(job) = called.job() else {
                return Err(not_sent(request, "no API of AWS tells when this job ends"));
            };
            RunningJob::start(called, job, request, endpoint, &arguments).await?.end().await
        } else {
            called.start(request, endpoint, &arguments).await
        }
    };
    if let Some(answer) = within(request.timeout_seconds, answer).await {
        return answer;
    }
    request.control.never().await;
    Err(TaskFailure::new(error_names::TIMEOUT, ""))
}

/// The failure of a call that is sent nowhere: a name that Step Functions does not have, or no server for it.
pub(super) fn nowhere(request: &TaskRequest) -> TaskFailure {
    let mut failure = unanswered(request);
    let name = Resource::parse(&request.resource.arn);
    if !name.is_in_catalogue() {
        let near = name.near().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        failure.cause =
            format!("Step Functions has no `{}`{near} ({})", request.resource.arn, failure.cause);
        return failure;
    }
    let is_job = request.resource.integration == IntegrationPattern::Sync;
    if Called::of(request).is_some_and(|called| !is_job || called.job().is_some()) {
        let options = match request.resource.service_api() {
            Some(("aws-sdk:s3", _)) => "--services-endpoint URL, or --s3 with a folder or a URL",
            _ => "--services-endpoint URL",
        };
        let help = format!("; or name a server that stands for the service: {options}");
        failure.cause.push_str(&help);
    }
    failure
}

/// Why a call was not answered as it was meant to be.
#[derive(Debug)]
pub(super) struct CallFailure {
    pub(super) failure: TaskFailure,
    /// Whether the next call may be answered: nothing was reached, or the service was busy.
    pub(super) may_pass: bool,
}

impl From<CallFailure> for TaskFailure {
    fn from(failed: CallFailure) -> Self {
        failed.failure
    }
}

impl From<TaskFailure> for CallFailure {
    fn from(failure: TaskFailure) -> Self {
        Self { failure, may_pass: false }
    }
}

/// Nothing answers, for this reason.
fn not_sent(request: &TaskRequest, why: &str) -> TaskFailure {
    let failure = unanswered(request);
    TaskFailure::new(failure.error, format!("{why}; {}", failure.cause))
}

/// What the operation takes.
fn arguments(request: &TaskRequest) -> Cow<'_, Value> {
    if lambda::is_bare(request) {
        Cow::Owned(lambda::arguments(request))
    } else {
        Cow::Borrowed(&request.arguments)
    }
}

impl Called {
    fn of(request: &TaskRequest) -> Option<Self> {
        let (service, api) = if lambda::is_bare(request) {
            ("lambda", "invoke")
        } else {
            request.resource.service_api()?
        };
        if let Some(name) = service.strip_prefix("aws-sdk:") {
            let service = sfn_catalog::service(name)?;
            return Some(Self {
                service,
                operation: service.operation(api)?,
                protocol: service.protocol()?,
                error_prefix: service.error_prefix(),
                optimized: None,
            });
        }
        let integration = optimized::service(service)?;
        let optimized = integration.operations.get(api)?;
        let service = sfn_catalog::service(optimized.api_service()?)?;
        Some(Self {
            service,
            operation: optimized.api()?,
            protocol: service.protocol()?,
            error_prefix: &integration.error_prefix,
            optimized: Some(optimized),
        })
    }

    /// Another operation that the integration calls: `service:operation`.
    pub(super) fn other(&self, operation: &str) -> Option<Self> {
        let (service, operation) = operation.split_once(':')?;
        let service = sfn_catalog::service(service)?;
        let operation = service.operation(operation)?;
        Some(Self { service, operation, protocol: service.protocol()?, ..*self })
    }

    fn job(&self) -> Option<&'static optimized::Job> {
        self.optimized?.job.as_ref()
    }

    /// Makes the call that a task names.
    pub(super) async fn start(
        &self,
        request: &TaskRequest,
        endpoint: &str,
        arguments: &Value,
    ) -> Result<Value, TaskFailure> {
        let sent = self.optimized.and_then(|optimized| optimized.sent(arguments));
        let answer = self.send(request, endpoint, sent.as_ref().unwrap_or(arguments)).await?;
        let Some(optimized) = self.optimized else { return Ok(answer) };
        let waits = request.resource.integration != IntegrationPattern::RequestResponse;
        if let Some((error, said)) = optimized.refusal(&answer).filter(|_| waits) {
            return Err(TaskFailure::new(error, said.to_string()));
        }
        let mut answer = match optimized.answer(answer, arguments) {
            Value::Object(answer) => answer,
            other => return Ok(other),
        };
        answer.extend(sdk_metadata(request));
        answer.sort_keys();
        if self.is_function() { lambda::result(request, answer) } else { Ok(answer.into()) }
    }

    /// Makes a call of the API, and gives its answer.
    pub(super) async fn send(
        &self,
        request: &TaskRequest,
        endpoint: &str,
        arguments: &Value,
    ) -> Result<Value, CallFailure> {
        let runtime = |cause: String| {
            let (service, operation) = (self.service.name(), self.operation.name());
            let cause = format!("the arguments of `{service}:{operation}`: {cause}");
            TaskFailure::new(error_names::RUNTIME, cause)
        };
        let (method, parts) = self.request(arguments).map_err(runtime)?;
        let url = format!("{}{}", endpoint.trim_end_matches('/'), parts.path);
        let place = (request.execution.region(), self.service.signing_name());
        let signature = sign::headers(method, &url, &parts.headers, &parts.body, place);
        let headers = [parts.headers, signature.map_err(runtime)?].concat();
        let sent = client::request(method, &url, &headers, parts.body).map_err(runtime)?;
        let why = match timeout(self.patience(), client::send(sent)).await {
            Ok(Ok(response)) => return self.result(&response),
            Ok(Err(why)) => format!("nothing answers at {url}: {why}"),
            Err(_) => format!("{url} gave no answer in {} seconds", self.patience().as_secs()),
        };
        let cause = format!("Unable to execute HTTP request: {why}");
        Err(CallFailure { failure: self.client_failure(cause), may_pass: true })
    }

    /// How long an answer may take. A function may run for 15 minutes.
    fn patience(&self) -> Duration {
        Duration::from_secs(if self.is_invoke() { 16 * 60 } else { 60 })
    }

    /// Whether Step Functions calls a function.
    fn is_function(&self) -> bool {
        self.optimized.is_some() && self.is_invoke()
    }

    fn is_invoke(&self) -> bool {
        (self.service.name(), self.operation.name()) == ("lambda", "invoke")
    }

    /// The method, and the rest of the request.
    fn request(&self, arguments: &Value) -> Result<(&'static str, Parts), String> {
        let input = self.operation.input();
        let action = shape::first_upper(self.operation.name());
        if let Some((method, path)) = self.operation.http() {
            let root = format!("{action}Request");
            let body = match self.protocol {
                Protocol::RestXml => {
                    Body::Xml { root: &root, namespace: self.service.xml_namespace() }
                }
                _ => Body::Json,
            };
            let mut parts = rest::encode(input, path, arguments, body)?;
            checksum::add(self.operation, &mut parts);
            return Ok((method, parts));
        }
        let form = |dialect, version| form::encode(dialect, (&action, version), input, arguments);
        let (kind, body) = match self.protocol {
            Protocol::Query { version } => (FORM.to_owned(), form(Dialect::Query, version)?),
            Protocol::Ec2 { version } => (FORM.to_owned(), form(Dialect::Ec2, version)?),
            Protocol::Json { version, .. } => {
                let body = shape::encode(input, arguments)?.to_string().into_bytes();
                (format!("application/x-amz-json-{version}"), body)
            }
            Protocol::RestJson | Protocol::RestXml => {
                return Err(format!("`{action}` has no path"));
            }
        };
        let mut headers = vec![("content-type".to_owned(), kind)];
        if let Protocol::Json { target, .. } = self.protocol {
            headers.push(("x-amz-target".to_owned(), format!("{target}.{action}")));
        }
        Ok(("POST", Parts { path: "/".to_owned(), headers, body }))
    }

    fn result(&self, response: &Response) -> Result<Value, CallFailure> {
        let answer = Answer::of(self.protocol, response);
        if response.status >= 300 {
            let called = (self.service, self.operation);
            let refusal = answer.refusal();
            let may_pass = response.status >= 500 || failure::is_busy(response, &refusal);
            let failure = failure::of(self.error_prefix, called, response, refusal);
            return Err(CallFailure { failure, may_pass });
        }
        let result = answer.result(self.operation, response, self.optimized.is_some());
        let Some(result) = result else {
            let (status, said) = (response.status, response.excerpt());
            let cause = format!(
                "Unable to unmarshall response: with status {status} came no {}, but: {said}",
                self.language()
            );
            return Err(self.client_failure(cause).into());
        };
        if self.service.name() == "route53" {
            return Ok(route53::with_bare_ids(result));
        }
        Ok(result)
    }

    /// What answers are written in.
    const fn language(&self) -> &'static str {
        match self.protocol {
            Protocol::Json { .. } | Protocol::RestJson => "JSON object",
            Protocol::RestXml | Protocol::Query { .. } | Protocol::Ec2 { .. } => {
                "XML of the service"
            }
        }
    }

    /// What the AWS SDK for Java has to say where the service has not.
    fn client_failure(&self, cause: String) -> TaskFailure {
        TaskFailure::new(format!("{}.SdkClientException", self.error_prefix), cause)
    }
}
