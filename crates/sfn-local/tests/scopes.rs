//! Parallel and Map: concurrency, order of events, variables, errors.
#![cfg(test)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` is written in place")]

mod support;

use serde_json::{Value, json};
use support::{lambda, run, single};

fn map(processor: Value, more: Value) -> Value {
    let mut state = json!({ "Type": "Map", "ItemProcessor": { "StartAt": "I", "States": { "I": processor } }, "End": true });
    for (key, value) in more.as_object().unwrap() {
        state[key] = value.clone();
    }
    single(state)
}

fn parallel(branches: &[Value], more: Value) -> Value {
    let branches: Vec<_> = branches
        .iter()
        .enumerate()
        .map(|(at, state)| json!({ "StartAt": format!("B{at}"), "States": { format!("B{at}"): state } }))
        .collect();
    let mut state = json!({ "Type": "Parallel", "Branches": branches, "End": true });
    for (key, value) in more.as_object().unwrap() {
        state[key] = value.clone();
    }
    single(state)
}

#[test]
fn tasks_of_branches_run_at_the_same_time() {
    let mocks = json!({ "states": {
        "B0": { "return": "slow", "after_seconds": 60 },
        "B1": { "return": "quick", "after_seconds": 20 }
    } });
    let finished =
        run(parallel(&[lambda(json!({})), lambda(json!({}))], json!({})), json!({}), &mocks);
    assert_eq!(finished.output(), json!(["slow", "quick"]));
    assert_eq!(
        finished.events(),
        [
            "1<0 ExecutionStarted",
            "2<0 ParallelStateEntered",
            "3<2 ParallelStateStarted",
            "4<3 TaskStateEntered",
            "5<4 TaskScheduled",
            "6<5 TaskStarted",
            "7<3 TaskStateEntered",
            "8<7 TaskScheduled",
            "9<8 TaskStarted",
            "10<9 TaskSucceeded +20s",
            "11<10 TaskStateExited",
            "12<6 TaskSucceeded +60s",
            "13<12 TaskStateExited",
            "14<13 ParallelStateSucceeded",
            "15<13 ParallelStateExited",
            "16<15 ExecutionSucceeded"
        ]
    );
}

#[test]
fn of_two_branches_at_the_same_instant_the_earlier_one_is_first() {
    let wait =
        |seconds: u32, next: &str| json!({ "Type": "Wait", "Seconds": seconds, "Next": next });
    let fail = |error: &str| json!({ "Type": "Fail", "Error": error });
    // Both end after ten seconds, and the timer of the second was set first.
    let two = json!({ "StartAt": "A", "States": { "A": wait(5, "B"), "B": wait(5, "C"), "C": fail("TwoWaits") } });
    let one = json!({ "StartAt": "D", "States": { "D": wait(10, "E"), "E": fail("OneWait") } });
    let mocks = json!({ "states": { "T": { "timeout": true } } });
    let error = |branches: [&Value; 2]| {
        let parallel = json!({ "Type": "Parallel", "Branches": branches, "End": true });
        run(single(parallel), json!({}), &mocks).error().0
    };
    assert_eq!(error([&two, &one]), "TwoWaits");
    assert_eq!(error([&one, &two]), "OneWait");
    // A time limit counts as a wait does.
    let limited =
        json!({ "StartAt": "T", "States": { "T": lambda(json!({ "TimeoutSeconds": 10 })) } });
    assert_eq!(error([&one, &limited]), "OneWait");
    assert_eq!(error([&limited, &one]), "States.Timeout");
}

#[test]
fn no_more_iterations_run_than_allowed() {
    let mocks = json!({ "states": { "I": { "return": {}, "after_seconds": 10 } } });
    let took = |limit: u64| {
        let finished = run(
            map(lambda(json!({})), json!({ "MaxConcurrency": limit })),
            json!([1, 2, 3, 4, 5, 6]),
            &mocks,
        );
        (finished.handle.stopped_at().unwrap().as_millis()
            - finished.handle.started_at().as_millis())
            / 1000
    };
    assert_eq!([took(1), took(2), took(4), took(0)], [60, 30, 20, 10]);
    let items: Vec<_> = (0..100).collect();
    let finished = run(map(lambda(json!({})), json!({})), json!(items), &mocks);
    assert_eq!(finished.events().last().unwrap().split(' ').next(), Some("706<705"));
    assert!(finished.events().iter().any(|event| event.ends_with("+30s")), "forty at most");
}

#[test]
fn results_stay_in_the_order_of_the_items() {
    let processor = json!({ "Type": "Wait", "Seconds": "{% 10 - $states.input %}", "Output": "{% $states.input * 2 %}", "End": true });
    assert_eq!(
        run(map(processor, json!({})), json!([1, 2, 3]), &json!({})).output(),
        json!([2, 4, 6])
    );
    let nothing = json!({ "Type": "Pass", "End": true });
    assert_eq!(run(map(nothing, json!({})), json!([]), &json!({})).output(), json!([]));
}

#[test]
fn the_selector_sees_item_and_index() {
    let selector = json!({ "i": "{% $states.context.Map.Item.Index %}", "v": "{% $states.context.Map.Item.Value %}", "of": "{% $count($states.input.xs) %}" });
    let definition = map(
        json!({ "Type": "Pass", "End": true }),
        json!({ "Items": "{% $states.input.xs %}", "ItemSelector": selector }),
    );
    let expected = json!([{ "i": 0, "v": "a", "of": 2 }, { "i": 1, "v": "b", "of": 2 }]);
    assert_eq!(run(definition, json!({ "xs": ["a", "b"] }), &json!({})).output(), expected);
}

