//! `cargo xtask conformance`: runs the cases, compares, reports, and holds the result against the
//! list of known failures, which may only get shorter.

mod api;
mod cdk;
mod compare;
mod executions;
mod iam;
mod jsonata;
mod known;
mod mocks;
mod placeholders;
mod report;
mod teststate;
mod validation;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use serde_json::Value;

use known::Known;

/// Options of the report.
#[derive(Args)]
pub(crate) struct Options {
    /// The folder with `localstack/`, `jsonata/` and `cdk/` (default: `$SFN_SHARED/conformance`, or
    /// `../shared/conformance`); for the kinds `cdk` and `iam` also a folder with their files.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Only this kind: `executions`, `api`, `validation`, `teststate`, `jsonata`, `cdk` or `iam`.
    #[arg(long)]
    kind: Option<String>,
    /// Only cases whose id contains this text; prints what differs.
    #[arg(long)]
    case: Option<String>,
    /// Prints a JSON document instead of text.
    #[arg(long)]
    json: bool,
}

/// How well a case went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All of it.
    Pass,
    /// The end result is right, the history is not.
    History(String),
    /// Not even the end result.
    Fail(String),
    /// Out of this runner's reach, for this reason.
    Skip(String),
}

/// A case that was looked at.
pub(crate) struct Case {
    id: String,
    category: String,
    verdict: Verdict,
    /// Which of the outcomes of its kind it had.
    outcome: Option<Outcome>,
}

/// How a case went, where a kind tells several ways of passing apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    name: &'static str,
    /// Where it shows, a line each.
    details: Vec<String>,
}

impl Case {
    /// A case that passes or fails, and nothing else.
    fn new(id: impl Into<String>, category: impl Into<String>, verdict: Verdict) -> Self {
        Self { id: id.into(), category: category.into(), verdict, outcome: None }
    }
}

/// What is compared in a kind.
struct Kind {
    name: &'static str,
    /// The outcomes that its cases can have, if it tells them apart.
    outcomes: &'static [&'static str],
    cases: Vec<Case>,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    match report(options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Runs the cases of a file, or folder, that are selected.
type Runner<'r> = &'r dyn Fn(&Path, &dyn Fn(&str) -> bool) -> Result<Vec<Case>, String>;

fn report(options: &Options) -> Result<bool, String> {
    let data = options.data.clone().unwrap_or_else(default_data);
    let selected = |id: &str| options.case.as_deref().is_none_or(|part| id.contains(part));
    let mut kinds = Vec::new();
    let mut add = |name, outcomes, file: PathBuf, run: Runner<'_>| {
        if options.kind.as_deref().is_some_and(|only| only != name) {
            return Ok(());
        }
        // A folder of one's own need not have files of every kind.
        if options.data.is_some() && options.kind.is_none() && !file.exists() {
            eprintln!("{name}: not run, there is no `{}`", file.display());
            return Ok(());
        }
        kinds.push(Kind { name, outcomes, cases: run(&file, &selected)? });
        Ok::<_, String>(())
    };
    let localstack = |name: &str| data.join("localstack").join(name);
    add("executions", &[], localstack("executions.jsonl"), &executions::run)?;
    add("api", &[], localstack("api.jsonl"), &api::run)?;
    add("validation", &[], localstack("validation.jsonl"), &validation::run)?;
    add("teststate", &[], localstack("teststate.jsonl"), &teststate::run)?;
    add("jsonata", &[], data.join("jsonata"), &jsonata::run)?;
    add("iam", iam::OUTCOMES, iam::file(&data), &iam::run)?;
    add("cdk", cdk::OUTCOMES, cdk::folder(&data), &cdk::run)?;
    if kinds.is_empty() {
        return Err("there is nothing to run: no such kind, or no files".to_owned());
    }
    let known = Known::read(&workspace().join("tests/conformance/known_failures.toml"))?;
    let findings: Vec<_> = kinds
        .iter()
        .flat_map(|kind| known.check(kind.name, &kind.cases, options.case.is_some()))
        .collect();
    print(&if options.json {
        report::json(&kinds, &known, &findings)
    } else {
        report::text(&kinds, &known, &findings, options.case.is_some())
    });
    Ok(findings.is_empty())
}

#[expect(clippy::print_stdout, reason = "the report is the output")]
fn print(text: &str) {
    println!("{text}");
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

fn default_data() -> PathBuf {
    env::var_os("SFN_SHARED")
        .map_or_else(|| workspace().join("../shared"), PathBuf::from)
        .join("conformance")
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// The records of a file, one a line.
fn records(path: &Path) -> Result<Vec<Value>, String> {
    let text = read(path)?;
    let lines = text.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| {
            serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display()))
        })
        .collect()
}
