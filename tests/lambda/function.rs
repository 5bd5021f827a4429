//! A Lambda function's binary as a process, and the Runtime API that it asks for work.
//!
//! Source: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::{Child, Command},
    sync::{Arc, mpsc},
    time::Duration,
};

use axum::{
    Router,
    extract::{Path as Segments, State},
    http::StatusCode,
    response::IntoResponse,
    routing::{get, post},
};
use serde_json::{Value, json};
use sfn_local::TaskFailure;
use tokio::sync::{Mutex, mpsc::UnboundedReceiver, mpsc::UnboundedSender};

/// What the function answers: its result, or what AWS makes of its error.
pub(crate) type Answer = Result<Value, TaskFailure>;

/// A running function.
pub(crate) struct Function {
    process: Child,
    payloads: UnboundedSender<Value>,
    answers: std::sync::Mutex<mpsc::Receiver<Answer>>,
}

struct Api {
    payloads: Mutex<UnboundedReceiver<Value>>,
    answers: mpsc::Sender<Answer>,
}

impl Function {
    pub(crate) fn start(binary: &Path) -> Self {
        let (payloads, waiting) = tokio::sync::mpsc::unbounded_channel();
        let (answered, answers) = mpsc::channel();
        let api = Arc::new(Api { payloads: Mutex::new(waiting), answers: answered });
        let address = serve(api);
        let process = Command::new(binary)
            .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", "print")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "logs")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
            .spawn()
            .unwrap();
        Self { process, payloads, answers: std::sync::Mutex::new(answers) }
    }

    /// One invocation.
    pub(crate) fn invoke(&self, payload: Value) -> Answer {
        let answers = self.answers.lock().unwrap();
        self.payloads.send(payload).unwrap();
        answers.recv_timeout(Duration::from_mins(1)).unwrap()
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The Runtime API on a port of its own, for as long as the test runs.
fn serve(api: Arc<Api>) -> SocketAddr {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    listener.set_nonblocking(true).unwrap();
    let routes = Router::new()
        .route("/2018-06-01/runtime/invocation/next", get(next))
        .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
        .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
        .with_state(api);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, routes).await.unwrap();
        });
    });
    address
}

async fn next(State(api): State<Arc<Api>>) -> impl IntoResponse {
    let payload = api.payloads.lock().await.recv().await.unwrap();
    let headers = [
        ("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        ("Lambda-Runtime-Deadline-Ms", "4102444800000"),
        (
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:us-east-1:123456789012:function:print",
        ),
    ];
    (headers, payload.to_string())
}

async fn response(
    State(api): State<Arc<Api>>,
    Segments(_): Segments<String>,
    body: String,
) -> StatusCode {
    api.answers.send(Ok(serde_json::from_str(&body).unwrap())).unwrap();
    StatusCode::ACCEPTED
}

async fn error(
    State(api): State<Arc<Api>>,
    Segments(_): Segments<String>,
    body: String,
) -> StatusCode {
    let sent: Value = serde_json::from_str(&body).unwrap();
    let (name, message) = (sent["errorType"].as_str().unwrap(), &sent["errorMessage"]);
    let cause = json!({ "errorType": name, "errorMessage": message }).to_string();
    api.answers.send(Err(TaskFailure::new(name, cause))).unwrap();
    StatusCode::ACCEPTED
}
