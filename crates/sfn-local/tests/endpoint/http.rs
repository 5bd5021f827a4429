//! The endpoint over HTTP.

use std::{net::SocketAddr, time::Duration};

use serde_json::{Value, json};
use sfn_local::endpoint::{BindError, Endpoint, ServiceConfig, TimeMode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::oneshot,
    task::JoinHandle,
};

use crate::support::{Answer, ROLE, config, machine, post, send};

fn free() -> SocketAddr {
    "127.0.0.1:0".parse().unwrap()
}

async fn serve() -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    serve_with(config(TimeMode::Real).0).await
}

async fn serve_with(config: ServiceConfig) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let endpoint = Endpoint::bind(free(), config).await.unwrap();
    let address = endpoint.address();
    assert_eq!(endpoint.url(), format!("http://{address}"));
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(endpoint.serve(async move {
        if stopped.await.is_err() {
            // Whoever only wants the address drops the sender.
            std::future::pending::<()>().await;
        }
    }));
    (address, stop, task)
}

fn error_code(answer: &Answer) -> String {
    serde_json::from_str::<Value>(&answer.body).unwrap()["__type"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_operation_is_a_post_with_a_target() {
    let (address, ..) = serve().await;
    let definition = machine(json!({ "A": { "Type": "Pass", "End": true } }));
    let input = json!({ "name": "m", "definition": definition, "roleArn": ROLE });
    let created = post(address, "CreateStateMachine", &input.to_string()).await;
    assert_eq!(created.status, 200);
    assert!(created.head.contains("content-type: application/x-amz-json-1.0"), "{}", created.head);
    assert!(created.head.contains("x-amzn-requestid: "), "{}", created.head);
    let listed = post(address, "ListStateMachines", "").await;
    let listed: Value = serde_json::from_str(&listed.body).unwrap();
    assert_eq!(listed["stateMachines"][0]["name"], "m");
}

#[tokio::test]
async fn a_target_says_more_than_the_content_type_of_a_form() {
    let (address, ..) = serve().await;
    let head = "POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines";
    let answer = send(address, head, b"{}").await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"stateMachines":[]}"#));
}

#[tokio::test]
async fn what_is_no_operation_is_refused_clearly() {
    let (address, ..) = serve().await;
    let answer = post(address, "RewindExecution", "{}").await;
    assert_eq!((answer.status, error_code(&answer).as_str()), (400, "UnknownOperationException"));
    let answer = send(address, "POST / HTTP/1.1", b"{}").await.unwrap();
    assert_eq!((answer.status, error_code(&answer).as_str()), (400, "UnknownOperationException"));
    let answer = send(address, "GET / HTTP/1.1", b"").await.unwrap();
    assert_eq!(answer.status, 405);
    for garbage in ["{", "[]", "\"text\"", "{\"maxResults\":{}}", "\u{0}", "{\"maxResults\":1e400}"]
    {
        let answer = post(address, "ListStateMachines", garbage).await;
        assert_eq!(
            (answer.status, error_code(&answer).as_str()),
            (400, "SerializationException"),
            "{garbage}"
        );
    }
    let deep = "[".repeat(100_000);
    assert_eq!(
        error_code(&post(address, "ListStateMachines", &deep).await),
        "SerializationException"
    );
}

#[tokio::test]
async fn a_web_page_is_refused_and_the_hosts_of_sdks_are_not() {
    let (address, ..) = serve().await;
    let target = "POST / HTTP/1.1\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines";
    for (header, status) in [
        ("Origin: https://evil.example", 403),
        ("Origin: null", 403),
        ("Origin: http://localhost:3000", 200),
    ] {
        let answer = send(address, &format!("{target}\r\n{header}"), b"{}").await.unwrap();
        assert_eq!(answer.status, status, "{header}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let (address, ..) = serve().await;
    let answer = post(address, "ListStateMachines", &" ".repeat(9 * 1024 * 1024)).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn a_port_in_use_and_a_public_address_are_errors() {
    let first = Endpoint::bind(free(), config(TimeMode::Real).0).await.unwrap();
    let error = Endpoint::bind(first.address(), config(TimeMode::Real).0).await.unwrap_err();
    let expected = format!("the port of `{}` is in use", first.address());
    assert_eq!(error.to_string(), expected);
    let public = "0.0.0.0:0".parse().unwrap();
    let error = Endpoint::bind(public, config(TimeMode::Real).0).await.unwrap_err();
    assert!(matches!(error, BindError::NotLoopback(_)), "{error}");
}

#[tokio::test]
async fn shutting_down_aborts_what_runs_and_ends() {
    let (address, stop, task) = serve().await;
    let definition = machine(json!({ "A": { "Type": "Wait", "Seconds": 200, "End": true } }));
    let input =
        json!({ "name": "x", "definition": definition, "roleArn": ROLE, "type": "EXPRESS" });
    let created = post(address, "CreateStateMachine", &input.to_string()).await;
    let arn = serde_json::from_str::<Value>(&created.body).unwrap()["stateMachineArn"].clone();
    let waiting = tokio::spawn(async move {
        post(address, "StartSyncExecution", &json!({ "stateMachineArn": arn }).to_string()).await
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    let answer = waiting.await.unwrap();
    assert!(answer.body.contains("ABORTED"), "{}", answer.body);
    task.await.unwrap();
}

#[tokio::test]
async fn more_requests_than_may_be_at_work_are_throttled_and_workers_leave_at_the_end() {
    let config = ServiceConfig { max_requests: 1, ..config(TimeMode::Real).0 };
    let (address, stop, task) = serve_with(config).await;
    let created = post(address, "CreateActivity", r#"{"name":"review"}"#).await;
    let activity = serde_json::from_str::<Value>(&created.body).unwrap()["activityArn"].clone();
    let worker = tokio::spawn(async move {
        let input = json!({ "activityArn": activity }).to_string();
        // It may meet the other one.
        loop {
            let answer = post(address, "GetActivityTask", &input).await;
            if answer.status == 200 {
                return answer;
            }
        }
    });
    let mut answer = post(address, "ListActivities", "").await;
    for _ in 0..500 {
        if answer.status != 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
        answer = post(address, "ListActivities", "").await;
    }
    assert_eq!((answer.status, error_code(&answer).as_str()), (400, "ThrottlingException"));
    // The worker that waits does not hold the end up.
    stop.send(()).unwrap();
    let answer = worker.await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, "{}"));
    task.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_client_that_sends_nothing_more_is_let_go() {
    let (address, ..) = serve().await;
    let trickles = [
        ("", "connects"),
        ("POST / HTTP/1.1\r\nHost: lo", "sends a part of the head"),
        (
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
            "sends a part of the body",
        ),
    ];
    for (sent, what) in trickles {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        let before = tokio::time::Instant::now();
        let mut answer = String::new();
        let ended =
            tokio::time::timeout(Duration::from_secs(90), stream.read_to_string(&mut answer));
        // A body that stays out is answered, and the connection is of no more use.
        ended.await.expect(what).unwrap();
        let waited = before.elapsed().as_secs();
        assert!((29..=62).contains(&waited), "who {what} is let go after {waited} s: {answer}");
        let status = answer.get(9..12).unwrap_or_default();
        assert_eq!(status == "408", what.ends_with("body"), "{what}: {answer}");
    }
}
