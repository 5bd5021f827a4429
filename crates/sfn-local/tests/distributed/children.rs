//! Child executions: what they see, how many run, and the history that their parent keeps.

use serde_json::{Value, json};
use sfn_local::{MapRunStatus, Status};

use crate::{map, map_run, output, run, run_mocked, start, support::lambda};

#[test]
fn the_parent_records_the_run_and_each_child_its_own_states() {
    let finished = run(map(output("$states.input * 2"), json!({})), json!([1, 2]));
    assert_eq!(finished.output(), json!([2, 4]));
    assert_eq!(
        finished.events(),
        [
            "1<0 ExecutionStarted",
            "2<0 MapStateEntered",
            "3<2 MapStateStarted",
            "4<3 MapRunStarted",
            "5<4 MapRunSucceeded",
            "6<5 MapStateSucceeded",
            "7<4 MapStateExited",
            "8<7 ExecutionSucceeded"
        ]
    );
    let history = finished.handle.history();
    assert_eq!(history[2]["mapStateStartedEventDetails"]["length"], 2);
    let run = map_run(&finished);
    assert_eq!(history[3]["mapRunStartedEventDetails"]["mapRunArn"], run.arn());
    assert!(run.arn().starts_with("arn:aws:states:us-east-1:000000000000:mapRun:machine/items:"));
    assert_eq!(run.status(), MapRunStatus::Succeeded);
    assert_eq!(run.execution_arn(), finished.handle.context().execution_arn);
    let children = run.executions();
    let types: Vec<_> = children[1]
        .history()
        .iter()
        .map(|event| event["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        types,
        ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]
    );
}

#[test]
fn a_child_has_a_context_of_its_own_and_no_outer_variables() {
    let context = output("$states.context");
    let finished = run(
        map(context, json!({ "ItemSelector": { "n": "{% $states.context.Map.Item.Index %}" } })),
        json!(["a"]),
    );
    let seen = &finished.output()[0];
    let name = seen["Execution"]["Name"].as_str().unwrap();
    let prefix = "arn:aws:states:us-east-1:000000000000";
    assert_eq!(seen["Execution"]["Id"], format!("{prefix}:execution:machine/items:{name}"));
    assert_eq!(seen["Execution"]["Input"], json!({ "n": 0 }));
    assert_eq!(seen["StateMachine"]["Id"], format!("{prefix}:stateMachine:machine/items"));
    assert_eq!(seen["State"]["Name"], "I");
    assert_eq!(seen.get("Map"), None);

    let mut definition = map(output("$outer"), json!({ "ToleratedFailurePercentage": 100 }));
    definition["StartAt"] = "A".into();
    definition["States"]["A"] = json!({ "Type": "Pass", "Assign": { "outer": 1 }, "Next": "S" });
    let finished = run(definition, json!([1]));
    assert_eq!(finished.output()[0]["Error"], "States.QueryEvaluationError");
}

#[test]
fn an_express_child_ends_after_five_minutes() {
    let wait = || json!({ "Type": "Wait", "Seconds": 301, "End": true });
    let mut definition = map(wait(), json!({ "ToleratedFailurePercentage": 100 }));
    assert_eq!(run(definition.clone(), json!([1])).output(), json!([1]));
    definition["States"]["S"]["ItemProcessor"]["ProcessorConfig"]["ExecutionType"] =
        "EXPRESS".into();
    let finished = run(definition, json!([1]));
    assert_eq!(finished.output()[0]["Status"], "TIMED_OUT");
    assert_eq!(map_run(&finished).item_counts().timed_out, 1);
    let arn = &map_run(&finished).executions()[0].context().execution_arn.clone();
    assert!(arn.contains(":express:machine/items:"), "{arn}");
}

#[test]
fn as_many_children_run_as_may() {
    let mocks = json!({ "states": { "I": { "return": 1, "after_seconds": 60 } } });
    let elapsed = |more: Value| {
        let finished =
            run_mocked(map(lambda(json!({})), more), json!([1, 2, 3, 4, 5]), mocks.clone());
        assert_eq!(finished.output(), json!([1, 1, 1, 1, 1]));
        let handle = finished.handle;
        handle.started_at().until(handle.stopped_at().unwrap()).as_secs()
    };
    assert_eq!(elapsed(json!({})), 60);
    assert_eq!(elapsed(json!({ "MaxConcurrency": 0 })), 60);
    assert_eq!(elapsed(json!({ "MaxConcurrency": 2 })), 180);
    assert_eq!(elapsed(json!({ "MaxConcurrency": "{% $count($states.input) - 4 %}" })), 300);
}

#[test]
fn results_stand_in_the_order_of_the_items() {
    let wait = json!({
        "Type": "Wait", "Seconds": "{% $states.input %}", "Output": "{% $states.input %}", "End": true
    });
    let finished = run(map(wait, json!({})), json!([30, 10, 20]));
    assert_eq!(finished.output(), json!([30, 10, 20]));
}

#[test]
fn a_run_is_the_same_every_time() {
    let once = || {
        let finished = run(
            map(output("$states.context.Execution.Name & $uuid()"), json!({})),
            json!([1, 2, 3]),
        );
        (finished.output(), finished.handle.history())
    };
    assert_eq!(once(), once());
}

#[test]
fn a_map_without_items_starts_no_child() {
    let finished = run(map(output("1"), json!({})), json!([]));
    assert_eq!(finished.output(), json!([]));
    assert_eq!(map_run(&finished).execution_counts().total, 0);
}

#[test]
fn a_mock_answers_a_child_by_the_name_of_its_workflow() {
    let mocks = json!({ "states": { "machine/I": { "return": "mocked" } } });
    let finished = run_mocked(map(lambda(json!({})), json!({})), json!([1]), mocks);
    assert_eq!(finished.output(), json!(["mocked"]));
}

#[test]
fn a_token_of_a_child_is_answered_through_the_child() {
    let callback = lambda(json!({
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "Output": "{% $states.result %}"
    }));
    let mocks = json!({ "states": { "I": { "token": "wait" } } });
    let (handle, mut go_on) = start(map(callback, json!({})), json!([1]), mocks);
    assert!(!go_on());
    let child = handle.map_runs()[0].executions().pop().unwrap();
    let token = child.open_tokens().pop().unwrap();
    let arn = sfn_local::task_runner::token::execution_arn(&token).unwrap();
    let found = handle.child_execution(&arn).unwrap();
    found.handle.complete(&token, Ok(json!("back"))).unwrap();
    assert!(go_on());
    assert_eq!(handle.outcome().unwrap().output(), Some(&json!(["back"])));
    assert_eq!(child.status(), Status::Succeeded);
}

#[test]
fn the_limits_of_a_run_can_be_changed_while_it_runs() {
    let mocks = json!({ "states": { "I": { "timeout": true } } });
    let more = json!({ "MaxConcurrency": 1 });
    let (handle, mut go_on) = start(map(lambda(json!({})), more), json!([1, 2, 3]), mocks);
    assert!(!go_on());
    let run = &handle.map_runs()[0];
    assert_eq!((run.max_concurrency(), run.execution_counts().running), (1, 1));
    run.update(Some(2), run.tolerance());
    assert!(!go_on());
    assert_eq!((run.max_concurrency(), run.execution_counts().running), (2, 2));
}
