//! Deployments through the AWS SDK, to an endpoint in another process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use support::{Recorder, Serve, Shop};

const PARAMS: [&str; 4] = ["--param", "ChargeFunction=charge", "--param", "ChargeTimeout=30"];

fn up<'a>(extra: &[&'a str]) -> Vec<&'a str> {
    ["up"].into_iter().chain(PARAMS).chain(extra.iter().copied()).collect()
}

#[test]
fn the_first_run_creates_the_second_writes_nothing_and_a_change_only_itself() {
    let endpoint = Serve::start();
    let recorder = Recorder::before(&endpoint.url);
    let ran = Shop::at(&recorder.url, &up(&["--yes"])).run().exits(0);
    assert_eq!(
        recorder.take_writes(),
        [
            "CreateRole",
            "PutRolePolicy",
            "CreateStateMachine",
            "CreateRole",
            "PutRolePolicy",
            "CreateStateMachine"
        ]
    );
    let ran = ran.mentions(
        "order\n  + role           order-eu-central-1\n  + policy         of order-eu-central-1\n      \
         + allow lambda:InvokeFunction on arn:aws:lambda:eu-central-1:000000000000:function:charge\n  \
         + state machine  STANDARD, 1 state\n",
    );
    ran.mentions("  ✓ created state machine order\n").mentions("2 deployed, 0 unchanged\n");

    let ran = Shop::at(&recorder.url, &up(&["--yes"])).run().exits(0);
    assert_eq!(recorder.take_writes(), [] as [&str; 0]);
    ran.mentions("order  unchanged\ngreeting  unchanged\nunchanged: nothing to do\n");
    // There is nothing to ask either.
    Shop::at(&recorder.url, &up(&[])).run().exits(0).mentions("unchanged: nothing to do\n");

    let changed = [
        "up",
        "--yes",
        "--json",
        "--param",
        "ChargeFunction=charge",
        "--param",
        "ChargeTimeout=31",
    ];
    let ran = Shop::at(&recorder.url, &changed).run().exits(0);
    assert_eq!(recorder.take_writes(), ["UpdateStateMachine", "TagResource"]);
    let json = ran.json();
    assert_eq!(
        json["workflows"][0]["writes"],
        serde_json::json!(["UpdateStateMachine", "TagResource"])
    );
    assert_eq!(json["workflows"][1]["unchanged"], true);
    ran.mentions("  ~ state machine  definition\n      ~ Charge\n");
}

#[test]
fn nothing_is_written_without_a_yes() {
    let endpoint = Serve::start();
    let recorder = Recorder::before(&endpoint.url);
    let ran = Shop::at(&recorder.url, &up(&[])).run().exits(2);
    ran.mentions("error: there is nobody to ask whether to apply this\n  help: pass --yes to apply without asking\n");
    assert_eq!(recorder.take_writes(), [] as [&str; 0]);
}

