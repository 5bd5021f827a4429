//! The deploy binary as a person uses it, without an account.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::process::{Command, Output};

fn deploy(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_deploy"))
        .args(arguments)
        .env_clear()
        .env("HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn up_local_run_deploys_and_runs_every_sample() {
    let output = deploy(&["up", "--local", "--run"]);
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{stderr}");
    let outputs: Vec<serde_json::Value> = serde_json::Deserializer::from_str(&stdout)
        .into_iter()
        .collect::<Result<_, _>>()
        .expect("stdout is JSON");
    assert_eq!(outputs.len(), 27, "one output for each sample that succeeds: {stdout}");
    assert_eq!(outputs[0]["paymentId"], "pay-order-1");
    assert_eq!(outputs[2]["notes"][0], "too one-sided");
    assert_eq!(outputs[3]["status"], "EXPIRED");
    assert_eq!(outputs[4]["status"], "MANUAL_REVIEW");
    for expected in
        ["with `Declined`, as expected", "ReserveItem [1]", "examples/src/document_processing.rs:"]
    {
        assert!(stderr.contains(expected), "{expected} is missing in\n{stderr}");
    }
}

#[test]
fn a_failed_execution_says_where_and_ends_with_1() {
    let output = deploy(&["run", "order-fulfilment", "--local", "--sample", "declined"]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("Declined") && stderr.contains("examples/src/order_fulfilment.rs:"),
        "{stderr}"
    );
}

#[test]
fn an_input_that_does_not_fit_is_refused_before_anything_starts() {
    let input = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("misfit.json");
    std::fs::write(
        &input,
        r#"{ "orderId": "o", "customer": { "email": 5, "address": "" }, "items": [], "total": 1 }"#,
    )
    .expect("the file is written");
    let output =
        deploy(&["run", "order-fulfilment", "--local", "--input", &input.to_string_lossy()]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("customer.email"), "{stderr}");
}

#[test]
fn without_region_and_placeholders_one_error_names_all_that_is_missing() {
    let output = deploy(&["up", "--yes"]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    for missing in ["region", "credentials", "ChargePaymentFunction", "DocumentsTable"] {
        assert!(
            stderr.to_lowercase().contains(&missing.to_lowercase()),
            "{missing} is not named in\n{stderr}"
        );
    }
}

#[test]
fn the_examples_have_no_findings() {
    let output = deploy(&["check"]);
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
}
