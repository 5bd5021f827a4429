//! Retry and Catch, and the errors that they see.
#![cfg(test)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` is written in place")]

mod support;

use serde_json::{Value, json};
use support::{lambda, run, single};

fn fails(error: &str, times: usize) -> Value {
    let mut answers = vec![json!({ "throw": { "error": error, "cause": "c" } }); times];
    answers.push(json!({ "return": "ok" }));
    json!({ "states": { "S": answers } })
}

#[test]
fn the_delay_grows_up_to_its_limit() {
    let retry = json!([{ "ErrorEquals": ["E"], "IntervalSeconds": 2, "MaxAttempts": 4, "BackoffRate": 3, "MaxDelaySeconds": 10 }]);
    let finished = run(single(lambda(json!({ "Retry": retry }))), json!({}), &fails("E", 4));
    assert_eq!(finished.output(), "ok");
    let scheduled: Vec<_> =
        finished.events().into_iter().filter(|event| event.contains("TaskScheduled")).collect();
    assert_eq!(
        scheduled,
        [
            "3<2 TaskScheduled",
            "6<5 TaskScheduled +2s",
            "9<8 TaskScheduled +8s",
            "12<11 TaskScheduled +18s",
            "15<14 TaskScheduled +28s"
        ]
    );
}

#[test]
fn the_first_retrier_that_matches_decides() {
    let retry = json!([
        { "ErrorEquals": ["A"], "MaxAttempts": 1 },
        { "ErrorEquals": ["States.ALL"], "MaxAttempts": 5 }
    ]);
    let finished =
        run(single(lambda(json!({ "Retry": retry.clone() }))), json!({}), &fails("A", 2));
    assert_eq!(
        finished.error().0,
        "A",
        "its one attempt is used up, and the second retrier is not asked"
    );
    let mocks = json!({ "states": { "S": [
        { "throw": { "error": "A" } }, { "throw": { "error": "B" } }, { "throw": { "error": "B" } }, { "return": 1 }
    ] } });
    assert_eq!(
        run(single(lambda(json!({ "Retry": retry }))), json!({}), &mocks).output(),
        1,
        "each counts its own"
    );
}

