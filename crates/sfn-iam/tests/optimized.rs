//! Each optimized operation in each of its patterns: a golden policy, and the calls that it has to allow.
//!
//! `UPDATE=1 cargo test -p sfn-iam` writes the golden files anew. `operations.json` lists the calls by hand, from AWS's
//! pages: it is the other side of the tables, not made from them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and its figures are for the reader"
)]

mod support;

use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::{Value, json};
use sfn_catalog::{Pattern, optimized};
use sfn_iam::{PolicyDocument, Statement, synthesize};
use support::{Call, Sample, context, machine, samples, single};

fn state(sample: &Sample, pattern: Pattern, jsonata: bool) -> Value {
    let field = if jsonata { "Arguments" } else { "Parameters" };
    let language = if jsonata { "JSONata" } else { "JSONPath" };
    json!({"Type": "Task", "QueryLanguage": language, "Resource": sample.resource(pattern), field: sample.parameters, "End": true})
}

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/optimized")
        .join(format!("{name}.json"))
}

#[test]
fn there_is_a_sample_for_each_operation() {
    let known = optimized::services().flat_map(|service| {
        let operations = &optimized::service(service).unwrap().operations;
        operations.keys().map(move |operation| format!("{service}:{operation}"))
    });
    let mut samples: Vec<_> =
        samples().iter().map(|sample| format!("{}:{}", sample.service, sample.operation)).collect();
    samples.sort();
    assert_eq!(samples, known.collect::<Vec<_>>());
}

#[test]
fn policies_are_the_golden_ones() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut differing = Vec::new();
    for sample in samples() {
        for pattern in sample.patterns() {
            let suffix = match pattern {
                Pattern::RequestResponse => String::new(),
                other => other.suffix().replace(':', ""),
            };
            let name = format!("{}.{}{suffix}", sample.service, sample.operation);
            let policies = |jsonata| {
                let declared = sample.declare(context("sample"), "Call");
                let synthesis = synthesize(&single(&state(sample, pattern, jsonata)), &declared);
                assert!(synthesis.diagnostics.is_empty(), "{name}: {:#?}", synthesis.diagnostics);
                synthesis.policies
            };
            let found = policies(false);
            assert_eq!(found, policies(true), "{name}: both query languages");
            let text = found.first().map_or_else(
                || {
                    "[]
"
                    .to_owned()
                },
                PolicyDocument::to_json,
            );
            if update {
                std::fs::write(golden(&name), &text).unwrap();
            } else if std::fs::read_to_string(golden(&name)).ok().as_deref() != Some(&text) {
                differing.push(format!("{name}:\n{text}"));
            }
        }
    }
    assert!(
        differing.is_empty(),
        "not as in tests/golden (UPDATE=1 writes them anew):\n{}",
        differing.join("\n")
    );
}

/// Each statement with one action or resource less.
fn reductions(policies: &[PolicyDocument]) -> Vec<(String, Vec<PolicyDocument>)> {
    let mut all = Vec::new();
    for (policy, document) in policies.iter().enumerate() {
        for (index, statement) in document.statements.iter().enumerate() {
            let mut without = |what: &str, change: &dyn Fn(&mut Statement)| {
                let mut copy = policies.to_vec();
                change(&mut copy[policy].statements[index]);
                all.push((format!("{what} of {statement:?}"), copy));
            };
            for action in &statement.actions {
                without(action, &|statement| {
                    statement.actions.remove(action);
                });
            }
            for resource in &statement.resources {
                without(resource, &|statement| {
                    statement.resources.remove(resource);
                });
            }
        }
    }
    all
}

fn check(policies: &[PolicyDocument], calls: &[Call]) {
    for call in calls {
        assert!(call.is_allowed(policies), "{call:?} is not allowed by {policies:#?}");
    }
    for (what, fewer) in reductions(policies) {
        assert!(calls.iter().any(|call| !call.is_allowed(&fewer)), "nothing needs {what}");
    }
}

#[test]
fn each_call_is_allowed_and_nothing_else_is() {
    for sample in samples() {
        for pattern in sample.patterns() {
            let declared = sample.declare(context("sample"), "Call");
            let policies = synthesize(&single(&state(sample, pattern, true)), &declared).policies;
            // The presets of a template are not in the state: all are allowed, which covers the one that the state names.
            check(&policies, &sample.calls(pattern));
            for document in &policies {
                let empty = |statement: &&Statement| {
                    statement.actions.is_empty() || statement.resources.is_empty()
                };
                assert_eq!(document.statements.iter().find(empty), None);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Machines of many operations, nested in Parallel and Map.
    #[test]
    fn every_call_of_a_machine_is_allowed_and_every_statement_is_needed(
        picks in prop::collection::vec((0_usize..64, 0_usize..4, 0_usize..3), 1..12),
    ) {
        let samples = samples();
        let mut states = serde_json::Map::new();
        let mut calls = Vec::new();
        let mut declared = context("sample");
        for (at, (pick, pattern, nesting)) in picks.iter().enumerate() {
            let sample = &samples[*pick];
            let patterns = sample.patterns();
            let pattern = patterns[pattern % patterns.len()];
            let name = format!("S{at}");
            declared = sample.declare(declared, &name);
            calls.extend(sample.calls(pattern));
            let inner = json!({"StartAt": name, "States": {&name: state(sample, pattern, at % 2 == 0)}});
            match nesting {
                0 => states.insert(name, state(sample, pattern, at % 2 == 0)),
                1 => states.insert(format!("P{at}"), json!({"Type": "Parallel", "Branches": [inner], "End": true})),
                _ => states.insert(format!("M{at}"), json!({"Type": "Map", "ItemProcessor": inner, "End": true})),
            };
        }
        let start = states.keys().next().unwrap().clone();
        let synthesis = synthesize(&machine(&json!({"StartAt": start, "States": states})), &declared);
        check(&synthesis.policies, &calls);
        prop_assert_eq!(synthesis.reasons.len(), synthesis.policies.iter().map(|policy| policy.statements.len()).sum::<usize>());
        prop_assert!(synthesis.reasons.iter().all(|reasons| !reasons.reasons.is_empty()));
    }
}
