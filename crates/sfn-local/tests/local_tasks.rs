//! Native handlers, nested workflows, and definitions that cannot run here.
#![cfg(test)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` is written in place")]

mod support;

use std::sync::Arc;

use serde_json::{Value, json};
use sfn_asl::WorkflowType;
use sfn_local::{
    Definition, ExecutionContext, Handler, LambdaHandler, LocalTasks, Program, Run, TaskFailure,
    block_on,
};
use support::{compile, lambda, run, run_with, single};

fn handler(
    function: impl Fn(Value) -> Result<Value, TaskFailure> + Send + Sync + 'static,
) -> Handler {
    Arc::new(move |payload| {
        let result = function(payload);
        Box::pin(async move { result })
    })
}

fn definition(name: &str, mut machine: Value) -> Definition {
    machine["QueryLanguage"] = "JSONata".into();
    Definition::new(name, WorkflowType::Standard, sfn_asl::read::value(&machine).machine.unwrap())
}

#[test]
fn a_handler_answers_as_lambda_does() {
    let tasks = LocalTasks::new().handler("f", handler(|payload| Ok(json!({ "got": payload }))));
    let finished =
        run_with(single(lambda(json!({ "Output": "{% $states.result %}" }))), json!([1]), tasks);
    let output = finished.output();
    assert_eq!(output["Payload"], json!({ "got": [1] }));
    assert_eq!(output["ExecutedVersion"], "$LATEST");
    assert_eq!(output["StatusCode"], 200);
    assert_eq!(output["SdkHttpMetadata"]["HttpStatusCode"], 200);
    let keys: Vec<_> = output.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode"]
    );
}

#[test]
fn a_function_can_be_the_resource_itself() {
    let tasks = LocalTasks::new().handler("f", handler(|payload| Ok(json!({ "got": payload }))));
    let state = json!({
        "Type": "Task",
        "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f:$LATEST",
        "Arguments": { "a": "{% $states.input %}" },
        "End": true
    });
    let finished = run_with(single(state), json!(1), tasks);
    assert_eq!(finished.output(), json!({ "got": { "a": 1 } }));
    assert_eq!(
        finished.events()[2..5],
        ["3<2 LambdaFunctionScheduled", "4<3 LambdaFunctionStarted", "5<4 LambdaFunctionSucceeded"]
    );
}

#[test]
fn a_failed_handler_is_a_failed_task() {
    let tasks = LocalTasks::new()
        .handler("f", handler(|_| Err(TaskFailure::new("Declined", "{\"code\":51}"))));
    assert_eq!(
        run_with(single(lambda(json!({}))), json!({}), tasks).error(),
        ("Declined".into(), "{\"code\":51}".into())
    );
}

/// Runs a workflow of this name whose machine is deployed with the function `deployed`, while the code calls `f`.
fn run_deployed_with(deployed: &str, name: &str) -> Result<Value, String> {
    let mut code = definition("order", single(lambda(json!({}))));
    code.handlers.push(LambdaHandler { function: "f".into(), handler: handler(Ok) });
    let arguments = json!({ "FunctionName": deployed, "Payload": "{% $states.input %}" });
    let machine = definition(name, single(lambda(json!({ "Arguments": arguments })))).machine;
    let program = Program::compile(name, WorkflowType::Standard, &machine).unwrap();
    let context = ExecutionContext::in_account("us-east-1", "000000000000", name, "run");
    let tasks = Arc::new(LocalTasks::of([&code]).unwrap());
    let run = Run::new(Arc::new(program), json!(7), tasks).context(context);
    let finished = block_on(run.run());
    let cause = || finished.outcome.error().unwrap().cause.clone().unwrap().to_string();
    finished.outcome.output().cloned().ok_or_else(cause)
}

#[test]
fn a_workflow_runs_under_other_names_of_its_functions() {
    assert_eq!(run_deployed_with("f-live", "order"), Ok(json!(7)));
    let cause = run_deployed_with("f-live", "another").unwrap_err();
    assert!(cause.contains("f-live"), "{cause}");
}

