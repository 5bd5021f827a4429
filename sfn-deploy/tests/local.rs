//! Deploying to and running in the embedded endpoint.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    sync::Arc,
    time::Instant,
};

use sfn_asl::WorkflowType;
use sfn_deploy::{App, Exit, Streams, Terminal};
use sfn_local::{Definition, LambdaHandler, SourceLocation, TaskFailure};
use support::{Serve, Shop};

const MADE_UP: &str =
    "made-up values for `ChargeFunction`, `ChargeTimeout`; give others with --param or --params\n";

#[test]
fn up_local_run_deploys_runs_every_sample_and_prints_the_outputs() {
    let start = Instant::now();
    let ran = Shop::new(&["up", "--local", "--run"]).run().exits(0);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    let outputs: Vec<serde_json::Value> =
        serde_json::Deserializer::from_str(&ran.stdout).into_iter().map(Result::unwrap).collect();
    assert_eq!(
        outputs,
        [
            serde_json::json!({ "payment": "p-1", "amount": 20.0 }),
            serde_json::json!({ "greeting": "Hello, Ada" })
        ]
    );
    let ran = ran.mentions(MADE_UP).mentions("\ndeployed order and greeting to http://127.0.0.1:");
    let ran = ran.mentions(
        "\norder (sample)\n  → Charge  src/order.rs:12\n  \
         STATE   SOURCE           ATTEMPT  DURATION  RESULT\n  \
         Charge  src/order.rs:12        1      0 ms  ok\n  \
         SUCCEEDED in 0 ms\n",
    );
    ran.mentions("\n  FAILED in 0 ms with `Declined`, as expected\n")
        .mentions("\ngreeting (sample)\n");
}

#[test]
fn results_for_machines() {
    let json = Shop::new(&["up", "--local", "--run", "--json"]).run().exits(0).json();
    assert_eq!(
        json["workflows"][0]["writes"],
        serde_json::json!(["CreateRole", "PutRolePolicy", "CreateStateMachine"])
    );
    assert_eq!(json["executions"].as_array().unwrap().len(), 3);
    assert_eq!(json["executions"][1]["status"], "FAILED");
    assert_eq!(json["executions"][1]["expectedError"], "Declined");
    let json = Shop::new(&["run", "order", "--local", "--json"]).run().exits(0).json();
    assert_eq!(json["output"]["payment"], "p-1");
    assert_eq!(json["states"][0]["source"], "src/order.rs:12");
}

