//! Published definitions: whatever they hold, the policies are well-formed and hold no expression.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and its figures are for the reader"
)]

mod support;

use std::collections::BTreeMap;

use serde_json::json;
use sfn_iam::{PolicyDocument, synthesize};
use support::{context, machine, records};

#[test]
fn policies_are_well_formed() {
    let records = records("corpus/asl/valid.jsonl");
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for record in &records {
        let machine = machine(&record["definition"]);
        let synthesis = synthesize(&machine, &context("sample"));
        assert_eq!(synthesis, synthesize(&machine, &context("sample")), "deterministic");
        for diagnostic in &synthesis.diagnostics {
            *codes.entry(format!("{} {:?}", diagnostic.code, diagnostic.severity)).or_default() +=
                1;
            if std::env::var_os("VERBOSE").is_some() {
                println!("{} {}", diagnostic.code, diagnostic.message);
            }
        }
        for resource in synthesis.policies.iter().flat_map(resources) {
            let has_form =
                resource == "*" || resource.starts_with("arn:") || resource.starts_with("${");
            let has_expression =
                ["{%", "%}", "$.", "$$", "States."].iter().any(|part| resource.contains(part));
            if !has_form || has_expression {
                faults.push(format!("{}: {resource}", record["source"]));
            }
        }
    }
    println!("{} definitions: {codes:?}", records.len());
    assert!(faults.is_empty(), "{faults:#?}");
}

fn resources(policy: &PolicyDocument) -> Vec<String> {
    policy.statements.iter().flat_map(|statement| statement.resources.iter().cloned()).collect()
}

/// A thousand states take milliseconds; measured with `cargo test --release -p sfn-iam --test corpus -- --nocapture`.
#[test]
fn a_thousand_states_are_fast() {
    let samples = support::samples();
    let mut states = serde_json::Map::new();
    for at in 0..1000 {
        let sample = &samples[at / 2 % samples.len()];
        let (resource, parameters) = if at % 2 == 0 {
            (sample.resource(*sample.patterns().last().unwrap()), sample.parameters.clone())
        } else {
            (
                "arn:aws:states:::lambda:invoke".to_owned(),
                json!({"FunctionName": format!("function-{at}"), "Payload.$": "$"}),
            )
        };
        let state =
            json!({"Type": "Task", "Resource": resource, "Parameters": parameters, "End": true});
        states.insert(format!("S{at}"), state);
    }
    let machine = machine(&json!({"StartAt": "S0", "States": states}));
    let context = context("sample");
    let first = synthesize(&machine, &context);
    let run = || {
        let start = std::time::Instant::now();
        assert_eq!(synthesize(&machine, &context), first);
        start.elapsed()
    };
    // The fastest of several, since other tests run at the same time.
    let fastest = (0..if cfg!(debug_assertions) { 3 } else { 20 }).map(|_| run()).min().unwrap();
    println!("1000 states: {fastest:?}");
    assert!(fastest.as_millis() < if cfg!(debug_assertions) { 3_000 } else { 20 });
}
