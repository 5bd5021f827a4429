//! Services with machines in them, and a small HTTP client.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture};
use serde_json::{Value, json};
use sfn_local::{
    TaskFailure, TaskRequest,
    endpoint::{ApiError, Service, ServiceConfig, TimeMode},
};

pub(crate) const ROLE: &str = "arn:aws:iam::000000000000:role/role";

/// The task tokens that tasks were given, in order.
pub(crate) type Tokens = Arc<Mutex<Vec<String>>>;

/// A service whose tasks echo their arguments: `lambda:invoke` fails where they say so, callbacks leave their token.
pub(crate) fn service(time: TimeMode) -> (Service, Tokens) {
    let (config, tokens) = config(time);
    (Service::new(config), tokens)
}

pub(crate) fn config(time: TimeMode) -> (ServiceConfig, Tokens) {
    let tokens = Tokens::default();
    let kept = Arc::clone(&tokens);
    let tasks = move |request: TaskRequest| -> BoxFuture<'static, Result<Value, TaskFailure>> {
        let kept = Arc::clone(&kept);
        async move {
            if let Some(token) = &request.token {
                kept.lock().unwrap().push(token.to_string());
            }
            let arguments = request.arguments.value();
            match arguments.get("fail").and_then(Value::as_str) {
                Some(error) => Err(TaskFailure::new(error, "as asked")),
                None => Ok(arguments.clone()),
            }
        }
        .boxed()
    };
    (ServiceConfig { time, seed: Some(1), ..ServiceConfig::new(Arc::new(tasks)) }, tokens)
}

/// A JSONata machine of these states, which starts at `A`.
pub(crate) fn machine(states: Value) -> String {
    json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": states }).to_string()
}

pub(crate) async fn create(service: &Service, name: &str, definition: &str, kind: &str) -> String {
    let input = json!({ "name": name, "definition": definition, "roleArn": ROLE, "type": kind });
    let created = service.call("CreateStateMachine", input).await.unwrap();
    created["stateMachineArn"].as_str().unwrap().to_owned()
}

pub(crate) async fn start(service: &Service, machine: &str, input: &Value) -> String {
    let input = json!({ "stateMachineArn": machine, "input": input.to_string() });
    let started = service.call("StartExecution", input).await.unwrap();
    started["executionArn"].as_str().unwrap().to_owned()
}

/// Describes the execution once `until` holds of it.
pub(crate) async fn described(service: &Service, execution: &str, until: &str) -> Value {
    for _ in 0..500 {
        let described =
            service.call("DescribeExecution", json!({ "executionArn": execution })).await.unwrap();
        if described["status"] == until {
            return described;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("the execution never was {until}");
}

/// The next token that a task was given.
pub(crate) async fn next_token(tokens: &Tokens) -> String {
    for _ in 0..500 {
        if let Some(token) = tokens.lock().unwrap().pop() {
            return token;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("no task was given a token");
}

pub(crate) fn code(result: Result<Value, ApiError>) -> &'static str {
    result.unwrap_err().code
}

/// An answer over HTTP: its status, its head in lowercase, and its body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// Sends `head` (lines of request line and headers) and `body`.
pub(crate) async fn send(address: SocketAddr, head: &str, body: &[u8]) -> Option<Answer> {
    let head = format!(
        "{head}\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let bytes = [head.as_bytes(), body].concat();
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        // The server may answer and close before it has read all.
        stream.write_all(&bytes).ok();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok();
        Some(String::from_utf8_lossy(&answer).into_owned())
    });
    let answer = answer.await.ok()??;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() })
}

pub(crate) async fn post(address: SocketAddr, operation: &str, body: &str) -> Answer {
    let head = format!(
        "POST / HTTP/1.1\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AWSStepFunctions.{operation}"
    );
    send(address, &head, body.as_bytes()).await.unwrap()
}