#[test]
fn run_takes_an_input_and_fails_with_the_line_of_the_state() {
    let ran = Shop::new(&["run", "order", "--local", "--input", "-"])
        .stdin(r#"{ "total": 7 }"#)
        .run()
        .exits(0);
    assert_eq!(ran.stdout, "{\n  \"payment\": \"p-1\",\n  \"amount\": 7.0\n}\n");
    let ran = Shop::new(&["run", "order", "--local", "--input", "-"])
        .stdin(r#"{ "total": 7000 }"#)
        .run()
        .exits(1);
    assert_eq!(ran.stdout, "");
    ran.mentions("error: `order` failed with `Declined` in state `Charge` (src/order.rs:12)\n  cause: over the limit\n");
}

#[test]
fn a_local_run_looks_at_nothing_of_aws() {
    let shop = Shop::new(&["run", "order", "--local"])
        .env("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .env("AWS_PROFILE", "no-such-profile")
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("AWS_ACCESS_KEY_ID", "");
    shop.run().exits(0);
}

#[test]
fn a_port_that_is_in_use() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let ran = Shop::new(&["serve", "--port", &port]).run().exits(2);
    let expected = format!(
        "error: the port of `127.0.0.1:{port}` is in use\n  help: choose another --port; 0 takes a free one\n"
    );
    assert!(ran.stderr.ends_with(&expected), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("in use").count(), 1);
}

#[test]
#[cfg(unix)]
fn serve_runs_the_functions_of_the_program_and_ends_by_itself_when_told() {
    let endpoint = Serve::start();
    let params = ["--param", "ChargeFunction=ChargeFunction", "--param", "ChargeTimeout=30"];
    let up: Vec<&str> = ["up", "--yes"].into_iter().chain(params).collect();
    Shop::at(&endpoint.url, &up).run().exits(0);
    let ran = Shop::at(&endpoint.url, &["run", "greeting", "--json"]).run().exits(0).json();
    assert_eq!(ran["output"]["greeting"], "Hello, Ada");
    assert_eq!(endpoint.ends_by("-INT"), 0);
    assert_eq!(Serve::start_with(&["--time-scale", "60"]).ends_by("-TERM"), 0);
}

#[test]
fn serve_listens_on_localhost_and_is_no_client() {
    let endpoint = Serve::start_with(&["--host", "localhost"]);
    assert!(endpoint.url.starts_with("http://127.0.0.1:"), "{}", endpoint.url);
    Shop::new(&["serve", "--host", "here"]).run().exits(2).mentions("nor `localhost`");
    let ran = Shop::new(&["serve", "--endpoint-url", &endpoint.url]).run().exits(2);
    ran.mentions("error: `serve` is an endpoint itself, and sends nothing to http://127.0.0.1:")
        .mentions("\n  help: say where to listen with --host and --port");
}

#[test]
#[cfg(unix)]
fn those_without_a_program_are_served_too() {
    let mut endpoint = Serve::without_workflows(&["--region", "eu-central-1", "--seed", "7"]);
    let params = ["--param", "ChargeFunction=ChargeFunction", "--param", "ChargeTimeout=30"];
    let up: Vec<&str> = ["up", "--yes"].into_iter().chain(params).collect();
    Shop::at(&endpoint.url, &up).run().exits(0);
    let ran = Shop::at(&endpoint.url, &["run", "order"]).run().exits(1);
    ran.mentions("nothing answers the task `Charge`");
    let said = endpoint.said();
    assert_eq!(said, "Step Functions in account 000000000000, eu-central-1; Ctrl-C ends it");
    assert_eq!(endpoint.ends_by("-TERM"), 0);
}

#[test]
fn other_machines_are_let_in_only_where_that_is_said_and_with_a_warning() {
    let ran = Shop::new(&["serve", "--port", "0", "--host", "0.0.0.0"]).run().exits(2);
    ran.mentions("error: `0.0.0.0:0` is not a loopback address; whoever reaches the endpoint can run its tasks\n")
        .mentions("  help: add --allow-remote, where that is what you want\n");
    let mut open = Serve::start_with(&["--host", "0.0.0.0", "--allow-remote"]);
    assert!(open.url.starts_with("http://0.0.0.0:"), "{}", open.url);
    assert!(open.said().contains("warning: other machines can reach it"));
    let mut local = Serve::start_with(&["--host", "127.0.0.2", "--allow-remote"]);
    assert!(local.url.starts_with("http://127.0.0.2:"), "{}", local.url);
    assert!(!local.said().contains("warning"));
}

#[test]
fn a_seed_and_a_start_make_a_run_the_same_every_time() {
    let arguments = ["run", "order", "--local", "--json", "--seed", "7", "--start"];
    let run = |start: &str| {
        let arguments: Vec<&str> = arguments.into_iter().chain([start]).collect();
        Shop::new(&arguments).run()
    };
    let first = run("2026-01-01T00:00:00Z").exits(0).json();
    let arn = first["executionArn"].as_str().unwrap_or_default();
    assert!(arn.contains(":execution:order:"), "{first}");
    assert_eq!(run("2026-01-01T00:00:00Z").exits(0).json()["executionArn"], first["executionArn"]);
    run("yesterday").exits(2).mentions("not a time such as 2026-01-01T00:00:00Z");
    for (option, value, what) in
        [("--seed", "7", "a number"), ("--start", "2026-01-01T00:00:00Z", "a time")]
    {
        let ran = Shop::new(&["run", "order", option, value]).run().exits(2);
        ran.mentions(&format!(
            "error: nothing was sent: `{option}` is {what} for the embedded endpoint\n  help: add `--local`, or give it to `serve`\n"
        ));
    }
}

#[test]
fn a_time_scale_is_a_number_above_0() {
    for scale in ["0", "-1", "fast"] {
        let ran = Shop::new(&["serve", &format!("--time-scale={scale}")]).run().exits(2);
        ran.mentions(&format!("a time scale is a number above 0, not `{scale}`"));
    }
}

#[test]
fn serve_takes_mock_files_which_win_over_those_of_the_program() {
    let answer = |text: &str| {
        format!(r#"{{ "states": {{ "Greet": [{{ "return": {{ "greeting": "{text}" }} }}] }} }}"#)
    };
    let first = support::file("first.mocks.json", &answer("Good day"));
    let second = support::file("second.mocks.json", &answer("Bye"));
    let endpoint = Serve::start_with(&["--mocks", &first, "--mocks", &second]);
    let url = ["--endpoint-url", endpoint.url.as_str()];
    Shop::new(&["up", "--yes", url[0], url[1]]).run().exits(0);
    let ran = Shop::new(&["run", "greeting", url[0], url[1]]).run().exits(0);
    assert_eq!(ran.json()["greeting"], "Good day");

    let bad = support::file("bad.mocks.json", r#"{ "state": {} }"#);
    let ran = Shop::new(&["serve", "--port", "0", "--mocks", &bad]).run().exits(2);
    ran.mentions(&format!("error: {bad} cannot be used\n  1:12: unknown member"));
    let ran = Shop::new(&["serve", "--port", "0", "--mocks", "nowhere.json"]).run().exits(2);
    ran.mentions("error: cannot read nowhere.json\n");
}

#[test]
fn a_run_takes_part_in_a_test_case_of_step_functions_local() {
    let config = r#"{
        "StateMachines": { "greeting": { "TestCases": { "Polite": { "Greet": "Politely" } } } },
        "MockedResponses": { "Politely": { "0": { "Return": { "StatusCode": 200, "Payload": { "greeting": "Good day" } } } } }
    }"#;
    let config = support::file("MockConfigFile.json", config);
    let run = ["run", "greeting", "--local", "--mocks", &config];
    let greeting = |more: &[&str]| Shop::new(&[&run[..], more].concat()).run();
    assert_eq!(greeting(&[]).exits(0).json()["greeting"], "Hello, Ada");
    assert_eq!(greeting(&["--test-case", "Polite"]).exits(0).json()["greeting"], "Good day");
    greeting(&[]).mentions("choose one by `run greeting --test-case`, of `Polite`\n");
    greeting(&["--test-case", "Polit"])
        .exits(2)
        .says("error: `greeting` has no test case `Polit`\n  help: did you mean `Polite`?\n");

    let wrong = r#"{ "StateMachines": { "greeting": { "TestCases": {
        "Polite": { "Greet": "Politly" } } } } }"#;
    let wrong = support::file("wrong.MockConfigFile.json", wrong);
    let ran = Shop::new(&["run", "greeting", "--local", "--mocks", &wrong]).run().exits(2);
    ran.mentions("cannot be used\n  2:30: `MockedResponses` has no `Politly` (at `/StateMachines/greeting/TestCases/Polite/Greet`)\n");
    let ran = Shop::new(&["run", "greeting", "--mocks", &config]).run().exits(2);
    ran.mentions("nothing was sent: `--mocks` is a file for the embedded endpoint");
}

