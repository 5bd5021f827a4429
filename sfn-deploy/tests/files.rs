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
fn the_catalogue_takes_a_name_as_it_stands_in_a_resource() {
    let first = |name: &str| {
        sfn(&["catalogue", name, "--json"], "").json()[0]["resource"].as_str().unwrap().to_owned()
    };
    for name in ["ecs:runTask.sync", "arn:aws:states:::ecs:runTask.waitForTaskToken"] {
        assert_eq!(first(name), "arn:aws:states:::ecs:runTask");
    }
    for name in ["aws-sdk:ecs:runTask", "arn:aws:states:::aws-sdk:ecs:runTask"] {
        assert_eq!(first(name), "arn:aws:states:::aws-sdk:ecs:runTask");
    }
    assert!(!sfn(&["catalogue", "aws-sdk:sqs"], "").stdout.contains("arn:aws:states:::sqs:"));
}

#[test]
fn the_catalogue_says_what_is_required_and_what_is_not_offered() {
    let http = sfn(&["catalogue", "http"], "").stdout;
    assert!(http.contains("ApiEndpoint, Method, InvocationConfig or Authentication\n"), "{http}");
    let invoke = sfn(&["catalogue", "http:invoke"], "").stdout;
    assert!(invoke.contains("ApiEndpoint       string  required"), "{invoke}");
    assert!(invoke.contains("Authentication    object  one of these is required"), "{invoke}");
    let kinesis = sfn(&["catalogue", "kinesis:subscribeToShard"], "").stdout;
    assert!(kinesis.contains("  not offered by Step Functions\n"), "{kinesis}");
}

#[test]
fn a_wrong_name_is_told_with_the_near_one() {
    for (name, near) in [
        ("dynamobd", "dynamodb"),
        ("dynamodb:putitem", "dynamodb:putItem"),
        ("sqs:sendMassage.waitForTaskToken", "sqs:sendMessage"),
        ("emr:createCluster", "elasticmapreduce:createCluster"),
        ("arn:aws:states:::aws-sdk:s3:PutObject", "aws-sdk:s3:putObject"),
    ] {
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

#[test]
fn what_a_definition_does_not_show_is_declared_in_a_file() {
    let orders = file("orders.asl.json", ORDERS);
    let orders = orders.to_str().unwrap();
    let queue = "arn:aws:sqs:eu-west-1:123456789012:told";
    let table = json!({"orders": {
        "Tell": { "QueueUrl": queue, "kms:Decrypt": ["arn:aws:kms:eu-west-1:123456789012:key/k"] },
        "*": { "TableName": [] },
    }});
    let table = file("permissions.json", &table.to_string());
    let ran = sfn(&["iam", orders, "--json", "--permissions", table.to_str().unwrap()], "");
    assert_eq!(ran.stderr, "", "nothing is left open");
    let statements = ran.json()[orders]["policies"][0]["Statement"].to_string();
    for part in [queue, "kms:Decrypt"] {
        assert!(statements.contains(part), "{part} {statements}");
    }
    let checked = sfn(&["check", orders, "--permissions", table.to_str().unwrap()], "");
    assert_eq!(checked.stderr, format!("{orders}: ok\n"));
    let wrong = file("wrong-permissions.json", r#"{"orders": {"Tel": {"QueueUrl": "q"}}}"#);
    let wrong = wrong.to_str().unwrap();
    let ran = sfn(&["iam", orders, "--permissions", wrong], "");
    assert_eq!(ran.exit, Exit::Usage);
    let told =
        format!("error: {wrong}: `orders` has no state `Tel`\n  help: did you mean `Tell`?\n");
    assert_eq!(ran.stderr, told);
}

#[test]
fn settings_of_the_machine_have_their_rights() {
    let key = "arn:aws:kms:eu-west-1:123456789012:key/k";
    let arguments = ["iam", "-", "--logging", "--tracing", "--kms-key", key];
    let nothing = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
    let policy = sfn(&arguments, nothing).stdout;
    for action in ["logs:CreateLogDelivery", "xray:PutTraceSegments", "kms:GenerateDataKey"] {
        assert!(policy.contains(action), "{action} {policy}");
    }
    assert_eq!(sfn(&["iam", "-", "--kms-key", "alias/k"], nothing).exit, Exit::Usage);
}

#[test]
fn an_expression_that_does_not_parse_is_told_at_its_place() {
    let text = ORDERS.replace("$states.input.queue", "$states.input.");
    let ran = sfn(&["check", "-"], &text);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.stdout.starts_with("error[SFN020] jsonata-syntax: "), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("at stdin:14:52 /States/Tell/Arguments/QueueUrl"),
        "{}",
        ran.stdout
    );
    assert_eq!(sfn(&["iam", "-"], &text).exit, Exit::Failed);
    let open = ORDERS.replace("$states.input.queue", "${IsTold} ? 'a' : 'b'");
    assert_eq!(sfn(&["check", "-"], &open).exit, Exit::Ok, "what will stand there is not known");
}

#[test]
fn one_mistake_is_one_finding() {
    let text = ORDERS.replace("Arguments\": { \"QueueUrl", "Parameters\": { \"QueueUrl");
    let found = sfn(&["check", "-", "--json"], &text).json();
    let rules: Vec<_> = found.as_array().unwrap().iter().map(|one| &one["rule"]).collect();
    assert_eq!(rules, ["jsonpath-field-in-jsonata"]);
}

#[test]
fn policies_that_do_not_fit_inline_are_managed_ones() {
    let state = |number: usize| {
        format!(
            r#""S{number}": {{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f-{number:050}", "End": true}}"#
        )
    };
    let states: Vec<String> = (0..150).map(state).collect();
    let definition = format!(
        r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Branches": [{}]}}}}}}"#,
        states
            .iter()
            .enumerate()
            .map(|(number, state)| format!(r#"{{"StartAt": "S{number}", "States": {{{state}}}}}"#))
            .collect::<Vec<_>>()
            .join(",")
    );
    let ran = sfn(&["iam", "-"], &definition);
    assert_eq!(ran.exit, Exit::Ok, "{}", ran.stderr);
    assert!(ran.stderr.contains("attach these 3 managed ones"), "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("\"Version\"").count(), 3);
}