#[test]
fn a_no_changes_nothing_and_is_no_error() {
    let endpoint = Serve::start();
    let recorder = Recorder::before(&endpoint.url);
    let definition = || {
        let text = r#"{ "QueryLanguage": "JSONata", "StartAt": "S", "States": { "S": { "Type": "Succeed" } } }"#;
        let machine = sfn_asl::read::json(text).machine.unwrap();
        sfn_local::Definition::new("asked", sfn_asl::WorkflowType::Standard, machine)
    };
    let arguments = ["deploy", "up", "--run", "--endpoint-url", &recorder.url];
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let streams = sfn_deploy::Streams {
        stdin: &mut "n\n".as_bytes(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        terminal: sfn_deploy::Terminal { interactive: true, ..sfn_deploy::Terminal::default() },
    };
    let region = ["--region", "eu-central-1"];
    let app = sfn_deploy::App::new().workflow(definition).sample("{}");
    let exit = app.run_from(arguments.iter().chain(&region), streams);
    let stderr = String::from_utf8(stderr).unwrap();
    assert_eq!(exit, sfn_deploy::Exit::Declined, "{stderr}");
    assert!(stderr.ends_with("apply this? [y/N] nothing was changed\n"), "{stderr}");
    assert_eq!((stdout.len(), recorder.take_writes()), (0, Vec::new()));
}

#[test]
fn a_workflow_that_is_not_deployed_cannot_run() {
    let endpoint = Serve::start();
    let ran = Shop::at(&endpoint.url, &["run", "order", "--sample", "sample"]).run().exits(3);
    ran.says(
        "error: `order` is not deployed in eu-central-1 of account 000000000000\n  \
         help: deploy it with `up`, or run it here with --local\n",
    );
}

#[test]
fn an_endpoint_of_another_region_is_told_before_anything_is_written() {
    let endpoint = Serve::start_in("us-west-2");
    let recorder = Recorder::before(&endpoint.url);
    let expected = "error: nothing was changed: the endpoint is in us-west-2, not in eu-central-1\n  \
                    help: pass --region us-west-2, or `serve` with --region eu-central-1\n";
    Shop::at(&recorder.url, &up(&["--yes"])).run().exits(2).says(expected);
    // Nor if its answer is needed to fill in what is missing.
    Shop::at(&recorder.url, &["up", "--yes"]).run().exits(2).says(expected);
    assert_eq!(recorder.take_writes(), [] as [&str; 0]);
}

#[test]
#[cfg(unix)]
fn the_commands_that_serve_prints_work_as_they_stand() {
    for arguments in [&[][..], &["--region", "eu-west-1", "--param", "ChargeFunction=it's $HOME"]] {
        let mut endpoint = Serve::start_with(arguments);
        let commands = endpoint.commands();
        let [up, run] = commands.as_slice() else { panic!("{commands:?}") };
        assert!(run.contains(" run order --endpoint-url "), "{run}");
        Shop::pasted(up).run().exits(0).mentions("made-up values for ").mentions("2 deployed");
        let ran = Shop::pasted(run).run().exits(0);
        assert_eq!(ran.json()["payment"], "p-1");
        // Nothing but the URL is needed.
        let url = endpoint.url.as_str();
        Shop::new(&["up", "--yes", "--endpoint-url", url]).run().exits(0);
        let ran = Shop::new(&["run", "greeting"]).env("AWS_ENDPOINT_URL", url).run().exits(0);
        assert_eq!(ran.json()["greeting"], "Hello, Ada");
    }
}

/// A table that allows one action on many keys.
fn many_permissions(first: &str) -> String {
    let key = |id: &str| format!("arn:aws:kms:eu-central-1:000000000000:key/{id}");
    let keys: Vec<String> =
        (0..220).map(|number| key(&format!("{number:036}"))).chain([key(first)]).collect();
    let table = serde_json::json!({ "order": { "Charge": { "kms:Decrypt": keys } } });
    support::file(&format!("many-{first}.json"), &table.to_string())
}

#[test]
fn permissions_that_no_role_holds_inline_become_managed_policies() {
    let endpoint = Serve::start();
    let recorder = Recorder::before(&endpoint.url);
    Shop::at(&recorder.url, &up(&["--yes"])).run().exits(0);
    recorder.take_writes();

    let table = many_permissions("a");
    let large = up(&["--yes", "--permissions", &table]);
    let ran = Shop::at(&recorder.url, &large).run().exits(0);
    let one = ["CreatePolicy", "AttachRolePolicy"];
    let grown = [&["TagRole"], &one[..], &one, &one, &["DeleteRolePolicy"]].concat();
    assert_eq!(recorder.take_writes(), grown);
    ran.mentions("  + policy         order-eu-central-1-1\n      + allow kms:Decrypt on\n")
        .mentions("  + attachment     order-eu-central-1-1 to order-eu-central-1\n");
    Shop::at(&recorder.url, &large).run().exits(0).mentions("unchanged: nothing to do\n");
    assert_eq!(recorder.take_writes(), [] as [&str; 0]);

    // The sixth version makes room for itself.
    for round in 1..=6 {
        let table = many_permissions(&format!("b{round}"));
        Shop::at(&recorder.url, &up(&["--yes", "--permissions", &table])).run().exits(0);
        let writes = recorder.take_writes();
        assert_eq!(writes.last().map(String::as_str), Some("CreatePolicyVersion"), "{writes:?}");
        assert_eq!(writes.contains(&"DeletePolicyVersion".to_owned()), round > 4, "{writes:?}");
    }

    Shop::at(&recorder.url, &up(&["--yes"])).run().exits(0);
    let writes = recorder.take_writes();
    assert_eq!(writes[..2], ["TagRole", "PutRolePolicy"]);
    assert_eq!(writes.iter().filter(|write| *write == "DeletePolicy").count(), 3, "{writes:?}");
    Shop::at(&recorder.url, &up(&["--yes"])).run().exits(0).mentions("unchanged: nothing to do\n");
}