#[test]
fn names_in_mocks_that_nothing_has_are_told_with_their_place() {
    let mocks = r#"{ "states": { "greeting/Great": { "return": {} } },
        "functions": { "greet": { "return": {} }, "gret": { "return": {} } } }"#;
    let file = support::file("unknown.mocks.json", mocks);
    let ran = Shop::new(&["run", "greeting", "--local", "--mocks", &file]).run().exits(0);
    let ran = ran.mentions(&format!(
        "warning: {file}:1:33: no task is called `greeting/Great` (at `/states/greeting~1Great`): did you mean `greeting/Greet`?\n"
    ));
    ran.mentions("no function is called `gret` (at `/functions/gret`): did you mean");
    let config = r#"{ "StateMachines": { "greting": { "TestCases": { "A": {} } } } }"#;
    let file = support::file("unknown.MockConfigFile.json", config);
    let ran = Shop::new(&["up", "--local", "--run", "--mocks", &file]).run().exits(0);
    ran.mentions(
        "no workflow is called `greting` (at `/StateMachines/greting`): did you mean `greeting`?\n",
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

fn definition(name: &str, workflow_type: WorkflowType, text: &str) -> Definition {
    Definition::new(name, workflow_type, sfn_asl::read::json(text).machine.unwrap())
}

fn shipping() -> Definition {
    let text = r#"{ "QueryLanguage": "JSONata", "StartAt": "Any", "States": {
        "Any": { "Type": "Choice", "Choices": [{ "Condition": "{% $count($states.input.items) > 0 %}", "Next": "Each" }],
            "Default": "Nothing" },
        "Nothing": { "Type": "Fail", "Error": "NothingToShip" },
        "Each": { "Type": "Map", "Items": "{% $states.input.items %}", "Next": "Cool",
            "ItemProcessor": { "StartAt": "Pack", "States": { "Pack": { "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": { "FunctionName": "pack", "Payload": { "item": "{% $states.input %}" } },
                "Output": "{% $states.result.Payload %}",
                "Retry": [{ "ErrorEquals": ["Jam"], "IntervalSeconds": 5 }],
                "Catch": [{ "ErrorEquals": ["Broken"], "Next": "Scrap" }],
                "End": true }, "Scrap": { "Type": "Pass", "Output": "scrap", "End": true } } } },
        "Cool": { "Type": "Wait", "Seconds": 259200, "End": true } } }"#;
    let mut shipping = definition("shipping", WorkflowType::Standard, text);
    for (state, line) in [("Any", 3), ("Each", 5), ("Pack", 6), ("Nothing", 4)] {
        shipping
            .source_map
            .insert(state.into(), SourceLocation { file: "src/ship.rs".to_owned(), line });
    }
    let jams = Arc::new(std::sync::Mutex::new(1));
    shipping.handlers.push(LambdaHandler {
        function: "pack".to_owned(),
        handler: Arc::new(move |payload| {
            let jammed = payload["item"] == "jam" && std::mem::take(&mut *jams.lock().unwrap()) > 0;
            let result = match payload["item"].as_str() {
                _ if jammed => Err(TaskFailure::new("Jam", "paper")),
                Some("broken") => Err(TaskFailure::new("Broken", "glass")),
                _ => Ok(payload["item"].clone()),
            };
            Box::pin(async move { result })
        }),
    });
    shipping
}

