//! A command for a task: `--task charge='python3 charge.py'`.
//!
//! It is run by `sh -c`, as if it were typed there; the payload is never a part of the command. It gets the payload as
//! JSON on stdin, and what it prints on stdout is the result, as JSON.

use std::{
    future::Future,
    io::{self, Read, Write},
    pin::Pin,
    process::{Child, Command, ExitStatus, Stdio},
    sync::Arc,
    thread,
};

use serde_json::Value;
use sfn_local::{StandIn, TaskFailure, TaskRequest, error_names};
use tokio::sync::oneshot;

/// What a command may print; no result of a task is as large.
const MOST_BYTES: u64 = 4 << 20;
/// How much of what a command says on stderr goes into a `Cause`.
const MOST_OF_STDERR: usize = 4_000;

/// A command that does a task.
#[derive(Clone, Debug)]
pub(crate) struct TaskCommand(pub(crate) Arc<str>);

impl StandIn for TaskCommand {
    fn call(
        &self,
        payload: Value,
        request: TaskRequest,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Value>, TaskFailure>> + Send>> {
        let command = Arc::clone(&self.0);
        Box::pin(async move {
            let started = start(&command, &payload, &request);
            let (group, ended) = started.map_err(|error| cannot_run(&error))?;
            let Some(ended) = super::within(request.timeout_seconds, ended).await else {
                drop(group);
                request.control.never().await;
                return Err(TaskFailure::new(error_names::TIMEOUT, ""));
            };
            group.has_ended();
            result(&command, ended.map_err(|error| cannot_run(&error))?)
        })
    }
}

/// What came of a command.
struct Ended {
    status: io::Result<ExitStatus>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// The processes of a command; they are killed unless they have ended.
struct Group(Option<u32>);

impl Group {
    fn has_ended(mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(leader) =
            self.0.and_then(|id| rustix::process::Pid::from_raw(id.try_into().ok()?))
        {
            // They may have ended just now.
            let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
        }
    }
}

fn start(
    text: &str,
    payload: &Value,
    request: &TaskRequest,
) -> io::Result<(Group, oneshot::Receiver<Ended>)> {
    let mut command = Command::new("sh");
    command.args(["-c", text]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("SFN_STATE_NAME", &*request.state);
    command.env("SFN_EXECUTION_ARN", &request.execution.execution_arn);
    command.env("SFN_RETRY_COUNT", request.retry_count.to_string());
    match &request.token {
        Some(token) => command.env("SFN_TASK_TOKEN", &**token),
        None => command.env_remove("SFN_TASK_TOKEN"),
    };
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let child = command.spawn()?;
    let group = Group(Some(child.id()));
    let payload = payload.to_string();
    let (sender, ended) = oneshot::channel();
    thread::spawn(move || {
        // Nobody listens where the task has ended meanwhile.
        let _ = sender.send(wait(child, payload));
    });
    Ok((group, ended))
}

/// Feeds the command, reads what it prints, and waits for its end.
fn wait(mut child: Child, payload: String) -> Ended {
    let stdin = child.stdin.take();
    // Beside what reads: a command may print before it has read all. It need not read at all.
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(payload.as_bytes())));
    let stderr = child.stderr.take().map(|stderr| thread::spawn(move || read(stderr)));
    let stdout = child.stdout.take().map(read).unwrap_or_default();
    let stderr = stderr.and_then(|reading| reading.join().ok()).unwrap_or_default();
    Ended { status: child.wait(), stdout, stderr }
}

fn read(pipe: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What came before a broken pipe counts.
    let _ = pipe.take(MOST_BYTES).read_to_end(&mut bytes);
    bytes
}

/// `States.Runtime` is what no Catch can hide.
fn cannot_run(error: &dyn std::error::Error) -> TaskFailure {
    TaskFailure::new(error_names::RUNTIME, format!("cannot run `sh`: {error}"))
}

/// The result that a command prints; where it fails, the error that it prints, or `States.TaskFailed` with what it says
/// on stderr.
fn result(command: &str, ended: Ended) -> Result<Option<Value>, TaskFailure> {
    let Ended { status, stdout, stderr } = ended;
    let status = status.map_err(|error| cannot_run(&error))?;
    let printed = serde_json::from_slice::<Value>(&stdout);
    if !status.success() {
        let printed = printed.unwrap_or_default();
        if let Some(error) = printed.get("errorType").and_then(Value::as_str) {
            return Err(TaskFailure::new(error, printed.to_string()));
        }
        let cause = format!("`{command}`: {status}{}", told(&stderr));
        return Err(TaskFailure::new(error_names::TASK_FAILED, cause));
    }
    if stdout.trim_ascii().is_empty() {
        return Ok(None);
    }
    printed.map(Some).map_err(|error| {
        let cause = format!("`{command}` printed what is not JSON: {error}{}", told(&stderr));
        TaskFailure::new(error_names::RUNTIME, cause)
    })
}

/// The end of what a command said.
fn told(stderr: &[u8]) -> String {
    let start = stderr.len().saturating_sub(MOST_OF_STDERR);
    let text = String::from_utf8_lossy(stderr.get(start..).unwrap_or_default());
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!(": {text}") }
}
