//! Definitions of public repositories: what is valid reads without an error and is written as it was, and what
//! is broken is refused.

#![expect(clippy::disallowed_methods, reason = "reads the compiler's goldens")]

mod support;

use std::{collections::BTreeSet, fs, io, path::Path};

use serde_json::Value;
use sfn_asl::{Diagnostic, Severity, WorkflowType, read, write};
use support::{lines, short_hash};

/// Definitions that a validator's own tests call valid, and that AWS refuses.
const NOT_VALID: &[(&str, &str)] = &[
    (
        "0718a6a9",
        "a JSONPath state in a JSONata machine; the service's refusal of that was recorded",
    ),
    ("49f50e2a", "a variable `top-level`; names of variables are identifiers"),
    ("5cbbf5bf", "`Credentials` with `roleArn`; that the service asks for `RoleArn` was recorded"),
    ("9e6402a3", "the state name `Second` three times; names are unique in the whole definition"),
];

/// Definitions that are there to fail: what they read is not there.
const NOT_THERE: &[(&str, &str)] = &[
    ("5c918d54", "`$randomSeeded` is no function of JSONata or Step Functions"),
    ("8cccbb01", "no state assigns the variable `$field2`"),
    ("f4b7f524", "no state assigns the variable `$doesNotExist`"),
];

fn workflow_type(line: &Value) -> WorkflowType {
    match line["workflow_type"].as_str() {
        Some("EXPRESS") => WorkflowType::Express,
        _ => WorkflowType::Standard,
    }
}

fn errors(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect()
}

#[test]
fn valid_definitions_read_without_an_error_and_are_written_as_they_were() {
    let Some(lines) = lines("corpus/asl/valid.jsonl") else { return };
    assert_eq!(lines.len(), 405);
    let mut failures = Vec::new();
    for line in &lines {
        let hash = short_hash(line);
        let text = serde_json::to_string_pretty(&line["definition"]).unwrap();
        let reading = read::json(&text);
        let machine = reading.machine.as_ref().expect("an object");
        if write::to_value(machine) != line["definition"] {
            failures.push(format!("{hash} is written differently: {}", write::to_string(machine)));
        }
        let errors = errors(reading.check(workflow_type(line)));
        let is_exception = NOT_VALID.iter().any(|(exception, _)| *exception == hash);
        if errors.is_empty() == is_exception {
            let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
            failures.push(format!("{hash} ({}): {}", line["basis"], errors.join("\n    ")));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), lines.len(), failures.join("\n"));
}

#[test]
fn a_value_and_its_text_read_alike() {
    let Some(lines) = lines("corpus/asl/valid.jsonl") else { return };
    for line in &lines {
        let definition = &line["definition"];
        let from_text = read::json(&definition.to_string());
        let from_value = read::value(definition);
        assert_eq!(from_text.machine, from_value.machine);
        // JSON is YAML, as far as the two parsers are concerned.
        let from_yaml = read::yaml(&serde_json::to_string_pretty(definition).unwrap());
        assert_eq!(
            from_text.machine,
            from_yaml.machine,
            "{} {:?}",
            short_hash(line),
            from_yaml.diagnostics
        );
    }
}

#[test]
fn writing_gives_the_same_bytes_again() {
    let Some(lines) = lines("corpus/asl/valid.jsonl") else { return };
    for line in &lines {
        let first = write::to_string(&read::value(&line["definition"]).machine.expect("an object"));
        let second = write::to_string(&read::json(&first).machine.expect("an object"));
        assert_eq!(first, second);
        assert!(first.lines().all(|line| line.trim_end() == line) && first.ends_with("}\n"));
    }
}

#[test]
fn invalid_definitions_are_refused() {
    let Some(lines) = lines("corpus/asl/invalid.jsonl") else { return };
    let mut accepted = Vec::new();
    for line in &lines {
        let text =
            line["text"].as_str().map_or_else(|| line["definition"].to_string(), str::to_owned);
        if errors(read::json(&text).check(workflow_type(line))).is_empty() {
            accepted.push((short_hash(line), line["reason"].as_str().unwrap_or_default()));
        }
    }
    assert!(accepted.is_empty(), "{} of {}: {accepted:#?}", accepted.len(), lines.len());
}

/// What is said of names is no false alarm on what the service took, and on what the compiler writes.
#[test]
fn valid_definitions_read_variables_and_call_functions_that_are_there() {
    let of_names = [
        "jsonata-eval",
        "jsonata-unknown-function",
        "variable-undefined",
        "variable-in-distributed-map",
    ];
    let lines = lines("corpus/asl/valid.jsonl").unwrap_or_default();
    let valid =
        lines.iter().map(|line| (short_hash(line).to_owned(), line["definition"].to_string()));
    let mut found = BTreeSet::new();
    let goldens = goldens().unwrap();
    assert!(!goldens.is_empty());
    for (name, text) in valid.chain(goldens) {
        let findings = read::json(&text).check(WorkflowType::Standard);
        let alarms = findings.iter().filter(|finding| of_names.contains(&finding.rule));
        found.extend(alarms.map(|alarm| (name.clone(), alarm.message.clone())));
    }
    let known = NOT_THERE.iter().map(|(name, message)| ((*name).to_owned(), (*message).to_owned()));
    assert!(lines.is_empty() || found.iter().cloned().eq(known), "{found:#?}");
}

/// The definitions that the compiler's own tests compare with.
fn goldens() -> io::Result<Vec<(String, String)>> {
    let mut goldens = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden"))? {
        let path = entry?.path();
        let name = path.display().to_string();
        if name.ends_with(".asl.json") {
            goldens.push((name, fs::read_to_string(path)?));
        }
    }
    Ok(goldens)
}

/// Errors that a service is meant to raise, under names that it never raises.
const NEVER_RAISED: &[(&str, &str)] =
    &[("InternalServerException", "Comprehend."), ("ParameterNotFound", "Ssm.")];

/// What the catalogue says is no false alarm on what the service took.
#[test]
fn the_catalogue_knows_what_valid_definitions_call() {
    let Some(lines) = lines("corpus/asl/valid.jsonl") else { return };
    let of_catalogue = [
        "unknown-argument",
        "missing-argument",
        "argument-value",
        "unknown-integration",
        "unknown-error",
    ];
    for line in &lines {
        let reading = read::json(&line["definition"].to_string());
        let findings = reading.check(workflow_type(line));
        let is_true = |finding: &Diagnostic| {
            let help = finding.help.as_deref().unwrap_or_default();
            NEVER_RAISED.iter().any(|(name, prefix)| {
                finding.message.contains(&format!("`{name}`"))
                    && help.contains(&format!("`{prefix}"))
            })
        };
        let alarms: Vec<_> = findings
            .iter()
            .filter(|finding| of_catalogue.contains(&finding.rule) && !is_true(finding))
            .collect();
        assert!(alarms.is_empty(), "{}: {alarms:?}", short_hash(line));
    }
}