#[test]
fn the_timeline_shows_iterations_attempts_catches_and_choices() {
    let app = App::new().workflow(shipping).sample(r#"{ "items": ["a", "jam", "broken"] }"#);
    let start = Instant::now();
    let (exit, stdout, stderr) = in_process(app, &["run", "shipping", "--local"]);
    assert_eq!(exit, Exit::Ok, "{stderr}");
    assert_eq!(stdout, "[\n  \"a\",\n  \"jam\",\n  \"scrap\"\n]\n");
    assert!(start.elapsed().as_secs() < 5, "three days pass at once");
    let table = stderr.split_once("RESULT\n").unwrap().1;
    assert_eq!(
        table,
        "  Any          src/ship.rs:3               0 ms  → Each\n  \
         Each         src/ship.rs:5        1     5.0 s  ok\n    \
           Pack [0]   src/ship.rs:6        1      0 ms  ok\n    \
           Pack [1]   src/ship.rs:6        2     5.0 s  ok\n    \
           Pack [2]   src/ship.rs:6        1      0 ms  caught Broken → Scrap\n    \
           Scrap [2]                              0 ms  ok\n  \
         Cool                                  3 d 0 h  ok\n  \
         SUCCEEDED in 3 d 0 h\n"
    );
}

#[test]
fn many_iterations_share_a_row() {
    let app =
        App::new().workflow(shipping).sample(r#"{ "items": ["a", "b", "broken", "c", "d"] }"#);
    let (exit, _, stderr) = in_process(app, &["run", "shipping", "--local"]);
    assert_eq!(exit, Exit::Ok, "{stderr}");
    assert!(
        stderr.contains("    Pack ×5    src/ship.rs:6        1      0 ms  4 ok, 1 caught\n"),
        "{stderr}"
    );
}

#[test]
fn a_fail_state_is_the_state_that_failed() {
    let app = App::new().workflow(shipping).sample(r#"{ "items": [] }"#);
    let (exit, _, stderr) = in_process(app, &["run", "shipping", "--local"]);
    assert_eq!(exit, Exit::Failed);
    assert!(
        stderr.ends_with(
            "error: `shipping` failed with `NothingToShip` in state `Nothing` (src/ship.rs:4)\n"
        ),
        "{stderr}"
    );
}

#[test]
fn a_task_without_body_and_mock_says_which_mock_to_write() {
    let text = r#"{ "QueryLanguage": "JSONata", "StartAt": "Save", "States": { "Save": { "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:putItem", "Arguments": { "TableName": "t", "Item": {} }, "End": true } } }"#;
    let app =
        App::new().workflow(move || definition("save", WorkflowType::Standard, text)).sample("{}");
    let (exit, _, stderr) = in_process(app, &["up", "--local", "--run"]);
    assert_eq!(exit, Exit::Failed);
    assert!(stderr.contains("in state `Save`"), "{stderr}");
    assert!(
        stderr.contains(r#"add this to the mock file: {"states":{"Save":[{"return":{}}]}}"#),
        "{stderr}"
    );
}

/// Doubles each row of a file, and writes the results beside it.
fn import() -> Definition {
    let text = r#"{ "QueryLanguage": "JSONata", "StartAt": "Rows", "States": { "Rows": {
        "Type": "Map", "Label": "rows",
        "ItemReader": { "Resource": "arn:aws:states:::s3:getObject",
            "Arguments": { "Bucket": "orders", "Key": "2025/rows.csv" },
            "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" } },
        "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "Double", "States": { "Double": { "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": { "FunctionName": "double", "Payload": "{% $states.input %}" },
                "Output": "{% $states.result.Payload %}", "End": true } } },
        "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject",
            "Arguments": { "Bucket": "results", "Prefix": "import" },
            "WriterConfig": { "OutputType": "JSONL", "Transformation": "COMPACT" } },
        "End": true } } }"#;
    let double: sfn_local::Handler = Arc::new(|payload: serde_json::Value| {
        let n: u32 = payload["n"].as_str().and_then(|n| n.parse().ok()).unwrap_or_default();
        Box::pin(async move { Ok(serde_json::json!(n * 2)) })
    });
    let handlers = vec![LambdaHandler { function: "double".into(), handler: double }];
    Definition { handlers, ..definition("import", WorkflowType::Standard, text) }
}