#[test]
fn inner_scopes_read_outer_variables_and_keep_their_own() {
    let definition = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Assign": { "x": 10 }, "Next": "M" },
        "M": { "Type": "Map", "Items": [1, 2], "ItemProcessor": { "StartAt": "I", "States": {
            "I": { "Type": "Pass", "Assign": { "y": "{% $states.input + $x %}" }, "Next": "J" },
            "J": { "Type": "Pass", "Output": "{% $y %}", "End": true }
        } }, "Next": "Z" },
        "Z": { "Type": "Pass", "Output": { "got": "{% $states.input %}", "y": "{% $exists($y) %}" }, "End": true }
    } });
    assert_eq!(
        run(definition, json!({}), &json!({})).output(),
        json!({ "got": [11, 12], "y": false })
    );
}

#[test]
fn assign_reads_what_was_before() {
    let definition = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Assign": { "a": 1, "b": 2 }, "Next": "B" },
        "B": { "Type": "Pass", "Assign": { "a": "{% $b %}", "b": "{% $a %}" }, "Output": "{% $a %}", "Next": "C" },
        "C": { "Type": "Pass", "Output": ["{% $states.input %}", "{% $a %}", "{% $b %}"], "End": true }
    } });
    assert_eq!(run(definition, json!({}), &json!({})).output(), json!([1, 2, 1]));
}

#[test]
fn a_failed_branch_takes_the_others_down() {
    let branches = [
        lambda(json!({})),
        json!({ "Type": "Wait", "Seconds": 1000, "End": true }),
        json!({ "Type": "Map", "Items": [1], "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Wait", "Seconds": 1000, "End": true } } }, "End": true }),
    ];
    let mocks = json!({ "states": { "B0": { "throw": { "error": "E" }, "after_seconds": 5 } } });
    let finished = run(parallel(&branches, json!({})), json!({}), &mocks);
    assert_eq!(finished.error().0, "E");
    let events = finished.events();
    let tail = events.iter().skip_while(|event| !event.contains("TaskFailed")).collect::<Vec<_>>();
    assert_eq!(
        tail,
        [
            "12<6 TaskFailed +5s",
            "13<12 TaskStateAborted",
            "14<7 WaitStateAborted",
            "15<11 WaitStateAborted",
            "16<11 MapIterationAborted",
            "17<9 MapStateAborted",
            "18<12 ParallelStateFailed",
            "19<18 ExecutionFailed"
        ]
    );
}

#[test]
fn a_map_is_tried_again_as_a_whole_and_then_caught() {
    let definition = json!({ "StartAt": "M", "States": {
        "M": { "Type": "Map", "Items": [1, 2], "MaxConcurrency": 1,
            "ItemProcessor": { "StartAt": "I", "States": { "I": lambda(json!({})) } },
            "Retry": [{ "ErrorEquals": ["E"], "MaxAttempts": 1, "IntervalSeconds": 3 }],
            "Catch": [{ "ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput.Error %}", "Next": "C" }],
            "End": true },
        "C": { "Type": "Succeed" }
    } });
    let mocks = json!({ "states": { "I": [{ "return": 1 }, { "throw": { "error": "E" } }, { "return": 1 }, { "throw": { "error": "E" } }] } });
    let finished = run(definition, json!({}), &mocks);
    assert_eq!(finished.output(), "E");
    let marks: Vec<_> =
        finished.events().into_iter().filter(|event| event.contains("Map")).collect();
    assert_eq!(
        marks,
        [
            "2<0 MapStateEntered",
            "3<2 MapStateStarted",
            "4<3 MapIterationStarted 0",
            "10<9 MapIterationSucceeded",
            "11<9 MapIterationStarted 1",
            "17<15 MapIterationFailed",
            "18<15 MapStateStarted +3s",
            "19<18 MapIterationStarted 0",
            "25<24 MapIterationSucceeded",
            "26<24 MapIterationStarted 1",
            "32<30 MapIterationFailed",
            "33<30 MapStateFailed",
            "34<33 MapStateExited"
        ]
    );
}

#[test]
fn the_history_has_a_limit() {
    let endless = json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "A2" }, "A2": { "Type": "Choice", "Choices": [{ "Condition": true, "Next": "A" }] }, "Z": { "Type": "Succeed" } } });
    let finished = run(endless, json!({}), &json!({}));
    assert_eq!(finished.handle.event_count(), 25_000);
    let last = finished.handle.history().pop().unwrap();
    assert_eq!(
        (last["type"].as_str(), last["id"].as_u64()),
        (Some("ExecutionFailed"), Some(25_000))
    );
    assert!(finished.error().1.contains("25000"));
}

#[test]
fn a_choice_that_leads_nowhere_fails() {
    let definition = json!({ "StartAt": "C", "States": {
        "C": { "Type": "Choice", "Choices": [{ "Condition": "{% false %}", "Next": "Z" }] },
        "Z": { "Type": "Succeed" }
    } });
    let (error, cause) = run(definition, json!({}), &json!({})).error();
    assert_eq!(error, "States.Runtime");
    assert!(
        cause.ends_with(
            "Failed to transition out of the state. The state does not point to a next state."
        ),
        "{cause}"
    );
    let definition = json!({ "StartAt": "C", "States": {
        "C": { "Type": "Choice", "Choices": [{ "Condition": "{% 1 %}", "Next": "Z" }] },
        "Z": { "Type": "Succeed" }
    } });
    let (error, cause) = run(definition, json!({}), &json!({})).error();
    assert_eq!(error, "States.QueryEvaluationError");
    assert!(cause.ends_with("'1' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1"), "{cause}");
}
