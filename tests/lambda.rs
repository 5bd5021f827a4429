//! A task's Lambda function: the real binary, asked through a Runtime API on loopback, answers for the interpreter.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use serde_json::{Value, json};
use sfn_dsl::testing::{Answers, RunError};
use sfn_local::{LocalTasks, Program, Run, block_on};
use sfn_tests_handler::{Job, print_job};

#[path = "lambda/function.rs"]
mod function;

use function::Function;

/// Builds the function as a user does, on its own: without definitions.
fn binary() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let target = target.join("lambda");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "sfn-tests-handler", "--target-dir"])
        .arg(&target)
        .current_dir(root)
        .status()
        .unwrap();
    assert!(built.success());
    target.join("debug/sfn-tests-handler")
}

#[test]
fn the_handler_answers_as_the_function_does() {
    let binary = binary();
    holds_no_definition(&binary);
    let function = Arc::new(Function::start(&binary));

    // A payload that is none.
    let refused = function.invoke(json!({ "fileName": "letter", "pages": "two" })).unwrap_err();
    assert_eq!(refused.error, "Runtime.UnmarshalError");
    assert!(refused.cause.contains("pages: invalid type"), "{}", refused.cause);

    // A panic, after which the function still answers.
    let panicked = function.invoke(json!({ "fileName": "hot", "pages": 1 })).unwrap_err();
    assert!(panicked.cause.contains("the printer is on fire"), "{}", panicked.cause);

    // An error travels under the variant's name, with its fields as JSON.
    let jam = function.invoke(json!({ "fileName": "thick", "pages": 3 })).unwrap_err();
    assert_eq!(jam.error, "Jam");
    let cause: Value = serde_json::from_str(&jam.cause).unwrap();
    let fields: Value = serde_json::from_str(cause["errorMessage"].as_str().unwrap()).unwrap();
    assert_eq!(fields, json!({ "tray": 2, "sheets": ["thick 1", "\"é\" \\"] }));

    // The definition with the handler gives what the function gives.
    for file_name in ["letter", "empty", "thick", "far"] {
        let job = Job { file_name: file_name.to_owned(), pages: 2 };
        let native = match Answers::new().run(print_job(job.clone())).result {
            Ok(output) => Ok(json!(output)),
            Err(RunError::Returned(error)) => Err(sfn_dsl::ErrorType::__to_failure(&error).error),
            Err(other) => panic!("{file_name}: {other:?}"),
        };
        assert_eq!(interpreted(&function, &job), native, "{file_name}");
    }
}

/// The definition's run, whose task is the function.
fn interpreted(function: &Arc<Function>, job: &Job) -> Result<Value, String> {
    let definition = print_job::definition();
    let program =
        Program::compile(&definition.name, definition.workflow_type, &definition.machine).unwrap();
    let function = Arc::clone(function);
    let tasks = LocalTasks::new().handler(
        "print",
        Arc::new(move |payload| {
            let answer = function.invoke(payload);
            Box::pin(async move { answer })
        }),
    );
    let input = serde_json::to_value(job).unwrap();
    let finished = block_on(Run::new(Arc::new(program), input, Arc::new(tasks)).run());
    match finished.outcome.output() {
        Some(output) => Ok(output.clone()),
        None => Err(finished.outcome.error().unwrap().error.as_deref().unwrap().to_owned()),
    }
}

/// Neither what makes definitions nor what runs them is in the binary or in what it is built from.
fn holds_no_definition(binary: &Path) {
    let bytes = std::fs::read(binary).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("sfn_dsl") && holds("sfn_tests_handler"), "the binary has symbols");
    for absent in ["sfn_local", "sfn_asl", "sfn_query", "sfn_catalog", "aws_sdk", "print-job"] {
        assert!(!holds(absent), "`{absent}` is in the Lambda function's binary");
    }
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", "sfn-tests-handler", "--edges", "normal", "--prefix", "none"])
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("lambda_runtime v"), "{tree}");
    for absent in ["sfn-local v", "sfn-asl v", "sfn-query v", "sfn-catalog v", "aws-sdk"] {
        assert!(!tree.contains(absent), "`{absent}` is built for the Lambda function");
    }
}
