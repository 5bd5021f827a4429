//! HTTP tasks of local runs: sent to this machine, and elsewhere only where that is allowed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use std::{io::Write as _, net::TcpStream};

use serde_json::{Value, json};
use support::{Parrot, Serve, read_message, run_states};

/// One HTTP task: a POST with a body, and what else is asked for; a caught error leads to `Gone`.
fn post(url: &str, more: &str) -> String {
    let gone = if more.contains("Gone") { r#", "Gone": { "Type": "Succeed" }"# } else { "" };
    format!(
        r#"{{ "S": {{ "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true, {more}
            "Arguments": {{ "Method": "POST", "ApiEndpoint": "{url}/rates",
                "InvocationConfig": {{ "ConnectionArn": "arn:aws:events:us-east-1:000000000000:connection/rates/1" }},
                "QueryParameters": {{ "day": "{{% $string($states.input.n) %}}" }}, "RequestBody": {{ "n": "{{% $states.input.n %}}" }} }} }}{gone} }}"#
    )
}

#[test]
fn an_endpoint_on_this_machine_is_called() {
    let endpoint = Parrot::new("200 OK", "application/json", r#"{ "eur": 1.08 }"#);
    let output = run_states(&post(&endpoint.url, ""), &[]).unwrap();
    assert_eq!(output["ResponseBody"]["eur"], 1.08);
    assert_eq!((&output["StatusCode"], &output["StatusText"]), (&200.into(), &"OK".into()));
    assert_eq!(output["Headers"]["content-type"][0], "application/json");
    let head = endpoint.last().to_lowercase();
    assert!(head.starts_with("post /rates?day=1 http/1.1\r\n"), "{head}");
    assert!(
        head.contains("\r\nuser-agent: amazon|stepfunctions|httpinvoke|us-east-1\r\n"),
        "{head}"
    );
    assert!(head.contains("\r\ncontent-length: 7\r\n"), "{head}");
}

/// What `TestState` says of a GET, at an inspection level.
fn tested(endpoint: &Serve, url: &str, level: &str) -> Value {
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
        "Parameters": {
            "Method": "GET", "ApiEndpoint": url, "QueryParameters": { "day": "1" }, "Headers": { "x-order": "7" },
            "Authentication": { "ConnectionArn": "arn:aws:events:us-east-1:000000000000:connection/rates/1" }
        }
    });
    let role = "arn:aws:iam::000000000000:role/role";
    let body =
        json!({ "definition": state.to_string(), "roleArn": role, "inspectionLevel": level });
    let (body, host) = (body.to_string(), endpoint.url.strip_prefix("http://").unwrap());
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "POST / HTTP/1.1\r\nhost: {host}\r\nx-amz-target: AWSStepFunctions.TestState\r\n\
         content-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    serde_json::from_slice(&read_message(&mut stream).unwrap().1).unwrap()
}

#[test]
fn a_test_at_trace_shows_the_request_and_the_response() {
    let rates = Parrot::new("404 Not Found", "text/plain", "no rates");
    let url = format!("{}/rates", rates.url);
    let endpoint = Serve::start_in("us-east-1");
    let answer = tested(&endpoint, &url, "TRACE");
    assert_eq!((&answer["status"], &answer["cause"]), (&"FAILED".into(), &"Not Found".into()));
    let data = &answer["inspectionData"];
    let expected = json!({
        "protocol": "http", "method": "GET", "url": format!("{url}?day=1"), "body": "",
        "headers": "[x-order: 7, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]"
    });
    assert_eq!(data["request"], expected);
    let response = &data["response"];
    assert_eq!((&response["statusCode"], &response["body"]), (&"404".into(), &"no rates".into()));
    assert_eq!(response["statusMessage"], "Not Found");
    let headers = "[content-type: text/plain, content-length: 8, connection: close]";
    assert_eq!(response["headers"], headers);

    assert!(tested(&endpoint, &url, "DEBUG")["inspectionData"].get("request").is_none());
    let data = &tested(&endpoint, &support::nobody(), "TRACE")["inspectionData"];
    assert_eq!(data["request"]["method"], "GET");
    assert!(data.get("response").is_none());
}

#[test]
fn a_refusal_is_an_error_with_its_status() {
    let endpoint = Parrot::new("429 Too Many Requests", "text/plain", "slower");
    let retry =
        r#""Retry": [{ "ErrorEquals": ["States.Http.StatusCode.429"], "MaxAttempts": 2 }],"#;
    let error = run_states(&post(&endpoint.url, retry), &[]).unwrap_err();
    assert!(error.contains("failed with `States.Http.StatusCode.429` in state `S`"), "{error}");
    assert!(error.contains("cause: Too Many Requests"), "{error}");
    assert_eq!(endpoint.requests(), 3);
}

#[test]
fn nobody_there_is_an_error_that_can_be_caught() {
    let catch = r#""Catch": [{ "ErrorEquals": ["States.Http.Socket"], "Next": "Gone", "Output": "gone" }],"#;
    let states = post(&support::nobody(), catch);
    assert_eq!(run_states(&states, &[]).unwrap(), "gone");
}

#[test]
fn an_endpoint_elsewhere_is_called_only_where_that_is_allowed() {
    let states = post("http://rates.invalid", "");
    let error = run_states(&states, &[]).unwrap_err();
    assert!(
        error.contains(
            "`rates.invalid` is not this machine: allow it with --allow-http rates.invalid"
        ),
        "{error}"
    );
    assert!(
        error.contains(r#"add this to the mock file: {"states":{"S":[{"return":{}}]}}"#),
        "{error}"
    );
    let error = run_states(&states, &["--allow-http", "rates.invalid"]).unwrap_err();
    assert!(error.contains("States.Http.Socket"), "{error}");
}

#[test]
fn the_time_of_the_state_ends_a_call() {
    // Listens, and never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let error = run_states(&post(&url, r#""TimeoutSeconds": 1,"#), &[]).unwrap_err();
    assert!(error.contains("States.Timeout"), "{error}");
}
