//! Failed children, and how many of them a Map bears.

use serde_json::{Value, json};
use sfn_local::{MapRunStatus, Status};

use crate::{fails_below_zero, map, map_run, output, run, run_mocked, start, support::lambda};

const EXCEEDED: &str = "States.ExceedToleratedFailureThreshold";

fn error(finished: &crate::Finished) -> String {
    finished.error().0
}

#[test]
fn without_tolerance_one_failure_fails_the_map() {
    let finished = run(map(fails_below_zero(), json!({ "MaxConcurrency": 1 })), json!([1, -1, 2]));
    assert_eq!(
        finished.error(),
        (EXCEEDED.into(), "The specified tolerated failure threshold was exceeded".into())
    );
    assert_eq!(
        finished.events()[3..],
        ["4<3 MapRunStarted", "5<4 MapRunFailed", "6<5 MapStateFailed", "7<6 ExecutionFailed"]
    );
    let details = &finished.handle.history()[4]["mapRunFailedEventDetails"];
    assert_eq!(details["error"], EXCEEDED);
    let run = map_run(&finished);
    assert_eq!(run.status(), MapRunStatus::Failed);
    let counts = run.execution_counts();
    assert_eq!((counts.succeeded, counts.failed, counts.pending, counts.total), (1, 1, 1, 3));
}

#[test]
fn children_that_run_are_stopped_when_too_many_failed() {
    let mocks = json!({ "states": { "I": [
        { "when": { "n": 1 }, "return": 1, "after_seconds": 60 },
        { "throw": { "error": "Bad" }, "after_seconds": 10 }
    ] } });
    let finished =
        run_mocked(map(lambda(json!({})), json!({})), json!([{ "n": 1 }, { "n": 2 }]), mocks);
    assert_eq!(error(&finished), EXCEEDED);
    let statuses: Vec<_> =
        map_run(&finished).executions().iter().map(sfn_local::ExecutionHandle::status).collect();
    assert_eq!(statuses, [Status::Aborted, Status::Failed]);
    let handle = &finished.handle;
    assert_eq!(handle.started_at().until(handle.stopped_at().unwrap()).as_secs(), 10);
}

#[test]
fn a_tolerated_failure_stands_in_its_place() {
    let more = json!({ "ToleratedFailureCount": 1 });
    let finished = run(map(fails_below_zero(), more.clone()), json!([1, -1, 2]));
    let output = finished.output();
    assert_eq!((&output[0], &output[2]), (&json!(1), &json!(2)));
    let failed = &output[1];
    assert_eq!(failed["Status"], "FAILED");
    assert_eq!(failed["Error"], "States.QueryEvaluationError");
    assert_eq!(failed["Input"], "-1");
    assert!(failed["Cause"].as_str().unwrap().contains("below zero"), "{failed}");
    assert_eq!(error(&run(map(fails_below_zero(), more), json!([-1, -1, 2]))), EXCEEDED);
}

#[test]
fn a_percentage_counts_items_not_children() {
    let batch = json!({
        "Type": "Pass",
        "Output": "{% -1 in $states.input.Items ? $error('bad') : 'good' %}",
        "End": true
    });
    let tolerating = |percentage: Value| {
        json!({
            "ItemBatcher": { "MaxItemsPerBatch": 3 }, "ToleratedFailurePercentage": percentage
        })
    };
    let items = json!([1, 2, 3, -1]);
    let finished = run(map(batch.clone(), tolerating(json!(25))), items.clone());
    assert_eq!(finished.output()[0], "good");
    let counts = map_run(&finished).item_counts();
    assert_eq!((counts.succeeded, counts.failed, counts.total), (3, 1, 4));
    assert_eq!(map_run(&finished).execution_counts().failed, 1);
    assert_eq!(error(&run(map(batch.clone(), tolerating(json!(24.9))), items.clone())), EXCEEDED);
    let expression = tolerating(json!("{% 100 / $count($states.input) %}"));
    assert_eq!(run(map(batch, expression), items).output()[0], "good");
}

#[test]
fn a_tolerance_that_cannot_be_fails_before_the_run() {
    let more = json!({ "ToleratedFailurePercentage": "{% $states.input[0] %}" });
    let finished = run(map(output("1"), more), json!([101]));
    let (name, cause) = finished.error();
    assert_eq!(name, "States.Runtime");
    assert!(cause.ends_with("ToleratedFailurePercentage must be between 0 and 100."), "{cause}");
    assert!(finished.handle.map_runs().is_empty());
}

#[test]
fn a_failed_run_is_caught_and_tried_again_as_a_new_run() {
    let more = json!({
        "Retry": [{ "ErrorEquals": [EXCEEDED], "IntervalSeconds": 5, "MaxAttempts": 1 }],
        "Catch": [{ "ErrorEquals": [EXCEEDED], "Next": "Caught" }],
    });
    let mut definition = map(fails_below_zero(), more);
    definition["States"]["Caught"] = output("$states.input.Error");
    let finished = run(definition, json!([-1]));
    assert_eq!(finished.output(), json!(EXCEEDED));
    let runs = finished.handle.map_runs();
    assert_eq!(runs.len(), 2);
    assert_ne!(runs[0].arn(), runs[1].arn());
    assert_eq!(runs[0].started_at().until(runs[1].started_at()).as_secs(), 5);
}

#[test]
fn a_child_that_somebody_stops_is_no_failed_one() {
    let mocks = json!({ "states": { "I": { "timeout": true } } });
    let (handle, mut go_on) = start(map(lambda(json!({})), json!({})), json!([1]), mocks);
    assert!(!go_on());
    handle.map_runs()[0].executions()[0].stop(Some("Enough".into()), None);
    assert!(go_on());
    let output = handle.outcome().unwrap().output().unwrap()[0].clone();
    assert_eq!((&output["Status"], &output["Error"]), (&json!("ABORTED"), &json!("Enough")));
    assert_eq!(handle.map_runs()[0].item_counts().aborted, 1);
}
