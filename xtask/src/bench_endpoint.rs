//! `cargo xtask bench-endpoint`: the endpoint over HTTP, beside other local Step Functions, one after the other in one run.
//!
//! The driver is `facts/local_bench/bench.py` of the shared data: it starts each server, runs the same executions through
//! the same client, checks every output, and watches time, CPU and memory. Its client, in Python, takes more time for a
//! chain of ten states than a fast server does; so the chains run a second time through one in Rust.

mod chain;

use std::{
    fmt::Write as _,
    fs,
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::Duration,
};

use clap::Args;
use serde_json::Value;

use crate::python;

/// Options of the benchmark.
#[derive(Args)]
pub(crate) struct Options {
    /// Only servers whose name contains this text; ours is always there.
    #[arg(long, default_value = "")]
    peer: String,
    /// A server of one's own: its name, and the command that starts it on port 5104.
    #[arg(long, value_name = "NAME=COMMAND", value_parser = server)]
    server: Vec<(String, String)>,
    /// The binary `sfn`, in place of one that is built now.
    #[arg(long, value_name = "FILE")]
    sfn: Option<PathBuf>,
    /// How many executions of a chain.
    #[arg(long, default_value_t = 300)]
    executions: u32,
}

fn server(text: &str) -> Result<(String, String), String> {
    let (name, command) = text.split_once('=').ok_or("it is NAME=COMMAND")?;
    Ok((name.to_owned(), command.to_owned()))
}

