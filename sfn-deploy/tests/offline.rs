//! The commands that ask nobody.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use std::fs;

use sfn_asl::WorkflowType;
use sfn_deploy::{App, Exit, Streams, Terminal};
use sfn_local::{Definition, SourceLocation};
use support::{Shop, file};

#[test]
fn list_is_a_table_or_json() {
    let ran = Shop::new(&["list"]).run().exits(0);
    assert_eq!(
        ran.stdout,
        "  NAME      TYPE      STATES  SAMPLES           PLACEHOLDERS\n  \
         order     STANDARD       1  sample, too-much  ChargeFunction, ChargeTimeout\n  \
         greeting  STANDARD       1  sample\n"
    );
    let json = Shop::new(&["list", "--json"]).run().exits(0).json();
    assert_eq!(json[0]["placeholders"], serde_json::json!(["ChargeFunction", "ChargeTimeout"]));
}

#[test]
fn list_complains_of_parameters_that_cannot_be_read() {
    let ran = Shop::new(&["list", "--params", "/nowhere.json"]).run().exits(2);
    assert_eq!(ran.stdout, "");
    ran.mentions("error: cannot read /nowhere.json\n");
}

#[test]
fn warnings_take_one_quiet_line() {
    let long = |next: &str| format!(r#"{{ "Type": "Wait", "Seconds": 600, {next} }}"#);
    let (on, end) = (long(r#""Next": "B""#), long(r#""End": true"#));
    for (states, expected) in [
        (format!(r#"{{ "A": {end} }}"#), "1 warning: `check` shows it\n"),
        (format!(r#"{{ "A": {on}, "B": {end} }}"#), "2 warnings: `check` shows them\n"),
    ] {
        let text =
            format!(r#"{{ "QueryLanguage": "JSONata", "StartAt": "A", "States": {states} }}"#);
        let machine = sfn_asl::read::json(&text).machine.unwrap();
        let definition = Definition::new("slow", WorkflowType::Express, machine);
        let app = App::new().workflow(move || definition);
        let (exit, _, stderr) = in_process(app, &["up", "--local"]);
        assert_eq!(exit, Exit::Ok, "{stderr}");
        assert!(stderr.starts_with(expected), "{expected} {stderr}");
        assert!(!stderr.contains("warning["), "{stderr}");
    }
}

#[test]
fn synth_writes_three_files_a_workflow_and_the_same_bytes_each_time() {
    let out = format!("{}/synth", env!("CARGO_TARGET_TMPDIR"));
    let _ = fs::remove_dir_all(&out);
    let read = || -> Vec<(String, String)> {
        let mut files: Vec<_> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                (
                    path.file_name().unwrap().to_string_lossy().into_owned(),
                    fs::read_to_string(path).unwrap(),
                )
            })
            .collect();
        files.sort();
        files
    };
    let ran = Shop::new(&["synth", "--out", &out]).run().exits(0);
    assert!(ran.stdout.is_empty());
    let first = read();
    let names: Vec<_> = first.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "greeting.asl.json",
            "greeting.policy.json",
            "greeting.trust.json",
            "order.asl.json",
            "order.policy.json",
            "order.trust.json"
        ]
    );
    assert!(first.iter().all(|(_, text)| text.ends_with("}\n")));
    Shop::new(&["synth", "--out", &out]).run().exits(0);
    assert_eq!(read(), first);
}

#[test]
fn synth_fills_in_parameters_as_values() {
    let name = "a\"b\\c";
    let ran = Shop::new(&[
        "synth",
        "order",
        "--param",
        &format!("ChargeFunction={name}"),
        "--param",
        "ChargeTimeout=45",
    ]);
    let json = ran.run().exits(0).json();
    let charge = &json["order"]["asl"]["States"]["Charge"];
    assert_eq!(charge["TimeoutSeconds"], 45);
    assert_eq!(charge["Arguments"]["FunctionName"], name);
}

#[test]
fn check_is_silent_on_stdout_when_all_is_well() {
    let ran = Shop::new(&["check"]).run().exits(0).says("order: ok\ngreeting: ok\n");
    assert_eq!(ran.stdout, "");
    assert_eq!(Shop::new(&["check", "--json"]).run().exits(0).json(), serde_json::json!([]));
}

#[test]
fn completions_know_the_options() {
    let ran = Shop::new(&["completions", "bash"]).run().exits(0);
    assert!(
        ran.stdout.contains("--endpoint-url") && ran.stdout.contains("_shop"),
        "{}",
        ran.stdout
    );
}

fn in_process(app: App, arguments: &[&str]) -> (Exit, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let streams = Streams {
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        terminal: Terminal::default(),
    };
    let exit = app.run_from(["deploy"].iter().chain(arguments), streams);
    (exit, String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn broken() -> Definition {
    let text = r#"{ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Next": "Bee" },
        "Be": { "Type": "Pass", "Next": "Nowhere" },
        "C": { "Type": "Succeed" } } }"#;
    let machine = sfn_asl::read::json(text).machine.unwrap();
    let mut definition = Definition::new("broken", WorkflowType::Standard, machine);
    definition
        .source_map
        .insert("A".into(), SourceLocation { file: "src/broken.rs".to_owned(), line: 7 });
    definition
}

#[test]
fn check_shows_all_findings_with_their_lines() {
    let (exit, stdout, stderr) = in_process(App::new().workflow(broken), &["check"]);
    assert_eq!(exit, Exit::Failed);
    assert!(stdout.contains("error[SFN005] next-target: "), "{stdout}");
    assert!(stdout.contains("\n  at broken /States/A/Next (src/broken.rs:7)\n"), "{stdout}");
    assert!(stdout.contains("/States/Be/Next"), "{stdout}");
    assert!(stderr.starts_with("broken: "), "{stderr}");
    let (exit, stdout, _) = in_process(App::new().workflow(broken), &["check", "--json"]);
    assert_eq!(exit, Exit::Failed);
    let findings: Vec<serde_json::Value> = serde_json::from_str(&stdout).unwrap();
    let next: Vec<_> = findings.iter().filter(|finding| finding["rule"] == "next-target").collect();
    assert_eq!(next.len(), 2);
    assert_eq!(
        (&next[0]["location"], &next[0]["source"]),
        (&"/States/A/Next".into(), &"src/broken.rs:7".into())
    );
}

#[test]
fn a_broken_definition_is_never_deployed() {
    for arguments in
        [&["up", "--local"][..], &["up", "--yes", "--endpoint-url", "http://127.0.0.1:1"]]
    {
        let (exit, stdout, stderr) = in_process(App::new().workflow(broken), arguments);
        assert_eq!((exit, stdout.as_str()), (Exit::Failed, ""));
        assert!(stderr.contains("in the definitions: nothing was sent\n"), "{stderr}");
    }
}

#[test]
fn a_sample_that_does_not_fit_is_found_by_check_and_before_a_run() {
    let app = || {
        App::new()
            .workflow(|| {
                let mut definition = broken();
                definition.machine = sfn_asl::read::json(
                    r#"{ "StartAt": "C", "States": { "C": { "Type": "Succeed" } } }"#,
                )
                .machine
                .unwrap();
                definition.check_input = Some(|input| {
                    if input.is_object() { Ok(()) } else { Err("expected an object".to_owned()) }
                });
                definition
            })
            .named_sample("odd", "[]")
    };
    let message = "sample `odd` of `broken` is not an input of `broken`: expected an object";
    let (exit, stdout, _) = in_process(app(), &["check"]);
    assert_eq!(
        (exit, stdout),
        (Exit::Failed, format!("error sample-input: {message}\n  at broken\n"))
    );
    let (exit, _, stderr) = in_process(app(), &["up", "--local", "--run"]);
    assert_eq!((exit, stderr), (Exit::Usage, format!("error: {message}\n")));
}

#[test]
fn mistakes_in_the_binary_itself_are_named() {
    let (exit, _, stderr) = in_process(App::new().sample("{}").workflow(broken), &["list"]);
    assert_eq!(exit, Exit::Usage);
    assert_eq!(
        stderr,
        "error: `App::sample` stands before the workflow that it belongs to\n  help: call `.workflow(…)` first\n"
    );
}

/// A reader that went away.
struct Closed;

impl std::io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut stderr = Vec::new();
    let streams = Streams {
        stdin: &mut std::io::empty(),
        stdout: &mut Closed,
        stderr: &mut stderr,
        terminal: Terminal::default(),
    };
    assert_eq!(App::new().workflow(broken).run_from(["deploy", "list"], streams), Exit::Ok);
    assert!(stderr.is_empty());
}

#[test]
fn permissions_of_a_file_are_in_the_policies() {
    let key = "arn:aws:kms:eu-west-1:123456789012:key/k";
    let good = format!(r#"{{"order": {{"Charge": {{"kms:Decrypt": "{key}"}}}}}}"#);
    let (good, wrong) =
        (file("shop-permissions.json", &good), file("no-shop.json", r#"{"ordr": {}}"#));
    let ran = Shop::new(&["explain-iam", "order", "--permissions", &good]).run().exits(0);
    assert!(ran.stdout.contains(key), "{}", ran.stdout);
    let ran = Shop::new(&["explain-iam", "order", "--permissions", &wrong]);
    ran.run().exits(2).mentions("there is no workflow `ordr`\n  help: did you mean `order`?");
}

#[test]
fn the_version() {
    let ran = Shop::new(&["--version"]).run().exits(0);
    assert!(ran.stdout.ends_with(concat!(" ", env!("CARGO_PKG_VERSION"), "\n")), "{}", ran.stdout);
}

#[test]
fn warnings_fail_a_check_that_denies_them() {
    let check = |arguments: &[&str]| {
        let text = r#"{ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 600, "End": true } } }"#;
        let machine = sfn_asl::read::json(text).machine.unwrap();
        let definition = Definition::new("slow", WorkflowType::Express, machine);
        in_process(App::new().workflow(move || definition), arguments).0
    };
    assert_eq!(check(&["check"]), Exit::Ok);
    assert_eq!(check(&["check", "--deny-warnings"]), Exit::Failed);
}
