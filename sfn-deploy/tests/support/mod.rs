//! Runs the example `shop` as a user would, in an environment that holds nothing but what a test puts there.

#![allow(dead_code, reason = "each test file uses a part")]

use std::{
    collections::VecDeque,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use sfn_asl::WorkflowType;
use sfn_deploy::{App, Exit, Streams, Terminal};
use sfn_local::Definition;

/// A process that is sent a signal, `-INT` as Ctrl-C would; its exit code.
#[cfg(unix)]
pub(crate) fn end_by(signal: &str, process: &mut std::process::Child) -> i32 {
    let id = process.id().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().expect("runs").success());
    process.wait().expect("ends").code().unwrap_or(-1)
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A run to be.
pub(crate) struct Shop {
    command: Command,
    stdin: String,
}

impl Shop {
    pub(crate) fn new(arguments: &[&str]) -> Self {
        let mut command = Command::new(example("shop"));
        command.args(arguments).env_clear().env("HOME", env!("CARGO_TARGET_TMPDIR"));
        // Nothing but loopback: do not ask whether this is an EC2 instance.
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        Self { command, stdin: String::new() }
    }

    /// With credentials and a region, for an endpoint on this machine.
    pub(crate) fn at(url: &str, arguments: &[&str]) -> Self {
        let arguments: Vec<&str> =
            arguments.iter().copied().chain(["--endpoint-url", url]).collect();
        Self::new(&arguments)
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_REGION", "eu-central-1")
    }

    /// A command line of `shop` as somebody would paste it, in an environment that has nothing.
    #[cfg(unix)]
    pub(crate) fn pasted(line: &str) -> Self {
        let mut shop = Self::new(&[]);
        let mut command = Command::new("/bin/sh");
        command.args(["-c", line]).env_clear().env("HOME", env!("CARGO_TARGET_TMPDIR"));
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        shop.command = command;
        shop
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }

    /// Starts it with its streams in pipes.
    pub(crate) fn spawn(&mut self) -> std::process::Child {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        self.command.spawn().expect("the example `shop` is built along with the tests")
    }

    pub(crate) fn run(mut self) -> Ran {
        let mut child = self.spawn();
        // A program that does not read its stdin may be gone already.
        let _ = child.stdin.take().expect("piped").write_all(self.stdin.as_bytes());
        let output = child.wait_with_output().expect("runs");
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Ran {
    /// Asserts on the exit code, with everything that was printed.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// Asserts that stderr is this text.
    #[track_caller]
    pub(crate) fn says(self, stderr: &str) -> Self {
        assert_eq!(self.stderr, stderr);
        self
    }

    /// Asserts that stderr has this text.
    #[track_caller]
    pub(crate) fn mentions(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "no `{part}` in: {}", self.stderr);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

/// The output, or what is said, of a local run of a workflow of these states, from `S` on.
pub(crate) fn run_states(states: &str, options: &[&str]) -> Result<serde_json::Value, String> {
    let text = format!(r#"{{ "QueryLanguage": "JSONata", "StartAt": "S", "States": {states} }}"#);
    let machine = sfn_asl::read::json(&text).machine.expect("a definition");
    let app = App::new()
        .workflow(move || Definition::new("flow", WorkflowType::Standard, machine))
        .sample(r#"{ "n": 1 }"#);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let streams = Streams {
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        terminal: Terminal::default(),
    };
    match app.run_from(["deploy", "run", "flow", "--local"].iter().chain(options), streams) {
        Exit::Ok => Ok(serde_json::from_slice(&stdout).expect("JSON")),
        _ => Err(String::from_utf8(stderr).expect("text")),
    }
}

/// Cargo builds examples beside the directory of the tests.
pub(crate) fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("known");
    let profile =
        test.parent().and_then(|deps| deps.parent()).expect("target/<profile>/deps/<test>");
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A file with this content.
pub(crate) fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("writable");
    path.display().to_string()
}

/// A URL at which nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    format!("http://{}", listener.local_addr().expect("bound"))
}

/// A server that gives requests its answers one after another, the last one again and again, and keeps the requests.
pub(crate) struct Parrot {
    pub(crate) url: String,
    /// Their heads and bodies.
    requests: Arc<Mutex<Vec<String>>>,
}

impl Parrot {
    pub(crate) fn new(status: &str, content_type: &str, body: &str) -> Self {
        Self::in_turn(content_type, &[(status, body)])
    }

    pub(crate) fn in_turn(content_type: &str, answers: &[(&str, &str)]) -> Self {
        Self::after(Duration::ZERO, content_type, answers)
    }

    /// The first answer takes that long.
    pub(crate) fn after(delay: Duration, content_type: &str, answers: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("bound"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let message = |(status, body): &(&str, &str)| {
            format!(
                "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            )
        };
        let mut answers: VecDeque<_> = answers.iter().map(message).collect();
        let log = Arc::clone(&requests);
        let mut delay = delay;
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                if let Some((head, body)) = read_message(&mut stream) {
                    let body = String::from_utf8_lossy(&body);
                    log.lock().unwrap().push(format!("{head}{body}"));
                    thread::sleep(std::mem::take(&mut delay));
                    let answer = match answers.len() {
                        1 => answers.front().cloned(),
                        _ => answers.pop_front(),
                    };
                    let _ = stream.write_all(answer.unwrap_or_default().as_bytes());
                }
            }
        });
        Self { url, requests }
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// The names of the operations that were called, by AWS JSON.
    pub(crate) fn operations(&self) -> Vec<String> {
        let name = |request: &String| {
            let (_, rest) = request.split_once("x-amz-target: ")?;
            Some(rest.lines().next()?.rsplit('.').next()?.to_owned())
        };
        self.requests.lock().unwrap().iter().filter_map(name).collect()
    }

    /// The last request.
    pub(crate) fn last(&self) -> String {
        self.requests.lock().unwrap().last().cloned().unwrap_or_default()
    }
}

/// One HTTP message: its head, and a body of `content-length` bytes.
pub(crate) fn read_message(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut head = Vec::new();
    let mut byte = [0_u8];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some((head, body))
}

/// `shop serve` on a free port; ends with the test.
pub(crate) struct Serve {
    pub(crate) url: String,
    pub(crate) process: std::process::Child,
}

impl Serve {
    pub(crate) fn start() -> Self {
        Self::start_in("eu-central-1")
    }

    pub(crate) fn start_in(region: &str) -> Self {
        Self::start_with(&["--region", region])
    }

    pub(crate) fn start_with(arguments: &[&str]) -> Self {
        Self::of(Shop::new(&[]).command, arguments)
    }

    /// `sfn serve`, which has no workflows of its own.
    pub(crate) fn without_workflows(arguments: &[&str]) -> Self {
        Self::of(Command::new(env!("CARGO_BIN_EXE_sfn")), arguments)
    }

    fn of(mut command: Command, arguments: &[&str]) -> Self {
        let mut process = command
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        let mut line = String::new();
        let stdout = process.stdout.as_mut().expect("piped");
        std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut line)
            .expect("its URL");
        Self { url: line.trim().to_owned(), process }
    }

    /// The commands that it says to use: the lines that begin with its own path.
    pub(crate) fn commands(&mut self) -> Vec<String> {
        let stderr = self.process.stderr.take().expect("piped");
        let mut commands = Vec::new();
        for line in std::io::BufRead::lines(std::io::BufReader::new(stderr)) {
            let line = line.expect("text");
            if line == "for other programs:" {
                break;
            }
            commands.extend(line.strip_prefix("  ").map(str::to_owned));
        }
        commands
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Passes requests on and notes which operations they name.
pub(crate) struct Recorder {
    pub(crate) url: String,
    operations: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    pub(crate) fn before(upstream: &str) -> Self {
        let upstream = upstream.strip_prefix("http://").expect("http").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("bound"));
        let operations = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&operations);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (log, upstream) = (Arc::clone(&log), upstream.clone());
                thread::spawn(move || pass_on(client, &upstream, &log));
            }
        });
        Self { url, operations }
    }

    /// The operations since the last call that change something.
    pub(crate) fn take_writes(&self) -> Vec<String> {
        let mut operations = std::mem::take(&mut *self.operations.lock().unwrap());
        operations.retain(|operation| {
            !["Get", "Describe", "List"].iter().any(|read| operation.starts_with(read))
        });
        operations
    }
}

fn pass_on(mut client: TcpStream, upstream: &str, log: &Mutex<Vec<String>>) {
    let mut server = TcpStream::connect(upstream).expect("the endpoint is up");
    while let Some((head, body)) = read_message(&mut client) {
        let target = head.lines().find_map(|line| {
            line.to_ascii_lowercase().starts_with("x-amz-target:").then(|| line.to_owned())
        });
        let form = String::from_utf8_lossy(&body).into_owned();
        let action =
            form.split('&').find_map(|pair| pair.strip_prefix("Action=").map(str::to_owned));
        let operation =
            target.and_then(|target| target.rsplit('.').next().map(str::to_owned)).or(action);
        log.lock().unwrap().extend(operation);
        server.write_all(&[head.as_bytes(), &body].concat()).expect("the endpoint is up");
        let Some((head, body)) = read_message(&mut server) else { return };
        if client.write_all(&[head.as_bytes(), &body].concat()).is_err() {
            return;
        }
    }
}
