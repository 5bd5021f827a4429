//! Compiles programs together, as one binary for each core, and runs those in processes of their own.

use std::{
    collections::BTreeSet,
    env,
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use serde_json::Value;

use super::program::Program;

/// How long a program may take for all of its inputs.
const PATIENCE: Duration = Duration::from_mins(1);

/// What is wrong with a program.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// Its index in the batch.
    pub(super) program: usize,
    /// `does not compile`, `definition`, `difference` or `crash`.
    pub(super) kind: String,
    pub(super) text: String,
}

/// The crate that is written again for every batch.
pub(super) struct Workspace {
    directory: PathBuf,
    target: PathBuf,
    /// How many binaries there are. A program is in that of its index modulo this.
    parts: usize,
}

impl Workspace {
    /// Uses the lock file, the profile and the target directory of the workspace.
    pub(super) fn new() -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("the workspace has no directory")?;
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let directory = target.join("fuzz-twin");
        let parts = thread::available_parallelism().map_or(1, usize::from);
        let mut binaries = String::new();
        for part in 0..parts {
            let name = format!("fuzz-batch-{part}");
            let _ =
                write!(binaries, "\n[[bin]]\nname = \"{name}\"\npath = \"src/part{part}.rs\"\n");
        }
        let manifest = format!(
            r#"[package]
name = "fuzz-batch"
version = "0.0.0"
edition = "2024"
publish = false
autobins = false
{binaries}
[dependencies]
sfn-dsl = {{ path = "{dsl}" }}
sfn-programs = {{ path = "{programs}" }}

[workspace]

[profile.dev]
debug = "line-tables-only"

[profile.dev.package]
fuzz-batch.debug = 0
jlens-core.opt-level = 2
"#,
            dsl = root.join("sfn-dsl").display(),
            programs = root.join("xtask/programs").display(),
        );
        let workspace = Self { directory, target, parts };
        fs::create_dir_all(workspace.directory.join("src")).map_err(|error| error.to_string())?;
        workspace.write("Cargo.toml", &manifest)?;
        fs::copy(root.join("Cargo.lock"), workspace.directory.join("Cargo.lock"))
            .map_err(|error| format!("Cargo.lock: {error}"))?;
        Ok(workspace)
    }

    fn write(&self, path: &str, content: &str) -> Result<(), String> {
        fs::write(self.directory.join(path), content).map_err(|error| format!("{path}: {error}"))
    }

    /// Everything that is wrong with the programs; each comes with what its inputs follow from.
    pub(super) fn check(
        &self,
        programs: &[(u64, Program)],
        cases: u64,
    ) -> Result<Vec<Finding>, String> {
        let mut findings = Vec::new();
        let mut left: BTreeSet<usize> = (0..programs.len()).collect();
        for (index, (_, program)) in programs.iter().enumerate() {
            self.write(&format!("src/p{index}.rs"), &program.source)?;
        }
        // rustc does not get to all errors while there are some, so those without are compiled again.
        loop {
            for part in 0..self.parts {
                let main = main_of(programs, &self.of_part(part, &left));
                self.write(&format!("src/part{part}.rs"), &main)?;
            }
            let errors = self.compile()?;
            if errors.is_empty() {
                break;
            }
            for finding in errors {
                if left.remove(&finding.program) {
                    findings.push(finding);
                }
            }
        }
        let found: Vec<_> = thread::scope(|scope| {
            let runs = (0..self.parts).map(|part| {
                let programs = self.of_part(part, &left);
                scope.spawn(move || self.run_all(part, &programs, cases))
            });
            let runs: Vec<_> = runs.collect();
            runs.into_iter()
                .map(|run| run.join().unwrap_or_else(|_| Err("a thread ended".to_owned())))
                .collect()
        });
        for found in found {
            findings.extend(found?);
        }
        findings.sort_by_key(|finding| finding.program);
        Ok(findings)
    }

    fn of_part(&self, part: usize, programs: &BTreeSet<usize>) -> BTreeSet<usize> {
        programs.iter().copied().filter(|index| index % self.parts == part).collect()
    }

    /// Runs the programs of a binary, and goes on after one that ends the process.
    fn run_all(
        &self,
        part: usize,
        programs: &BTreeSet<usize>,
        cases: u64,
    ) -> Result<Vec<Finding>, String> {
        let (mut findings, mut first) = (Vec::new(), 0);
        while programs.range(first..).next().is_some() {
            let (found, next) = self.run(part, first, cases)?;
            findings.extend(found);
            first = next;
        }
        Ok(findings)
    }

    /// The first error of each program that has some.
    fn compile(&self) -> Result<Vec<Finding>, String> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["build", "--offline", "--quiet", "--keep-going", "--message-format", "json"])
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .map_err(|error| format!("cargo: {error}"))?;
        if output.status.success() {
            return Ok(Vec::new());
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let messages: Vec<Value> =
            text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let findings: Vec<_> =
            messages.iter().filter_map(|line| compile_error(&line["message"])).collect();
        if findings.is_empty() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            let rendered: Vec<_> =
                messages.iter().filter_map(|line| line["message"]["rendered"].as_str()).collect();
            return Err(format!("the batch does not compile:\n{stderr}\n{}", rendered.join("\n")));
        }
        Ok(findings)
    }

    /// Runs the programs from `first` on. What was found, and the program after the last one that ran.
    fn run(&self, part: usize, first: usize, cases: u64) -> Result<(Vec<Finding>, usize), String> {
        let mut child = Command::new(self.target.join(format!("debug/fuzz-batch-{part}")))
            .args([first.to_string(), cases.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("fuzz-batch: {error}"))?;
        let lines = lines_of(&mut child);
        let (mut findings, mut current) = (Vec::new(), first);
        loop {
            let problem = match lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    if line["done"] == true {
                        let _ = child.wait();
                        return Ok((findings, usize::MAX));
                    }
                    if let Some(started) = line["started"].as_u64() {
                        current = usize::try_from(started).unwrap_or(usize::MAX);
                    } else if let (Some(kind), Some(text)) =
                        (line["kind"].as_str(), line["text"].as_str())
                    {
                        let text = text.to_owned();
                        findings.push(Finding { program: current, kind: kind.to_owned(), text });
                    }
                    continue;
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let _ = child.kill();
                    "it does not end".to_owned()
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => "the process ended".to_owned(),
            };
            let status = child.wait().map_err(|error| error.to_string())?;
            let text = format!("{problem}: {status}");
            findings.push(Finding { program: current, kind: "crash".to_owned(), text });
            return Ok((findings, current + 1));
        }
    }
}

