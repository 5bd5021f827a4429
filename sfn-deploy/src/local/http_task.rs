//! HTTP tasks: `arn:aws:states:::http:invoke`, sent to endpoints on this machine and where else the user allows.
//!
//! The connection, which holds credentials and more on AWS, is not looked at.
//!
//! Source: <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>

mod encode;

use std::{collections::BTreeMap, time::Duration};

use http::{StatusCode, Uri};
use serde_json::{Value, json};
use sfn_asl::http_header;
use sfn_local::{HttpExchange, HttpResponse, TaskFailure, TaskRequest, error_names};

use super::client::{self, Response};
use crate::host::is_this_machine;

/// How long an endpoint has to answer.
const MOST_SECONDS: u64 = 60;
/// What a call takes longer than [`MOST_SECONDS`] to answer, or nobody answers.
const SOCKET: &str = "States.Http.Socket";
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"];

/// Sends the request of an HTTP task and gives its response.
pub(super) async fn invoke(
    request: &TaskRequest,
    allowed: &[String],
) -> Result<Value, TaskFailure> {
    let call = Call::of(&request.arguments, request.execution.region()).map_err(runtime)?;
    if !is_allowed(&call.host, allowed) {
        let mut failure = sfn_local::local_tasks::unanswered(request);
        failure.cause = format!(
            "`{}` is not this machine: allow it with --allow-http {}; or {}",
            call.host, call.host, failure.cause
        );
        return Err(failure);
    }
    let sent = client::request(&call.method, &call.url, &call.headers, call.body.clone());
    let sent = sent.map_err(runtime)?;
    let response = tokio::time::timeout(Duration::from_secs(MOST_SECONDS), client::send(sent));
    let response = super::within(request.timeout_seconds, response).await;
    let received = match &response {
        Some(Ok(Ok(response))) => Some(response),
        _ => None,
    };
    request.control.exchanged(|| call.exchange(received));
    match response {
        Some(Ok(Ok(response))) => result(response),
        Some(Ok(Err(why))) => Err(TaskFailure::new(SOCKET, format!("{}: {why}", call.url))),
        Some(Err(_)) => {
            let cause = format!("{} gave no answer in {MOST_SECONDS} seconds", call.url);
            Err(TaskFailure::new(SOCKET, cause))
        }
        None => {
            request.control.never().await;
            Err(TaskFailure::new(error_names::TIMEOUT, ""))
        }
    }
}

/// What nothing catches.
fn runtime(cause: String) -> TaskFailure {
    TaskFailure::new(error_names::RUNTIME, cause)
}

/// A request as the arguments of a task say it.
#[derive(Debug)]
struct Call {
    protocol: String,
    method: String,
    url: String,
    host: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Call {
    fn of(arguments: &Value, region: &str) -> Result<Self, String> {
        let text = |name: &str| {
            let value = arguments.get(name).and_then(Value::as_str);
            value.ok_or_else(|| format!("the field `{name}` must be a text"))
        };
        let method = text("Method")?;
        if !METHODS.contains(&method) {
            return Err(format!("the method `{method}` is none of {}", METHODS.join(", ")));
        }
        let endpoint = text("ApiEndpoint")?;
        let uri: Uri = endpoint.parse().map_err(|error| format!("`{endpoint}`: {error}"))?;
        let (Some("http" | "https"), Some(host)) = (uri.scheme_str(), uri.host()) else {
            return Err(format!("`{endpoint}` is no URL of an endpoint"));
        };
        let query = encode::query(arguments.get("QueryParameters").unwrap_or(&Value::Null))?;
        let joint = if uri.query().is_some() { "&" } else { "?" };
        let url = if query.is_empty() {
            endpoint.to_owned()
        } else {
            format!("{endpoint}{joint}{query}")
        };
        let mut headers = headers(arguments.get("Headers").unwrap_or(&Value::Null))?;
        let body = match arguments.get("RequestBody") {
            None => Vec::new(),
            Some(body) => {
                if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
                    let json = "application/json; charset=UTF-8".to_owned();
                    headers.push(("Content-Type".to_owned(), json));
                }
                encode::body(body, arguments.get("Transform").unwrap_or(&Value::Null))?.into_bytes()
            }
        };
        let agent = format!("Amazon|StepFunctions|HttpInvoke|{region}");
        headers.push(("User-Agent".to_owned(), agent));
        headers.push(("Range".to_owned(), "bytes=0-262144".to_owned()));
        let protocol = uri.scheme_str().unwrap_or_default().to_owned();
        Ok(Self { protocol, method: method.to_owned(), url, host: host.to_owned(), headers, body })
    }

    /// What `TestState` shows of it.
    fn exchange(&self, response: Option<&Response>) -> HttpExchange {
        let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
        HttpExchange {
            protocol: self.protocol.clone(),
            method: self.method.clone(),
            url: self.url.clone(),
            headers: self.headers.clone(),
            body: text(&self.body),
            response: response.map(|response| HttpResponse {
                status_code: response.status,
                status_message: status_text(response.status).to_owned(),
                headers: response.headers.clone(),
                body: text(&response.body),
            }),
        }
    }
}