#[test]
fn a_function_that_times_out_takes_the_whole_time() {
    let tasks = || {
        LocalTasks::new().handler("f", handler(|_| Err(TaskFailure::new("States.Timeout", "{}"))))
    };
    let waiting = json!({
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "TimeoutSeconds": 259_200,
        "Arguments": { "FunctionName": "f", "Payload": "{% $states.context.Task.Token %}" }
    });
    let finished = run_with(single(lambda(waiting)), json!({}), tasks());
    assert_eq!(finished.error().0, "States.Timeout");
    assert_eq!(
        finished.events()[4..],
        ["5<4 TaskSubmitted", "6<5 TaskTimedOut +259200s", "7<6 ExecutionFailed"]
    );
    let called = run_with(single(lambda(json!({ "TimeoutSeconds": 5 }))), json!({}), tasks());
    assert_eq!(called.events()[4], "5<4 TaskTimedOut +5s");
    // Without a limit nothing would ever end it.
    let unlimited = run_with(single(lambda(json!({}))), json!({}), tasks());
    assert_eq!(unlimited.events()[4], "5<4 TaskFailed");
}

#[test]
fn the_mock_to_write_fits_the_call() {
    let mock = |resource: &str| {
        let state = json!({ "Type": "Task", "Resource": resource, "Arguments": {}, "End": true });
        run_with(single(state), json!({}), LocalTasks::new()).error().1
    };
    let cause = mock("arn:aws:states:::sqs:sendMessage");
    assert!(cause.ends_with(r#"{"states":{"S":[{"return":{}}]}}"#), "{cause}");
    let cause = mock("arn:aws:states:::sqs:sendMessage.waitForTaskToken");
    assert!(cause.ends_with(r#"{"states":{"S":[{"token":{"success":{}}}]}}"#), "{cause}");
}

fn parent(resource: &str) -> Value {
    single(json!({
        "Type": "Task",
        "Resource": format!("arn:aws:states:::states:startExecution{resource}"),
        "Arguments": {
            "StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:child",
            "Input": { "n": "{% $states.input %}" },
            "Name": "the-child"
        },
        "End": true
    }))
}

fn child() -> Definition {
    let machine = json!({ "StartAt": "W", "States": {
        "W": { "Type": "Wait", "Seconds": 100, "Next": "C" },
        "C": { "Type": "Choice", "Choices": [{ "Condition": "{% $states.input.n > 0 %}", "Next": "P" }], "Default": "F" },
        "P": { "Type": "Pass", "Output": { "twice": "{% $states.input.n * 2 %}" }, "End": true },
        "F": { "Type": "Fail", "Error": "TooSmall", "Cause": "n" }
    } });
    definition("child", machine)
}

#[test]
fn a_workflow_waits_for_another() {
    let tasks = LocalTasks::of([&child()]).unwrap();
    let finished = run_with(parent(".sync:2"), json!(4), tasks.clone());
    let output = finished.output();
    assert_eq!(output["Output"], json!({ "twice": 8 }));
    assert_eq!(output["Status"], "SUCCEEDED");
    assert_eq!(
        output["ExecutionArn"],
        "arn:aws:states:us-east-1:000000000000:execution:child:the-child"
    );
    let expected = [
        "1<0 ExecutionStarted",
        "2<0 TaskStateEntered",
        "3<2 TaskScheduled",
        "4<3 TaskStarted",
        "5<4 TaskSubmitted",
        "6<5 TaskSucceeded +100s",
        "7<6 TaskStateExited",
        "8<7 ExecutionSucceeded",
    ];
    assert_eq!(finished.events(), expected);
    assert_eq!(run_with(parent(".sync"), json!(4), tasks).output()["Output"], "{\"twice\":8}");
}

#[test]
fn without_an_input_a_workflow_gets_an_empty_object() {
    // As recorded on AWS where a path to `null` was the input (`"Input": null` was sent, `{}` arrived).
    let echo = json!({ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } });
    let tasks = LocalTasks::of([&definition("child", echo)]).unwrap();
    let mut parent = parent(".sync:2");
    parent["States"]["S"]["Arguments"]["Input"] = Value::Null;
    let output = run_with(parent, json!(4), tasks).output();
    assert_eq!((&output["Input"], &output["Output"]), (&json!({}), &json!({})));
}

#[test]
fn a_workflow_that_fails_is_a_failed_task() {
    let (error, cause) =
        run_with(parent(".sync:2"), json!(0), LocalTasks::of([&child()]).unwrap()).error();
    assert_eq!(error, "States.TaskFailed");
    let cause: Value = serde_json::from_str(&cause).unwrap();
    assert_eq!(
        (&cause["Error"], &cause["Cause"], &cause["Status"]),
        (&json!("TooSmall"), &json!("n"), &json!("FAILED"))
    );
    assert_eq!(cause["RedriveStatus"], "REDRIVABLE");
}

#[test]
fn a_workflow_can_be_started_only() {
    let output = run_with(parent(""), json!(4), LocalTasks::of([&child()]).unwrap()).output();
    assert_eq!(
        output["ExecutionArn"],
        "arn:aws:states:us-east-1:000000000000:execution:child:the-child"
    );
    assert!(output["StartDate"].is_number());
    let (error, cause) = run_with(parent(""), json!(4), LocalTasks::new()).error();
    assert_eq!(error, "StepFunctions.StateMachineDoesNotExistException");
    assert!(cause.contains("stateMachine:child"), "{cause}");
}

#[test]
fn definitions_bring_their_handlers_and_children() {
    let mut parent = definition("parent", parent(".sync:2"));
    parent.children.push(child);
    parent
        .handlers
        .push(LambdaHandler { function: "${F}".into(), handler: handler(|_| Ok(json!(1))) });
    let tasks = LocalTasks::of([&parent]).unwrap();
    let program = Arc::clone(tasks.workflow("parent").unwrap());
    let finished = block_on(Run::new(program, json!(1), Arc::new(tasks)).run());
    assert_eq!(finished.outcome.output().unwrap()["Output"], json!({ "twice": 2 }));
}

#[test]
fn what_cannot_run_is_said_before_anything_runs() {
    let errors = |machine: Value| compile(machine).err().unwrap_or_default();
    let broken = json!({
        "Type": "Task", "Resource": "${Queue}", "Arguments": { "a": ["{% 1 + %}"] }, "TimeoutSeconds": "${Timeout}", "Next": "Nowhere"
    });
    let found = errors(single(broken));
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(
        found.iter().any(|error| error.starts_with(
            "error[SFN020] jsonata-syntax: Unexpected end of expression at /States/S/Arguments/a[0]"
        )),
        "{found:#?}"
    );
}

#[test]
fn an_activity_answers_from_its_mock_or_does_not_exist() {
    let arn = "arn:aws:states:us-east-1:000000000000:activity:review";
    let state = json!({ "Type": "Task", "Resource": arn, "TimeoutSeconds": 5, "End": true });
    let mocks = |answer: Value| json!({ "resources": { arn: answer } });
    let finished =
        run(single(state.clone()), json!({}), &mocks(json!({ "return": 1, "after_seconds": 3 })));
    assert_eq!(finished.output(), 1);
    assert_eq!(
        finished.events()[2..5],
        ["3<2 ActivityScheduled", "4<3 ActivityStarted", "5<4 ActivitySucceeded +3s"]
    );
    let finished = run(single(state.clone()), json!({}), &mocks(json!({ "timeout": true })));
    assert_eq!(finished.error(), ("States.Timeout".into(), String::new()));
    let finished = run(single(state), json!({}), &json!({}));
    assert!(finished.error().1.contains("nothing answers the task `S`"), "{:?}", finished.outcome);
    assert_eq!(finished.events()[2], "3<2 ExecutionFailed");
}
