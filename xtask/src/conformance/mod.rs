//! `cargo xtask conformance`: runs the cases, compares, reports, and holds the result against the
//! list of known failures, which may only get shorter.

mod api;
mod compare;
mod executions;
mod jsonata;
mod known;
mod mocks;
mod placeholders;
mod validation;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use serde_json::{Value, json};

use known::Known;

/// Options of the report.
#[derive(Args)]
pub(crate) struct Options {
    /// The folder with `localstack/` and `jsonata/` (default: `$SFN_SHARED/conformance`, or `../shared/conformance`).
    #[arg(long)]
    data: Option<PathBuf>,
    /// Only this kind: `executions`, `api`, `validation` or `jsonata`.
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
}

/// What is compared in a kind.
struct Kind {
    name: &'static str,
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

fn report(options: &Options) -> Result<bool, String> {
    let data = options.data.clone().unwrap_or_else(default_data);
    let wanted = |kind: &str| options.kind.as_deref().is_none_or(|only| only == kind);
    let selected = |id: &str| options.case.as_deref().is_none_or(|part| id.contains(part));
    let mut kinds = Vec::new();
    if wanted("executions") {
        let cases = executions::run(&data.join("localstack/executions.jsonl"), &selected)?;
        kinds.push(Kind { name: "executions", cases });
    }
    if wanted("api") {
        let cases = api::run(&data.join("localstack/api.jsonl"), &selected)?;
        kinds.push(Kind { name: "api", cases });
    }
    if wanted("validation") {
        let cases = validation::run(&data.join("localstack/validation.jsonl"), &selected)?;
        kinds.push(Kind { name: "validation", cases });
    }
    if wanted("jsonata") {
        kinds
            .push(Kind { name: "jsonata", cases: jsonata::run(&data.join("jsonata"), &selected)? });
    }
    let known = Known::read(&workspace().join("tests/conformance/known_failures.toml"))?;
    let findings: Vec<_> = kinds
        .iter()
        .flat_map(|kind| known.check(kind.name, &kind.cases, options.case.is_some()))
        .collect();
    if options.json {
        print(
            &serde_json::to_string_pretty(&as_json(&kinds, &known, &findings)).unwrap_or_default(),
        );
    } else {
        print(&as_text(&kinds, &known, &findings, options.case.is_some()));
    }
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

/// Totals of a kind or a category.
#[derive(Default)]
struct Totals {
    passed: usize,
    right_result: usize,
    total: usize,
}

impl Totals {
    fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Skip(_) => return,
            Verdict::Pass => {
                self.passed += 1;
                self.right_result += 1;
            }
            Verdict::History(_) => self.right_result += 1,
            Verdict::Fail(_) => {}
        }
        self.total += 1;
    }

    fn text(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let percent = |n: usize| 100.0 * n as f64 / self.total.max(1) as f64;
        format!(
            "{:>5}/{} whole ({:.1} %), {} by result ({:.1} %)",
            self.passed,
            self.total,
            percent(self.passed),
            self.right_result,
            percent(self.right_result)
        )
    }
}

fn totals(cases: &[Case]) -> (Totals, BTreeMap<&str, Totals>, BTreeMap<&str, usize>) {
    let mut all = Totals::default();
    let mut categories: BTreeMap<&str, Totals> = BTreeMap::new();
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases {
        all.add(&case.verdict);
        match &case.verdict {
            Verdict::Skip(reason) => *skipped.entry(reason).or_default() += 1,
            verdict => categories.entry(&case.category).or_default().add(verdict),
        }
    }
    (all, categories, skipped)
}

fn as_text(kinds: &[Kind], known: &Known, findings: &[String], details: bool) -> String {
    let mut lines = Vec::new();
    for kind in kinds {
        let (all, categories, skipped) = totals(&kind.cases);
        lines.push(format!("{}: {}", kind.name, all.text()));
        lines.extend(
            categories
                .iter()
                .filter(|(_, totals)| {
                    details || totals.passed < totals.total || kind.name == "executions"
                })
                .map(|(name, totals)| format!("  {name:<28}{}", totals.text())),
        );
        lines.extend(
            skipped.iter().map(|(reason, count)| format!("  not run: {count:>4}  {reason}")),
        );
        for case in &kind.cases {
            if let Verdict::History(difference) | Verdict::Fail(difference) = &case.verdict {
                let reason = known.reason(kind.name, &case.id).unwrap_or("no reason given");
                lines.push(format!("  fails: {} ({reason})", case.id));
                if details {
                    lines.push(difference.clone());
                }
            }
        }
    }
    lines.extend(findings.iter().map(|finding| format!("error: {finding}")));
    lines.join("\n")
}

fn as_json(kinds: &[Kind], known: &Known, findings: &[String]) -> Value {
    let kinds: serde_json::Map<_, _> = kinds
        .iter()
        .map(|kind| {
            let (all, categories, skipped) = totals(&kind.cases);
            let numbers = |totals: &Totals| {
                json!({ "passed": totals.passed, "right_result": totals.right_result, "total": totals.total })
            };
            let failures: Vec<_> = kind
                .cases
                .iter()
                .filter_map(|case| match &case.verdict {
                    Verdict::History(difference) | Verdict::Fail(difference) => Some(json!({
                        "id": case.id,
                        "level": if matches!(case.verdict, Verdict::History(_)) { "history" } else { "result" },
                        "difference": difference,
                        "reason": known.reason(kind.name, &case.id),
                    })),
                    Verdict::Pass | Verdict::Skip(_) => None,
                })
                .collect();
            let categories: serde_json::Map<_, _> =
                categories.iter().map(|(name, totals)| ((*name).to_owned(), numbers(totals))).collect();
            let report = json!({
                "totals": numbers(&all),
                "categories": categories,
                "not_run": skipped,
                "failures": failures,
            });
            (kind.name.to_owned(), report)
        })
        .collect();
    json!({ "kinds": kinds, "unexpected": findings })
}
