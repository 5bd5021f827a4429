//! The `sfn` command line, over files.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sfn_deploy::{Exit, Streams, Terminal, files};

struct Ran {
    exit: Exit,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

fn sfn(arguments: &[&str], stdin: &str) -> Ran {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let streams = Streams {
        stdin: &mut stdin.as_bytes(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        terminal: Terminal::default(),
    };
    let exit = files::run_from([&["sfn"], arguments].concat(), streams);
    Ran {
        exit,
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

const ORDERS: &str = r#"{
  "QueryLanguage": "JSONata",
  "StartAt": "Save",
  "States": {
    "Save": {
      "Type": "Task",
      "Resource": "arn:aws:states:::dynamodb:putItem",
      "Arguments": { "TableName": "Orders", "Item": { "id": { "S": "{% $states.input.id %}" } } },
      "Next": "Tell"
    },
    "Tell": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Arguments": { "QueueUrl": "{% $states.input.queue %}", "MessageBody": "saved" },
      "End": true
    }
  }
}"#;

#[test]
fn check_points_into_the_file_and_goes_on_with_the_next() {
    let good = file("good.asl.json", r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#);
    let bad = file(
        "bad.asl.yaml",
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: Nowhere\n  B:\n    Type: Succeed\n",
    );
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    let ran = sfn(&["check", bad, good], "");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.stdout.contains(&format!("at {bad}:5:11 /States/A/Next")), "{}", ran.stdout);
    assert!(ran.stderr.ends_with(&format!("{good}: ok\n")), "{}", ran.stderr);
    let json = sfn(&["check", "--json", bad], "").json();
    assert_eq!(json[0]["file"], bad);
    assert_eq!((&json[0]["line"], &json[0]["column"]), (&json!(5), &json!(11)));
}

#[test]
fn check_holds_calls_against_the_catalogue() {
    let text = ORDERS.replace("TableName", "Tablename");
    let ran = sfn(&["check", "-"], &text);
    assert_eq!(ran.exit, Exit::Ok, "AWS accepts it");
    assert!(ran.stdout.contains("has no member `Tablename`"), "{}", ran.stdout);
    assert!(ran.stdout.contains("at stdin:8:35 "), "{}", ran.stdout);
}

#[test]
fn warnings_can_be_errors() {
    let ran = sfn(&["check", "-"], ORDERS);
    assert_eq!(ran.exit, Exit::Ok, "{}", ran.stdout);
    assert!(ran.stdout.contains("warning"), "{}", ran.stdout);
    assert_eq!(sfn(&["check", "-", "--deny-warnings"], ORDERS).exit, Exit::Failed);
}

#[test]
fn iam_is_the_policy_alone_or_says_why() {
    let arguments = ["iam", "-", "--region", "eu-west-1", "--account", "123456789012"];
    let ran = sfn(&arguments, ORDERS);
    assert_eq!(ran.exit, Exit::Ok);
    let statement = &ran.json()["Statement"][0];
    assert_eq!(statement["Action"], "dynamodb:PutItem");
    assert_eq!(statement["Resource"], "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders");
    assert!(ran.stderr.contains("QueueUrl"), "{}", ran.stderr);
    let explained = sfn(&["iam", "-", "--explain"], ORDERS).stdout;
    let row = explained.lines().find(|line| line.contains("dynamodb:PutItem")).unwrap();
    assert!(row.contains("Save") && row.contains("TableName"), "{explained}");
    let json = sfn(&["iam", "-", "--explain", "--json"], ORDERS).json();
    assert_eq!(json["stdin"]["statements"][0]["reasons"][0]["state"], "Save");
    assert_eq!(json["stdin"]["policies"][0]["Statement"][0]["Action"], "dynamodb:PutItem");
}

#[test]
fn iam_refuses_what_aws_would_refuse() {
    let ran = sfn(&["iam", "-"], r#"{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}"#);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Exit::Failed, ""));
    assert!(ran.stderr.contains("error["), "{}", ran.stderr);
    let nothing = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
    assert_eq!(sfn(&["iam", "-"], nothing).stderr, "stdin: needs no permissions\n");
}

#[test]
fn the_catalogue_is_listed_from_services_to_members() {
    let services = sfn(&["catalogue", "--json"], "").json();
    assert!(services.as_array().unwrap().len() > 390);
    let operations = sfn(&["catalogue", "dynamodb"], "").stdout;
    assert!(operations.contains("arn:aws:states:::dynamodb:putItem"), "{operations}");
    let run_task = sfn(&["catalogue", "ecs:runTask"], "").stdout;
    for line in ["  sync: Standard", "RESULT (sync)", "ecs:RunTask on "] {
        assert!(run_task.contains(line), "{line}\n{run_task}");
    }
    assert!(run_task.lines().any(|line| {
        line.trim_start().starts_with("TaskDefinition") && line.ends_with("required")
    }));
    let json = sfn(&["catalogue", "ecs:runTask", "--json"], "").json();
    assert_eq!(json[0]["patterns"]["sync"], json!(["Standard"]));
}

#[test]
fn a_wrong_name_is_told_with_the_near_one() {
    for (name, near) in [("dynamobd", "dynamodb"), ("dynamodb:putitem", "putItem")] {
        let ran = sfn(&["catalogue", name], "");
        assert_eq!(ran.exit, Exit::Usage);
        assert!(ran.stderr.contains(&format!("did you mean `{near}`?")), "{}", ran.stderr);
    }
    let ran = sfn(&["check", "/nowhere.asl.json"], "");
    assert_eq!(ran.exit, Exit::Usage);
    assert!(ran.stderr.starts_with("error: cannot read /nowhere.asl.json\n"), "{}", ran.stderr);
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let bad = file("unsound.asl.json", r#"{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}"#);
    let ran = sfn(&["check", "--json", "/nowhere.asl.json", bad.to_str().unwrap()], "");
    assert_eq!(ran.exit, Exit::Usage);
    assert!(ran.stderr.starts_with("error: cannot read /nowhere.asl.json\n"), "{}", ran.stderr);
    assert!(!ran.json().as_array().unwrap().is_empty());
    let twice = sfn(&["check", "-", "-"], ORDERS);
    assert_eq!((twice.exit, twice.stdout.as_str()), (Exit::Usage, ""));
}

#[test]
fn what_is_called_is_told_once_and_open_where_a_placeholder_says_it() {
    let unknown = ORDERS.replace("sqs:sendMessage", "sqs:sendMassage");
    let ran = sfn(&["check", "-", "--json"], &unknown);
    let found = ran.json();
    let of_resource = found.as_array().unwrap().iter();
    let of_resource = of_resource.filter(|one| one["location"] == "/States/Tell/Resource");
    assert_eq!(of_resource.count(), 1, "{found}");
    for open in ["${FunctionArn}:live", "arn:aws:states:::${Service}:sendMessage"] {
        let text = ORDERS.replace("arn:aws:states:::sqs:sendMessage", open);
        let ran = sfn(&["check", "-"], &text);
        assert_eq!(ran.exit, Exit::Ok, "{open} {}", ran.stdout);
    }
}

#[test]
fn a_machine_is_called_as_its_file() {
    let text = r#"{"QueryLanguage": "JSONata", "StartAt": "Map", "States": {"Map": {"Type": "Map", "End": true,
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#;
    let flow = file("flow.v2.asl.json", text);
    let ran = sfn(&["iam", flow.to_str().unwrap()], "");
    assert!(ran.stdout.contains(":stateMachine:flow.v2\""), "{}", ran.stdout);
}