pub(crate) fn run(options: &Options) -> ExitCode {
    match measure(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// What is run, and what the driver calls it.
const CASES: [(&str, &str, Unit); 8] = [
    ("loop", "Choice/Pass loop, JSONPath", Unit::Transitions),
    ("loop_jsonata", "the same in JSONata", Unit::Transitions),
    ("map", "Map of 1,000 × 3 Pass, JSONPath", Unit::Transitions),
    ("map_jsonata", "the same in JSONata", Unit::Transitions),
    ("chain_seq", "10 Pass, 1 client", Unit::Executions),
    ("chain_c16", "10 Pass, 16 clients", Unit::Executions),
    ("express_seq", "StartSyncExecution, 1 client", Unit::Executions),
    ("express_c16", "StartSyncExecution, 16 clients", Unit::Executions),
];

#[derive(Clone, Copy)]
enum Unit {
    Transitions,
    Executions,
}

impl Unit {
    const fn member(self) -> &'static str {
        match self {
            Self::Transitions => "transitions_per_s",
            Self::Executions => "executions_per_s",
        }
    }
}

struct Server {
    name: String,
    command: String,
    port: u16,
    /// What is posted to it once it is up.
    setup: Option<[&'static str; 2]>,
}

impl Server {
    /// Starts it, and waits until it listens.
    fn start(&self) -> Result<Running, String> {
        let process = Command::new("sh")
            .args(["-c", &format!("exec {}", self.command)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", self.name))?;
        let running = Running { url: format!("http://127.0.0.1:{}", self.port), process };
        for _ in 0..600 {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                if let Some([path, body]) = self.setup {
                    chain::post(&format!("{}{path}", running.url), body)?;
                }
                return Ok(running);
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(format!("{} does not listen at its port", self.name))
    }
}

/// A server that runs until this is dropped.
struct Running {
    url: String,
    process: Child,
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[expect(clippy::print_stdout, reason = "the figures are the output")]
fn measure(options: &Options) -> Result<(), String> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the workspace has no folder")?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let shared =
        std::env::var_os("SFN_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let driver = shared.join("facts/local_bench/bench.py");
    if !driver.exists() {
        return Err(format!("{} is not there: set SFN_SHARED", driver.display()));
    }
    let peers = root.join("tests/peers");
    let python = python::environment(
        &target.join("peers/endpoint"),
        &peers.join("endpoint/requirements.txt"),
    )?;
    let servers = servers(options, root, &target, &python)?;
    let folder = target.join("bench-endpoint");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut results = Vec::new();
    for server in &servers {
        let file = folder.join(format!("{}.json", server.name));
        let mut bench = Command::new(python.join("python"));
        bench
            .arg(&driver)
            .args(["--client", "raw", "--startups", "5", "--n", &options.executions.to_string()])
            .args(["--endpoint", &format!("http://127.0.0.1:{}", server.port)])
            .args(["--label", &server.name, "--spawn", &server.command])
            .args(["--cases", &CASES.map(|(case, ..)| case).join(",")])
            .arg("--out")
            .arg(&file);
        if let Some(setup) = server.setup {
            bench.arg("--setup").args(setup);
        }
        let done = bench.status().map_err(|error| error.to_string())?;
        if !done.success() {
            return Err(format!("{}: {done}", server.name));
        }
        let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
        let mut result: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        result["rust"] = chain::cases(server)?;
        results.push(result);
    }
    println!("{}", table(&servers, &results));
    Ok(())
}

/// `sfn`, built as it is meant to be used.
fn built(root: &Path, target: &Path) -> Result<PathBuf, String> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--bin", "sfn"])
        .current_dir(root)
        .status()
        .map_err(|error| error.to_string())?;
    if built.success() {
        Ok(target.join("release/sfn"))
    } else {
        Err("`sfn` does not build".to_owned())
    }
}

fn servers(
    options: &Options,
    root: &Path,
    target: &Path,
    python: &Path,
) -> Result<Vec<Server>, String> {
    let sfn = match &options.sfn {
        Some(sfn) => sfn.clone(),
        None => built(root, target)?,
    };
    let mut servers = vec![Server {
        name: "ours".to_owned(),
        command: format!("{} serve --port 5100", sfn.display()),
        port: 5100,
        setup: None,
    }];
    if "ministack".contains(&options.peer) {
        let program = python.join("ministack");
        servers.push(Server {
            name: "ministack".to_owned(),
            command: format!("env GATEWAY_PORT=5103 {}", program.display()),
            port: 5103,
            setup: None,
        });
    }
    if "moto".contains(&options.peer) {
        let requirements = root.join("tests/peers/moto/requirements.txt");
        let moto = python::environment(&target.join("peers/moto"), &requirements)?;
        servers.push(Server {
            name: "moto".to_owned(),
            command: format!("{} -H 127.0.0.1 -p 5101", moto.join("moto_server").display()),
            port: 5101,
            setup: Some([
                "/moto-api/config",
                r#"{"stepfunctions": {"execute_state_machine": true}}"#,
            ]),
        });
    }
    let own = options.server.iter().map(|(name, command)| Server {
        name: name.clone(),
        command: command.clone(),
        port: 5104,
        setup: None,
    });
    servers.extend(own);
    Ok(servers)
}

fn rounded(value: f64) -> String {
    let digits = if value < 1.0 { 2 } else { usize::from(value < 100.0) };
    format!("{value:.digits$}")
}

/// The figures as Markdown; those of the others with how many times ours it is.
fn table(servers: &[Server], results: &[Value]) -> String {
    let mut text = String::from("| |");
    for server in servers {
        let _ = write!(text, " {} |", server.name);
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(servers.len()));
    let mut row = |name: &str, figure: &dyn Fn(&Value) -> Option<f64>, is_rate: bool| {
        let _ = write!(text, "\n| {name} |");
        let ours = results.first().and_then(figure);
        for (index, result) in results.iter().enumerate() {
            let Some(value) = figure(result) else {
                text.push_str(" – |");
                continue;
            };
            let _ = write!(text, " {}", rounded(value));
            if let Some(ours) = ours.filter(|_| index > 0) {
                let ratio = if is_rate { ours / value } else { value / ours };
                let _ = write!(text, " (1 : {ratio:.1})");
            }
            text.push_str(" |");
        }
    };
    for (case, name, unit) in CASES {
        let figure = move |result: &Value| result["cases"][case][unit.member()].as_f64();
        row(&format!("{name}, {}", unit.member().replace('_', " ")), &figure, true);
    }
    for (case, name, unit) in CASES.into_iter().filter(|(case, ..)| chain::NAMES.contains(case)) {
        let figure = move |result: &Value| result["rust"][case][unit.member()].as_f64();
        row(&format!("{name}, in Rust, {}", unit.member().replace('_', " ")), &figure, true);
    }
    let cpu = |result: &Value| {
        let chain = &result["cases"]["chain_seq"];
        Some(chain["server_cpu_s"].as_f64()? * 1e3 / chain["executions"].as_f64()?)
    };
    row("CPU of the server for an execution of 10 Pass, ms", &cpu, false);
    let history = |result: &Value| {
        let history = &result["cases"]["loop"]["history"];
        Some(history["seconds"].as_f64()? * 1e3)
    };
    row("history of the loop, ms", &history, false);
    let startup = |result: &Value| {
        let mut starts: Vec<f64> =
            result["startup_s"].as_array()?.iter().filter_map(Value::as_f64).collect();
        starts.sort_by(f64::total_cmp);
        Some(starts.get(starts.len() / 2)? * 1e3)
    };
    row("start, ms", &startup, false);
    row("memory before, MB", &|result| result["rss_idle_mb"].as_f64(), false);
    row("memory after, MB", &|result| result["rss_end_mb"].as_f64(), false);
    text
}