#[test]
fn retries_start_anew_in_the_next_visit() {
    let definition = json!({ "StartAt": "Count", "States": {
        "Count": { "Type": "Pass", "Assign": { "n": "{% $exists($n) ? $n + 1 : 0 %}" }, "Next": "More" },
        "More": { "Type": "Choice", "Choices": [{ "Condition": "{% $n < 3 %}", "Next": "S" }], "Default": "Done" },
        "S": lambda(json!({ "Retry": [{ "ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 1 }], "End": null, "Next": "Count" })),
        "Done": { "Type": "Succeed" }
    } });
    let fail = json!({ "throw": { "error": "E" } });
    let good = json!({ "return": {} });
    let mocks = json!({ "states": { "S": [fail, good, fail, good, fail, good] } });
    assert_eq!(run(definition, json!({}), &mocks).output(), json!({}));
}

#[test]
fn what_matches_what() {
    let caught = |error: &str, name: &str| {
        let definition = json!({ "StartAt": "S", "States": {
            "S": lambda(json!({ "Catch": [{ "ErrorEquals": [name], "Next": "Caught" }] })),
            "Caught": { "Type": "Pass", "Output": "caught", "End": true }
        } });
        let mocks = json!({ "states": { "S": { "throw": { "error": error } } } });
        run(definition, json!({}), &mocks).outcome.output().is_some()
    };
    assert!(caught("E", "E"));
    assert!(!caught("E", "F"));
    assert!(caught("E", "States.ALL"));
    assert!(caught("E", "States.TaskFailed"));
    assert!(caught("States.Timeout", "States.ALL"));
    assert!(!caught("States.Timeout", "States.TaskFailed"));
    assert!(caught("States.DataLimitExceeded", "States.ALL"));
    assert!(!caught("States.DataLimitExceeded", "States.TaskFailed"));
    assert!(caught("States.DataLimitExceeded", "States.DataLimitExceeded"));
    assert!(!caught("States.Runtime", "States.ALL"));
    assert!(!caught("States.Runtime", "States.Runtime"));
}

#[test]
fn a_catcher_sees_the_error_and_sets_variables() {
    let definition = json!({ "StartAt": "S", "States": {
        "S": lambda(json!({
            "Assign": { "x": "not this" },
            "Catch": [{
                "ErrorEquals": ["E"],
                "Assign": { "x": "{% $states.errorOutput.Cause %}" },
                "Output": { "in": "{% $states.input %}", "error": "{% $states.errorOutput.Error %}" },
                "Next": "Caught"
            }]
        })),
        "Caught": { "Type": "Pass", "Output": { "got": "{% $states.input %}", "x": "{% $x %}" }, "End": true }
    } });
    let mocks = json!({ "states": { "S": { "throw": { "error": "E", "cause": { "a": 1 } } } } });
    let expected = json!({ "got": { "in": { "i": 1 }, "error": "E" }, "x": "{\"a\":1}" });
    assert_eq!(run(definition, json!({ "i": 1 }), &mocks).output(), expected);
}

#[test]
fn jitter_stays_below_the_delay_and_comes_from_the_seed() {
    let retry = json!([{ "ErrorEquals": ["E"], "IntervalSeconds": 100, "JitterStrategy": "FULL", "MaxAttempts": 1 }]);
    let once = || run(single(lambda(json!({ "Retry": retry.clone() }))), json!({}), &fails("E", 1));
    let took = |finished: &support::Finished| {
        finished.handle.stopped_at().unwrap().as_millis() - finished.handle.started_at().as_millis()
    };
    let first = once();
    assert!((1..100_000).contains(&took(&first)));
    assert_eq!(took(&first), took(&once()));
}

#[test]
fn expressions_that_fail_can_be_caught() {
    let definition = json!({ "StartAt": "S", "States": {
        "S": lambda(json!({
            "Output": "{% $states.result.none %}",
            "Catch": [{ "ErrorEquals": ["States.QueryEvaluationError"], "Output": "{% $states.errorOutput.Cause %}", "Next": "Caught" }]
        })),
        "Caught": { "Type": "Succeed" }
    } });
    let finished = run(definition, json!({}), &json!({ "states": { "S": { "return": 1 } } }));
    assert_eq!(
        finished.output(),
        "An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression \
         '$states.result.none' specified for the field 'Output' returned nothing (undefined)."
    );
    assert_eq!(
        finished.events(),
        [
            "1<0 ExecutionStarted",
            "2<0 TaskStateEntered",
            "3<2 TaskScheduled",
            "4<3 TaskStarted",
            "5<4 TaskSucceeded",
            "6<5 EvaluationFailed",
            "7<6 TaskStateExited",
            "8<7 SucceedStateEntered",
            "9<8 SucceedStateExited",
            "10<9 ExecutionSucceeded"
        ]
    );
}

#[test]
fn a_missing_mock_is_named_and_not_caught() {
    let definition = json!({ "StartAt": "S", "States": {
        "S": lambda(json!({ "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Caught" }] })),
        "Caught": { "Type": "Succeed" }
    } });
    let (error, cause) = run(definition, json!({}), &json!({})).error();
    assert_eq!(error, "States.Runtime");
    assert!(
        cause.ends_with(r#"add this to the mock file: {"functions":{"f":[{"return":{}}]}}"#),
        "{cause}"
    );
}

#[test]
fn results_that_are_too_large_fail() {
    let mocks = json!({ "states": { "S": { "return": "x".repeat(262_144) } } });
    let (error, cause) = run(single(lambda(json!({}))), json!({}), &mocks).error();
    assert_eq!(error, "States.DataLimitExceeded");
    assert_eq!(
        cause,
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit."
    );
}
