//! HTTP tasks of local runs: sent to this machine, and elsewhere only where that is allowed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use support::{Parrot, run_states};

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
