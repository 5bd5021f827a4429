//! The thin layer between HTTP and the [`Service`]: AWS JSON 1.0 for Step Functions, AWS Query for IAM and STS.
//!
//! `StartSyncExecution` has a trap that no server can close: SDKs put `sync-` before the host name, which makes
//! `sync-127.0.0.1` of a loopback address. Clients of an endpoint must switch that off, with
//! `AWS_DISABLE_HOST_PREFIX_INJECTION=true` or their SDK's setting.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::State,
    http::{HeaderMap, Method, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::{error::ApiError, origin, service::Service};

/// Bytes of a request body: a definition of 1 MiB, each character escaped.
const MAX_BODY: usize = 8 * 1024 * 1024;
/// How long a client may take to send its body.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);
const TARGET: &str = "x-amz-target";
const TARGET_PREFIX: &str = "AWSStepFunctions.";
const JSON: &str = "application/x-amz-json-1.0";
const FORM: &str = "application/x-www-form-urlencoded";
/// Tells a deployer, which knows AWS's endpoints by their names, where this one says that it is.
const REGION: &str = "x-sfn-endpoint-region";

/// What requests are answered with.
#[derive(Clone)]
pub(super) struct Answering {
    pub(super) service: Service,
    /// How many requests may be at work.
    pub(super) at_work: Arc<Semaphore>,
    /// Whether requests must come from this machine, and not from a web page.
    pub(super) is_private: bool,
}

/// The routes of the endpoint.
pub(super) fn router(answering: Answering) -> Router {
    Router::new().fallback(handle).with_state(answering)
}

async fn handle(
    State(Answering { service, at_work, is_private }): State<Answering>,
    request: Request<Body>,
) -> Response {
    let request_id = service.request_id();
    if is_private && !origin::is_of_this_machine(request.headers()) {
        let message = "the `Host` or `Origin` of the request is not this machine, and the endpoint is for this machine alone";
        let error =
            ApiError { http_status: 403, ..ApiError::new("AccessDeniedException", message) };
        return json_answer(Err(error));
    }
    let answer = match at_work.try_acquire() {
        Ok(_permit) => answer(&service, request, &request_id).await,
        Err(_) => json_answer(Err(ApiError::new("ThrottlingException", "Rate exceeded"))),
    };
    ([("x-amzn-requestid", request_id), (REGION, service.region())], answer).into_response()
}

async fn answer(service: &Service, request: Request<Body>, request_id: &str) -> Response {
    let (head, body) = request.into_parts();
    if head.method != Method::POST {
        let message = "this is a Step Functions endpoint: operations are POST requests to `/`";
        return json_answer(Err(ApiError {
            http_status: 405,
            ..ApiError::new("UnknownOperationException", message)
        }));
    }
    match receive(body).await {
        Ok(body) if is_form(&head.headers) => match service.query(&body, request_id).await {
            Ok(answer) => reply(answer.http_status, "text/xml", answer.body),
            Err(error) => json_answer(Err(error)),
        },
        Ok(body) => json_answer(call(service, &head.headers, &body).await),
        Err(error) => json_answer(Err(error)),
    }
}

async fn receive(body: Body) -> Result<Bytes, ApiError> {
    let too_large = || {
        let message = format!("a request body can have at most {MAX_BODY} bytes");
        ApiError { http_status: 413, ..ApiError::new("RequestEntityTooLargeException", message) }
    };
    match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => {
            let message = format!(
                "the request body did not arrive within {} seconds",
                BODY_TIMEOUT.as_secs()
            );
            Err(ApiError { http_status: 408, ..ApiError::new("RequestTimeoutException", message) })
        }
    }
}

/// AWS Query. What names a Step Functions operation is none, whatever the content type: `curl -d` calls everything a form.
fn is_form(headers: &HeaderMap) -> bool {
    if headers.contains_key(TARGET) {
        return false;
    }
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with(FORM))
}

async fn call(service: &Service, headers: &HeaderMap, body: &[u8]) -> Result<String, ApiError> {
    let target = headers.get(TARGET).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(operation) = target.strip_prefix(TARGET_PREFIX) else {
        return Err(ApiError::unknown_operation(target));
    };
    let input = if body.is_empty() {
        Value::Object(serde_json::Map::new())
    } else {
        serde_json::from_slice(body).map_err(|error| ApiError::serialization(error.to_string()))?
    };
    service.call_for_text(operation, input).await
}

fn json_answer(result: Result<String, ApiError>) -> Response {
    match result {
        Ok(output) => reply(200, JSON, output),
        Err(error) => reply(error.http_status, JSON, error.to_json().to_string()),
    }
}

fn reply(status: u16, content_type: &'static str, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    (status, [(header::CONTENT_TYPE, content_type)], body).into_response()
}