fn headers(given: &Value) -> Result<Vec<(String, String)>, String> {
    let given = match given {
        Value::Null => return Ok(Vec::new()),
        Value::Object(headers) => headers,
        _ => return Err("the field `Headers` must be an object".to_owned()),
    };
    let mut headers = Vec::new();
    for (name, value) in given {
        if !http_header::is_allowed(name) {
            return Err(format!("the header `{name}` cannot be set by a task"));
        }
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            headers.push((name.clone(), encode::text(value)?));
        }
    }
    Ok(headers)
}

fn is_allowed(host: &str, allowed: &[String]) -> bool {
    is_this_machine(host) || allowed.iter().any(|known| known.eq_ignore_ascii_case(host))
}

fn status_text(status: u16) -> &'static str {
    let known = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    known.unwrap_or_default()
}

/// The result of the task: what AWS makes of the response.
fn result(response: Response) -> Result<Value, TaskFailure> {
    let status = response.status;
    let status_text = status_text(status);
    if !(200..300).contains(&status) {
        // The body is lost, as it is on AWS.
        let error = format!("States.Http.StatusCode.{status}");
        return Err(TaskFailure::new(error, status_text));
    }
    let content_type = response.header("content-type").unwrap_or_default().to_ascii_lowercase();
    let unsupported = ["application/octet-stream", "image/", "video/", "audio/"];
    if unsupported.iter().any(|kind| content_type.starts_with(kind)) {
        return Err(runtime(format!("a response of `{content_type}` is not supported")));
    }
    let body = String::from_utf8(response.body)
        .map_err(|_| runtime("the body of the response is no text".to_owned()))?;
    let is_json = content_type
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim() == "application/json" || kind.trim().ends_with("+json"));
    let body = match serde_json::from_str(&body) {
        Ok(json) if is_json => json,
        _ => Value::from(body),
    };
    let mut headers = BTreeMap::<String, Vec<String>>::new();
    for (name, value) in response.headers {
        headers.entry(name).or_default().push(value);
    }
    Ok(
        json!({ "Headers": headers, "ResponseBody": body, "StatusCode": status, "StatusText": status_text }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(arguments: &Value) -> Result<Call, String> {
        Call::of(arguments, "eu-central-1")
    }

    #[test]
    fn the_arguments_become_a_request() {
        let request = call(&json!({
            "Method": "POST", "ApiEndpoint": "http://127.0.0.1:1/path?a=1",
            "Headers": { "Request-Id": "r", "X-Many": ["1", "2"] },
            "QueryParameters": { "day": "1 May", "all": true },
            "RequestBody": { "n": 1 }
        }))
        .unwrap();
        assert_eq!(request.url, "http://127.0.0.1:1/path?a=1&day=1%20May&all=true");
        assert_eq!(request.body, br#"{"n":1}"#);
        let headers: Vec<_> =
            request.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(
            headers,
            [
                ("Request-Id", "r"),
                ("X-Many", "1"),
                ("X-Many", "2"),
                ("Content-Type", "application/json; charset=UTF-8"),
                ("User-Agent", "Amazon|StepFunctions|HttpInvoke|eu-central-1"),
                ("Range", "bytes=0-262144"),
            ]
        );
    }

    #[test]
    fn what_aws_refuses_is_refused() {
        let refused = |member: &str, value: Value| {
            let mut arguments = json!({ "Method": "GET", "ApiEndpoint": "http://localhost/" });
            arguments[member] = value;
            call(&arguments).unwrap_err()
        };
        assert!(refused("Method", "TRACE".into()).contains("none of GET, POST"));
        assert!(refused("ApiEndpoint", "/path".into()).contains("no URL"));
        assert!(refused("Headers", json!({ "Authorization": "x" })).contains("cannot be set"));
        assert!(refused("Headers", json!({ "X-Amz-Date": "x" })).contains("cannot be set"));
    }

    #[test]
    fn this_machine_is_told_by_the_whole_host() {
        for near in ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "[::1]"] {
            assert!(is_this_machine(near), "{near}");
        }
        for far in
            ["localhost.example.com", "127.example.com", "example.com", "10.0.0.1", "0.0.0.0"]
        {
            assert!(!is_this_machine(far), "{far}");
        }
        assert!(is_allowed("api.example.com", &["API.example.com".to_owned()]));
    }

    #[test]
    fn a_response_is_what_aws_makes_of_it() {
        let response = |status, content_type: &str, body: &str| {
            let headers = vec![("content-type".to_owned(), content_type.to_owned())];
            result(Response { status, headers, body: body.as_bytes().to_vec() })
        };
        let json = response(201, "application/json; charset=utf-8", r#"{"a":1}"#).unwrap();
        assert_eq!(
            json,
            json!({
                "Headers": { "content-type": ["application/json; charset=utf-8"] },
                "ResponseBody": { "a": 1 }, "StatusCode": 201, "StatusText": "Created"
            })
        );
        assert_eq!(response(200, "text/plain", "1").unwrap()["ResponseBody"], "1");
        let missing = response(404, "application/json", r#"{"why":1}"#).unwrap_err();
        assert_eq!(missing, TaskFailure::new("States.Http.StatusCode.404", "Not Found"));
        assert_eq!(response(200, "image/png", "x").unwrap_err().error, "States.Runtime");
    }
}
