//! Tasks that commands do: `--task NAME=COMMAND`.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use std::time::{Duration, Instant};

use support::{Shop, run_states};

/// `run NAME --local` of the example, with this command.
fn run(workflow: &str, task: &str) -> support::Ran {
    let arguments = ["run", workflow, "--local", "--param", "ChargeTimeout=1", "--task", task];
    Shop::new(&arguments).env("PATH", &std::env::var("PATH").unwrap()).run()
}

#[test]
fn a_command_gets_the_payload_and_prints_the_result() {
    // By the name of the function, in any case; in place of its body and of its mock.
    assert_eq!(run("order", "charge=cat").exits(0).json(), serde_json::json!({ "amount": 20 }));
    let greeted = run("greeting", r#"greet=echo '{ "greeting": "'$SFN_STATE_NAME'" }'"#).exits(0);
    assert_eq!(greeted.json()["greeting"], "Greet");
}

#[test]
fn a_command_that_fails_fails_the_task() {
    let declined = r#"Charge=echo '{ "errorType": "Declined", "errorMessage": "no" }'; exit 1"#;
    run("order", declined).exits(1).mentions("failed with `Declined` in state `Charge`");
    let crashed = run("order", "Charge=echo oh dear >&2; exit 3").exits(1);
    crashed
        .mentions("failed with `States.TaskFailed`")
        .mentions("cause: `echo oh dear >&2; exit 3`: exit status: 3: oh dear");
    run("order", "Charge=echo hello").exits(1).mentions("printed what is not JSON");
}

#[test]
fn a_command_ends_with_the_time_of_its_task() {
    let witness = support::file("witness", "");
    let start = Instant::now();
    // A child of the shell's, which would write later.
    let command = format!("Charge=(sleep 3; echo late > {witness}) & sleep 30");
    run("order", &command).exits(1).mentions("States.Timeout");
    assert!(start.elapsed() < Duration::from_secs(20));
    std::thread::sleep(Duration::from_secs(4).saturating_sub(start.elapsed()));
    assert_eq!(std::fs::read_to_string(witness).unwrap(), "");
}

#[test]
fn commands_end_with_the_run_that_is_stopped() {
    let endings = [
        (&["run", "order", "--local"][..], "-INT", 130),
        (&["run", "order", "--local"], "-TERM", 143),
        (&["up", "--local", "--run"], "-INT", 130),
    ];
    for (arguments, signal, code) in endings {
        let witness = support::file("process", "");
        // The shell's own process, and a child of it.
        let task = format!("charge=sleep 300 & echo $$ $! > {witness}; wait");
        let mut shop = Shop::new(&[arguments, &["--task", &task]].concat())
            .env("PATH", &std::env::var("PATH").unwrap());
        let mut process = shop.spawn();
        let ids = || std::fs::read_to_string(&witness).unwrap();
        let start = Instant::now();
        while !ids().ends_with('\n') {
            assert!(start.elapsed() < Duration::from_secs(20));
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(support::end_by(signal, &mut process), code, "{arguments:?}");
        for id in ids().split_whitespace() {
            let start = Instant::now();
            while is_alive(id) {
                assert!(start.elapsed() < Duration::from_secs(5), "{arguments:?} left {id}");
            }
        }
    }
}

/// Whether there is such a process, and it is not one that only its parent has to hear of.
fn is_alive(id: &str) -> bool {
    let output = std::process::Command::new("ps").args(["-o", "stat=", "-p", id]).output().unwrap();
    let state = String::from_utf8(output.stdout).unwrap();
    !state.trim().is_empty() && !state.trim().starts_with('Z')
}

#[test]
fn the_payload_is_no_part_of_the_command() {
    let states = r#"{ "S": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
        "Arguments": { "MessageBody": "'; echo hacked; $(echo hacked)" }, "End": true } }"#;
    let output = run_states(states, &["--task", "flow/S=cat"]).unwrap();
    assert_eq!(output["MessageBody"], "'; echo hacked; $(echo hacked)");
}

#[test]
fn a_callback_is_answered_by_what_is_printed() {
    let states = r#"{ "S": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Arguments": { "MessageBody": "{% $states.context.Task.Token %}" }, "TimeoutSeconds": 3600, "End": true } }"#;
    let task = r#"S=read -r body; test "$body" = "{\"MessageBody\":\"$SFN_TASK_TOKEN\"}" && echo '{ "same": true }'"#;
    assert_eq!(run_states(states, &["--task", task]).unwrap()["same"], true);
    // Nothing printed: somebody else sends the token back, here nobody in an hour of virtual time.
    let error = run_states(states, &["--task", "S=true"]).unwrap_err();
    assert!(error.contains("States.Timeout"), "{error}");
}

#[test]
fn an_activity_is_done_by_a_command() {
    let states = r#"{ "S": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:review",
        "Arguments": 7, "End": true } }"#;
    assert_eq!(run_states(states, &["--task", "review=cat"]).unwrap(), 7);
}

#[test]
fn a_command_needs_a_task() {
    run("order", "chagre=true").exits(2).says(
        "made-up values for `ChargeFunction`; give others with --param or --params\n\
         error: no function, activity or state is called `chagre`, for which `--task` has a command\n  \
         help: did you mean `Charge`?\n",
    );
    run("order", "charge").exits(2).mentions("expected NAME=COMMAND");
}
