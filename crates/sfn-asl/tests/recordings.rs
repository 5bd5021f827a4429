//! What the service itself accepted and refused, as recorded: the same verdicts, codes, texts and locations.

mod support;

use serde_json::Value;
use sfn_asl::{Diagnostic, Severity, WorkflowType, read};
use support::lines;

fn errors(line: &Value) -> Vec<Diagnostic> {
    let text = line["definition_text"]
        .as_str()
        .map_or_else(|| line["definition"].to_string(), str::to_owned);
    let workflow_type = match line["type"].as_str() {
        Some("EXPRESS") => WorkflowType::Express,
        _ => WorkflowType::Standard,
    };
    let findings = read::json(&text).check(workflow_type);
    findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect()
}

/// `CODE: message at location`, as the API's error gives it.
fn told(finding: &Diagnostic) -> String {
    let code = finding.aws_code.unwrap_or_default();
    let location = finding
        .aws_location
        .as_ref()
        .map_or_else(String::new, |location| format!(" at {location}"));
    format!("{code}: {}{location}", finding.aws_text())
}

#[test]
fn refusals_are_told_in_the_words_of_the_service() {
    let Some(lines) = lines("conformance/localstack/validation.jsonl") else { return };
    let mut refused = 0;
    for line in &lines {
        let id = line["id"].as_str().expect("an id");
        let expected = &line["expected"];
        let errors = errors(line);
        if expected["accepted"] == true {
            assert!(errors.is_empty(), "{id}: {errors:#?}");
            continue;
        }
        refused += 1;
        if let Some(message) = expected["error"]["message"].as_str() {
            let all: Vec<_> = errors.iter().map(told).collect();
            assert_eq!(
                format!("Invalid State Machine Definition: '{}'", all.join(", ")),
                // The recording leaves out in which partition it was made.
                message.replace("arn:<partition>:", "arn:aws:"),
                "{id}"
            );
        } else {
            let diagnostics: Vec<_> = errors
                .iter()
                .map(|finding| {
                    serde_json::json!({
                        "code": finding.aws_code, "location": finding.aws_location,
                        "message": finding.aws_text(), "severity": "ERROR",
                    })
                })
                .collect();
            assert_eq!(Value::from(diagnostics), expected["diagnostics"], "{id}");
        }
    }
    assert_eq!(refused, 11);
}

#[test]
fn definitions_that_ran_have_no_errors() {
    let Some(lines) = lines("conformance/localstack/executions.jsonl") else { return };
    let failures: Vec<_> = lines
        .iter()
        .filter(|line| line["aws_confirmed"] != false)
        .flat_map(|line| {
            errors(line).into_iter().map(|finding| format!("{}: {finding}", line["id"]))
        })
        .collect();
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}
