//! Every rule is registered, called like its file, and its page proves itself.

#![expect(clippy::disallowed_methods, reason = "looks at the rules' own sources")]

use std::{collections::BTreeSet, path::Path};

use super::{ALL, FILES, Rule};
use crate::{WorkflowType, read};

fn rules_dir() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")
}

/// The blocks of a section: the workflow type that stands behind `json`, and the text.
fn blocks(rule: &Rule, heading: &str) -> Vec<(WorkflowType, String)> {
    let section = rule.section(heading).unwrap_or_default();
    let fenced = section.split("```").skip(1).step_by(2);
    let block = |block: &str| {
        let (info, text) = block.split_once('\n').unwrap_or((block, ""));
        let is_express = info.split_whitespace().any(|word| word == "express");
        (if is_express { WorkflowType::Express } else { WorkflowType::Standard }, text.to_owned())
    };
    fenced.map(block).collect()
}

#[test]
fn each_file_is_a_registered_rule_of_its_name() {
    let declares_rule = |text: &str| text.contains("declare_rule! {\n    /// ##");
    let mut declared = BTreeSet::new();
    for entry in std::fs::read_dir(rules_dir()).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if declares_rule(&text) && path.file_stem().unwrap() != "tests" {
            declared.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    let listed: BTreeSet<_> = FILES.iter().map(|file| (*file).to_owned()).collect();
    assert_eq!(declared, listed);
    for (file, rule) in FILES.iter().zip(ALL) {
        assert_eq!(*file, rule.name.replace(['-', '.'], "_"), "{}", rule.code);
    }
}

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted(), "{codes:?}");
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert!(codes.iter().all(|code| code.len() == 6 && code.starts_with("SFN")));
}

#[test]
fn pages_have_their_sections() {
    for rule in ALL {
        for heading in ["What it checks", "Why it matters", "Source"] {
            assert!(
                rule.section(heading).is_some_and(|text| !text.is_empty()),
                "{} lacks `{heading}`",
                rule.name
            );
        }
        let has_examples =
            !blocks(rule, "Example").is_empty() && !blocks(rule, "Use instead").is_empty();
        // What is too large would not make a good example.
        let is_of_size = ["definition-size", "payload-size"].contains(&rule.name);
        assert!(has_examples || is_of_size, "{} lacks examples", rule.name);
    }
}

#[test]
fn each_example_raises_its_rule_and_no_other() {
    for rule in ALL {
        for (workflow_type, text) in blocks(rule, "Example") {
            let findings = read::json(&text).check(workflow_type);
            let codes: BTreeSet<_> = findings.iter().map(|finding| finding.code).collect();
            assert_eq!(codes, BTreeSet::from([rule.code]), "{}: {text}\n{findings:#?}", rule.name);
            for finding in findings {
                assert!(finding.position.is_some(), "{finding} has no position");
                assert!(
                    !finding.message.ends_with('.') && !finding.message.contains('\n'),
                    "{finding}"
                );
            }
        }
    }
}

#[test]
fn what_to_use_instead_is_clean() {
    for rule in ALL {
        for (workflow_type, text) in blocks(rule, "Use instead") {
            let findings = read::json(&text).check(workflow_type);
            assert!(findings.is_empty(), "{}: {text}\n{findings:#?}", rule.name);
        }
    }
}

#[test]
fn rules_are_found_by_code_and_name() {
    assert_eq!(super::find("SFN005").unwrap().name, "next-target");
    assert_eq!(super::find("next-target").unwrap().code, "SFN005");
    assert!(super::find("SFN000").is_none());
}