#[test]
fn a_folder_stands_for_s3() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("s3");
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(folder.join("orders/2025")).unwrap();
    std::fs::write(folder.join("orders/2025/rows.csv"), "n\n1\n2\n").unwrap();
    let app = App::new().workflow(import).sample("{}");
    let s3 = folder.display().to_string();
    let (exit, stdout, stderr) = in_process(app, &["run", "import", "--local", "--s3", &s3]);
    assert_eq!(exit, Exit::Ok, "{stderr}");
    let output: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let manifest = output["ResultWriterDetails"]["Key"].as_str().unwrap();
    let results = manifest.replace("manifest.json", "SUCCEEDED_0.jsonl");
    assert_eq!(std::fs::read_to_string(folder.join("results").join(results)).unwrap(), "2\n4");

    let app = App::new().workflow(import).sample("{}");
    let (exit, _, stderr) = in_process(app, &["run", "import", "--local"]);
    assert_eq!(exit, Exit::Failed);
    assert!(stderr.contains("States.ItemReaderFailed") && stderr.contains("--s3 DIR"), "{stderr}");
}

#[test]
fn objects_of_an_app_stand_for_s3_where_no_folder_does() {
    let app =
        || App::new().workflow(import).sample("{}").object("orders", "2025/rows.csv", "n\n1\n");
    let (exit, stdout, stderr) = in_process(app(), &["run", "import", "--local"]);
    assert_eq!(exit, Exit::Ok, "{stderr}");
    assert!(stdout.contains("manifest.json"), "{stdout}");

    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("empty-s3");
    std::fs::create_dir_all(&folder).unwrap();
    let s3 = folder.display().to_string();
    let (exit, _, stderr) = in_process(app(), &["run", "import", "--local", "--s3", &s3]);
    assert_eq!(exit, Exit::Failed);
    assert!(stderr.contains("States.ItemReaderFailed"), "{stderr}");
    assert!(stderr.contains("make the folder `"), "{stderr}");
}

