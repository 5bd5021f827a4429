//! Calls of services at the endpoint that the user names: as the AWS SDK makes them for Step Functions.

use std::borrow::Cow;

use serde_json::{Value, json};
use sfn_catalog::{Operation, Protocol, Service, optimized};
use sfn_local::{
    IntegrationPattern, TaskFailure, TaskRequest, error_names,
    local_tasks::{sdk_metadata, unanswered},
};

use super::{
    lambda,
    rest::{self, Parts},
    shape,
};
use crate::local::{
    client::{self, Response},
    sign, within,
};

/// An operation of a service, and how a task calls it.
struct Called {
    service: Service,
    operation: Operation,
    error_prefix: &'static str,
    is_optimized: bool,
}

/// Sends the call of a task, and gives the answer of the service.
pub(super) async fn call(request: &TaskRequest, endpoint: &str) -> Result<Value, TaskFailure> {
    let Some(called) = Called::of(request) else { return Err(unanswered(request)) };
    if request.resource.integration == IntegrationPattern::Sync {
        return Err(not_sent(request, "the end of a job cannot be waited for at the endpoint"));
    }
    if let Protocol::Other(protocol) = called.service.protocol() {
        let name = called.service.name();
        let why = format!("`{name}` speaks {protocol}, which is not sent to the endpoint");
        return Err(not_sent(request, &why));
    }
    let runtime = |cause: String| TaskFailure::new(error_names::RUNTIME, cause);
    let (method, parts) = called.request(&arguments(request)).map_err(runtime)?;
    let url = format!("{}{}", endpoint.trim_end_matches('/'), parts.path);
    let place = (request.execution.region(), called.service.signing_name());
    let signature = sign::headers(method, &url, &parts.headers, &parts.body, place);
    let headers = [parts.headers, signature.map_err(runtime)?].concat();
    let sent = client::request(method, &url, &headers, parts.body).map_err(runtime)?;
    match within(request.timeout_seconds, client::send(sent)).await {
        Some(Ok(response)) => called.result(request, &response),
        Some(Err(why)) => {
            let cause = format!("Unable to execute HTTP request: nothing answers at {url}: {why}");
            Err(called.client_failure(cause))
        }
        None => {
            request.control.never().await;
            Err(TaskFailure::new(error_names::TIMEOUT, ""))
        }
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
            let operation = service.operation(api)?;
            let error_prefix = service.error_prefix();
            return Some(Self { service, operation, error_prefix, is_optimized: false });
        }
        let integration = optimized::service(service)?;
        let optimized = integration.operations.get(api)?;
        Some(Self {
            service: sfn_catalog::service(optimized.api_service()?)?,
            operation: optimized.api()?,
            error_prefix: &integration.error_prefix,
            is_optimized: true,
        })
    }

    /// Whether Step Functions calls a function.
    fn is_function(&self) -> bool {
        self.is_optimized && (self.service.name(), self.operation.name()) == ("lambda", "invoke")
    }

    /// The method, and the rest of the request.
    fn request(&self, arguments: &Value) -> Result<(&'static str, Parts), String> {
        let input = self.operation.input();
        if let Some((method, path)) = self.operation.http() {
            return Ok((method, rest::encode(input, path, arguments)?));
        }
        let body = shape::encode(input, arguments)?.to_string().into_bytes();
        let mut headers = Vec::new();
        if let Protocol::Json { version, target } = self.service.protocol() {
            let operation = shape::first_upper(self.operation.name());
            headers.push(("content-type".to_owned(), format!("application/x-amz-json-{version}")));
            headers.push(("x-amz-target".to_owned(), format!("{target}.{operation}")));
        }
        Ok(("POST", Parts { path: "/".to_owned(), headers, body }))
    }

    fn result(&self, request: &TaskRequest, response: &Response) -> Result<Value, TaskFailure> {
        let answer = if response.body.is_empty() {
            Some(json!({}))
        } else {
            serde_json::from_slice(&response.body).ok().filter(Value::is_object)
        };
        if response.status >= 300 {
            return Err(self.failure(response, answer.as_ref()));
        }
        let output = self.operation.output();
        let is_json = self.operation.http().is_none() || rest::has_json_body(output);
        let answer = match answer {
            Some(answer) => answer,
            None if !is_json => json!({}),
            None => {
                let (status, said) = (response.status, response.excerpt());
                let cause = format!(
                    "Unable to unmarshall response: with status {status} came no JSON object, but: {said}"
                );
                return Err(self.client_failure(cause));
            }
        };
        let mut result = match self.operation.http() {
            Some(_) => rest::decode(output, response, &answer, self.is_optimized),
            None => shape::decode(output, answer, self.is_optimized),
        };
        if let (true, Value::Object(members)) = (self.is_optimized, &mut result) {
            members.extend(sdk_metadata(request));
            members.sort_keys();
        }
        match result {
            Value::Object(answer) if self.is_function() => lambda::result(request, answer),
            result => Ok(result),
        }
    }

    /// What the AWS SDK for Java has to say where the service has not.
    fn client_failure(&self, cause: String) -> TaskFailure {
        TaskFailure::new(format!("{}.SdkClientException", self.error_prefix), cause)
    }

    /// The error as Step Functions names it, with the words of the AWS SDK for Java. What is no answer of a service, such
    /// as the page of a proxy, stands in the cause as it came.
    fn failure(&self, response: &Response, answer: Option<&Value>) -> TaskFailure {
        let text = |name: &str| answer?.get(name)?.as_str();
        let code = text("__type").or_else(|| text("code"));
        let code = code.or_else(|| response.header("x-amzn-errortype")).unwrap_or_default();
        // `com.amazonaws.sqs#QueueDoesNotExist`, `ThrottlingException:http://…`
        let code =
            code.rsplit('#').next().unwrap_or_default().split(':').next().unwrap_or_default();
        let message = text("message").or_else(|| text("Message")).map(str::to_owned);
        let message = message.unwrap_or_else(|| response.excerpt());
        let id = response.header("x-amzn-requestid").unwrap_or_default();
        let service = self.service.error_prefix();
        let cause = format!(
            "{message} (Service: {service}, Status Code: {}, Request ID: {id})",
            response.status
        );
        TaskFailure::new(format!("{}.{}", self.error_prefix, self.error_name(code)), cause)
    }

    /// The name of the exception for a code: one that the API names, else one made of the code.
    fn error_name(&self, code: &str) -> String {
        let bare = |name: &str| {
            let name = name
                .strip_suffix("Fault")
                .or_else(|| name.strip_suffix("Exception"))
                .unwrap_or(name);
            name.to_lowercase()
        };
        let names = self.operation.errors().filter_map(|error| Some(error.split_once('.')?.1));
        let mut names = names.filter(|name| bare(name) == bare(code));
        match (names.next(), code) {
            (Some(name), _) => name.to_owned(),
            (None, "") => format!("{}Exception", self.service.error_prefix()),
            (None, code) if code.ends_with("Exception") => code.to_owned(),
            (None, code) => format!("{code}Exception"),
        }
    }
}