fn lines_of(child: &mut Child) -> mpsc::Receiver<Value> {
    let (send, receive) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let Ok(line) = serde_json::from_str(&line) else { continue };
                if send.send(line).is_err() {
                    break;
                }
            }
        });
    }
    receive
}

fn main_of(programs: &[(u64, Program)], left: &BTreeSet<usize>) -> String {
    let mut modules = String::new();
    let mut table = String::new();
    for index in left {
        let key = programs.get(*index).map_or(0, |(key, _)| *key);
        let _ = writeln!(modules, "mod p{index};");
        let _ = writeln!(table, "        ({index}, {key}, p{index}::check),");
    }
    format!(
        "#![allow(warnings)]\n{modules}\nfn main() -> std::process::ExitCode {{\n    sfn_programs::run(&[\n{table}    ])\n}}\n"
    )
}

fn compile_error(message: &Value) -> Option<Finding> {
    if message["level"] != "error" {
        return None;
    }
    let spans = message["spans"].as_array()?;
    let mut files = spans.iter().flat_map(places);
    let program =
        files.find_map(|file| file.strip_prefix("src/p")?.strip_suffix(".rs")?.parse().ok())?;
    let text = message["rendered"].as_str().unwrap_or_default().to_owned();
    Some(Finding { program, kind: "does not compile".to_owned(), text })
}

/// The files of a span, and of the macros that it came out of.
fn places(span: &Value) -> Vec<&str> {
    let mut files = Vec::new();
    let mut span = Some(span);
    while let Some(at) = span {
        files.extend(at["file_name"].as_str());
        span = at["expansion"]["span"].as_object().map(|_| &at["expansion"]["span"]);
    }
    files
}

/// The source as rustfmt has it, where there is one.
pub(super) fn formatted(source: &str) -> String {
    let format = || {
        let mut child = Command::new("rustfmt")
            .args(["--edition", "2024"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        child.stdin.take()?.write_all(source.as_bytes()).ok()?;
        let output = child.wait_with_output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    format().unwrap_or_else(|| source.to_owned())
}