#[test]
fn mocks_are_checked_when_they_are_given() {
    let text = r#"{ "QueryLanguage": "JSONata", "StartAt": "S", "States": { "S": { "Type": "Succeed" } } }"#;
    let app = App::new()
        .workflow(move || definition("m", WorkflowType::Standard, text))
        .mocks(r#"{ "state": {} }"#);
    let (exit, _, stderr) = in_process(app, &["list"]);
    assert_eq!(exit, Exit::Usage);
    assert!(
        stderr.starts_with("error: the mocks of `m` cannot be used\n  1:12: unknown member"),
        "{stderr}"
    );
}

#[test]
fn an_express_workflow_runs_synchronously() {
    let text = r#"{ "QueryLanguage": "JSONata", "StartAt": "S", "States": { "S": { "Type": "Succeed", "Output": "{% $states.input.n + 1 %}" } } }"#;
    let app = || {
        App::new()
            .workflow(move || definition("fast", WorkflowType::Express, text))
            .sample(r#"{ "n": 1 }"#)
    };
    let (exit, stdout, stderr) = in_process(app(), &["run", "fast", "--local"]);
    assert_eq!((exit, stdout.as_str()), (Exit::Ok, "2\n"), "{stderr}");
    let (exit, stdout, stderr) = in_process(app(), &["up", "--local", "--run"]);
    assert_eq!((exit, stdout.as_str()), (Exit::Ok, "2\n"), "{stderr}");
}

#[test]
fn what_the_interpreter_cannot_run_is_said_before_it_starts() {
    let text = r#"{ "StartAt": "S", "States": { "S": { "Type": "Pass", "ResultPath": "$.x", "End": true } } }"#;
    let app =
        App::new().workflow(move || definition("old", WorkflowType::Standard, text)).sample("{}");
    let (exit, stdout, stderr) = in_process(app, &["up", "--local", "--run"]);
    // JSONPath states either run or are refused before the first call.
    if exit != Exit::Ok {
        assert_eq!((exit, stdout.as_str()), (Exit::Failed, ""));
        assert!(stderr.contains("the embedded endpoint cannot run this"), "{stderr}");
        assert!(!stderr.contains("deployed"), "{stderr}");
    }
}

#[test]
fn the_second_sample_still_runs_when_the_first_fails() {
    let app = App::new()
        .workflow(shipping)
        .named_sample("none", r#"{ "items": [] }"#)
        .named_sample("one", r#"{ "items": ["a"] }"#);
    let (exit, stdout, _) = in_process(app, &["up", "--local", "--run"]);
    assert_eq!((exit, stdout.as_str()), (Exit::Failed, "[\n  \"a\"\n]\n"));
}

#[test]
fn a_sample_that_should_fail_and_does_not() {
    let app = App::new().workflow(shipping).failing_sample(
        "odd",
        r#"{ "items": ["a"] }"#,
        "NothingToShip",
    );
    let (exit, _, stderr) = in_process(app, &["up", "--local", "--run"]);
    assert_eq!(exit, Exit::Failed);
    assert!(
        stderr.ends_with(
            "error: `shipping` succeeded, but was expected to fail with `NothingToShip`\n"
        ),
        "{stderr}"
    );
}

impl Serve {
    /// What it says besides its URL, up to the settings for other programs.
    fn said(&mut self) -> String {
        let stderr = BufReader::new(self.process.stderr.take().unwrap());
        let lines = stderr.lines().map(Result::unwrap);
        lines.take_while(|line| line != "for other programs:").collect::<Vec<_>>().join("\n")
    }

    #[cfg(unix)]
    fn ends_by(mut self, signal: &str) -> i32 {
        support::end_by(signal, &mut self.process)
    }
}
