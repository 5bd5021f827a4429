//! JSONPath states: what each field does, and what is said where a path leads nowhere.
#![cfg(test)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` is written in place")]

mod support;

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};
use sfn_asl::WorkflowType;
use sfn_local::{LocalTasks, MockFile, Program, Run, block_on};
use support::{Finished, single};

fn program(definition: &Value) -> Result<Program, Vec<String>> {
    let machine = sfn_asl::read::value(definition).machine.unwrap();
    Program::compile("machine", WorkflowType::Standard, &machine)
        .map_err(|found| found.iter().map(ToString::to_string).collect())
}

fn run_with(definition: &Value, input: Value, mocks: &Value) -> Finished {
    let tasks = LocalTasks::new().mocks(MockFile::from_value(mocks).unwrap());
    let program = Arc::new(program(definition).unwrap());
    let finished = block_on(Run::new(program, input, Arc::new(tasks)).run());
    Finished { outcome: finished.outcome, handle: finished.handle }
}

fn run(definition: &Value, input: Value) -> Finished {
    run_with(definition, input, &json!({}))
}

/// Runs a machine of one Pass with these fields.
fn pass(fields: Value, input: Value) -> Finished {
    let mut state = fields;
    state["Type"] = "Pass".into();
    state["End"] = true.into();
    run(&single(state), input)
}

/// The cause that a state `S` fails with, without the words before it.
fn cause(finished: &Finished) -> String {
    let (error, cause) = finished.error();
    let words = "An error occurred while executing the state 'S' (entered at the event id #2). ";
    format!("{error}: {}", cause.strip_prefix(words).unwrap_or(&cause))
}

fn lambda(fields: Value) -> Value {
    let mut state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
        "Parameters": { "FunctionName": "f", "Payload.$": "$" }
    });
    for (name, value) in fields.as_object().unwrap() {
        state[name] = value.clone();
    }
    state
}

#[test]
fn a_pass_takes_its_fields_in_order() {
    let fields = json!({
        "InputPath": "$.order",
        "Parameters": { "id.$": "$.id", "name.$": "States.Format('order {}', $.id)", "run.$": "$$.Execution.Input.run" },
        "ResultPath": "$.made.here",
        "OutputPath": "$.made"
    });
    let input = json!({ "order": { "id": 7 }, "run": 1 });
    let output = json!({ "here": { "id": 7, "name": "order 7", "run": 1 } });
    assert_eq!(pass(fields, input.clone()).output(), output);
    assert_eq!(
        pass(json!({ "Result": { "a.$": "$.b" } }), input.clone()).output(),
        json!({ "a.$": "$.b" })
    );
    assert_eq!(pass(json!({ "ResultPath": null, "Result": 1 }), input.clone()).output(), input);
    assert_eq!(pass(json!({ "InputPath": null }), input.clone()).output(), json!({}));
    assert_eq!(pass(json!({ "OutputPath": null }), input.clone()).output(), json!({}));
    assert_eq!(
        pass(json!({ "InputPath": "$$.Execution.Input.order.id" }), input).output(),
        json!(7)
    );
}

#[test]
fn a_path_that_leads_nowhere_fails_the_execution() {
    let failed = |fields: Value| cause(&pass(fields, json!({ "a": { "b": 1 } })));
    assert_eq!(
        failed(json!({ "InputPath": "$.x" })),
        "States.Runtime: Invalid path '$.x' : No results for path: $['x']"
    );
    assert_eq!(
        failed(json!({ "OutputPath": "$.x.y" })),
        "States.Runtime: Invalid path '$.x.y' : Missing property in path $['x']"
    );
    assert_eq!(
        failed(json!({ "Parameters": { "n": { "v.$": "$.x" } } })),
        "States.Runtime: The JSONPath '$.x' specified for the field 'v.$' could not be found in the input '{\"a\":{\"b\":1}}'"
    );
    assert_eq!(
        failed(json!({ "Parameters": { "v.$": "States.MathAdd($.a, 1)" } })),
        "States.Runtime: There was an error while evaluating the intrinsic function: States.MathAdd($.a, 1). Invalid arguments in States.MathAdd"
    );
    assert_eq!(
        failed(json!({ "Result": 1, "ResultPath": "$.a.b.c" })),
        "States.ReferencePathConflict: Unable to apply ReferencePath $.a.b.c to input 1"
    );
    assert_eq!(
        pass(json!({ "Parameters": { "v.$": "$.x[*].y" } }), json!({})).output(),
        json!({ "v": [] })
    );
}

#[test]
fn a_task_selects_what_it_sends_and_keeps() {
    let state = lambda(json!({
        "InputPath": "$.in",
        "ResultSelector": { "got.$": "$.Payload.n", "status.$": "$.StatusCode" },
        "ResultPath": "$.result",
        "Assign": { "whole.$": "$", "n.$": "$.Payload.n", "fixed": ["$.n"] },
        "TimeoutSecondsPath": "$.limit",
        "Next": "Read"
    }));
    let read = json!({ "Type": "Pass", "Parameters": { "all.$": "$", "n.$": "$n", "fixed.$": "$fixed[0]", "code.$": "$whole.StatusCode" }, "End": true });
    let mut state = state;
    state.as_object_mut().unwrap().remove("End");
    let definition = json!({ "StartAt": "S", "States": { "S": state, "Read": read } });
    let input = json!({ "in": { "limit": 3, "x": 1 } });
    let finished =
        run_with(&definition, input, &json!({ "functions": { "f": { "return": { "n": 5 } } } }));
    assert_eq!(
        finished.output(),
        json!({
            "all": { "in": { "limit": 3, "x": 1 }, "result": { "got": 5, "status": 200 } },
            "n": 5, "fixed": "$.n", "code": 200
        })
    );
    let history = finished.handle.history();
    let scheduled = &history[2]["taskScheduledEventDetails"];
    assert_eq!(scheduled["timeoutInSeconds"], 3);
    assert_eq!(scheduled["parameters"], r#"{"FunctionName":"f","Payload":{"limit":3,"x":1}}"#);
}

#[test]
fn a_catcher_puts_the_error_where_its_path_says() {
    let state = lambda(json!({
        "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Assign": { "name.$": "$.Error" }, "Next": "Read" }]
    }));
    let read =
        json!({ "Type": "Pass", "Parameters": { "all.$": "$", "name.$": "$name" }, "End": true });
    let definition = json!({ "StartAt": "S", "States": { "S": state, "Read": read } });
    let mocks = json!({ "functions": { "f": { "throw": { "error": "E", "cause": "c" } } } });
    let output = run_with(&definition, json!({ "a": 1 }), &mocks).output();
    assert_eq!(output["name"], "E");
    assert_eq!(output["all"]["a"], 1);
    assert_eq!(output["all"]["error"]["Error"], "E");
}

#[test]
fn numbers_may_come_from_the_input_also_as_text() {
    let failed = |limit: Value| {
        let state = lambda(json!({ "HeartbeatSecondsPath": "$.limit" }));
        cause(&run(&single(state), json!({ "limit": limit })))
    };
    assert_eq!(
        failed(json!("soon")),
        "States.Runtime: The HeartbeatSecondsPath field refers to value \"soon\" which is not a valid integer: $.limit"
    );
    assert_eq!(
        failed(json!({})),
        "States.Runtime: The HeartbeatSecondsPath field refers to value \"{}\" which is not a valid integer: $.limit"
    );
    assert_eq!(failed(json!(-1)), "States.Runtime: HeartbeatSeconds cannot be negative.");
    let mocks = json!({ "functions": { "f": { "return": 1 } } });
    let state = lambda(json!({ "HeartbeatSecondsPath": "$.limit" }));
    run_with(&single(state), json!({ "limit": "5" }), &mocks).output();
}

#[test]
fn a_wait_takes_its_end_from_the_input() {
    let wait = |field: &str, value: Value| {
        let mut state = json!({ "Type": "Wait", "End": true });
        state[field] = "$.until".into();
        run(&single(state), json!({ "until": value }))
    };
    assert_eq!(wait("SecondsPath", json!(90)).events()[2], "3<2 WaitStateExited +90s");
    assert_eq!(
        wait("TimestampPath", json!("1999-01-01T00:00:00Z")).output()["until"],
        "1999-01-01T00:00:00Z"
    );
    assert_eq!(
        cause(&wait("SecondsPath", json!(-1.5))),
        "States.Runtime: The SecondsPath parameter cannot be parsed as a long value: $.until == -1.5"
    );
    assert_eq!(
        cause(&wait("SecondsPath", json!(-1))),
        "States.Runtime: The SecondsPath parameter references a negative value: $.until == -1"
    );
    assert_eq!(
        cause(&wait("TimestampPath", json!("now"))),
        "States.Runtime: The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.until == now"
    );
    let state = json!({ "Type": "Wait", "SecondsPath": "$.x", "End": true });
    assert_eq!(
        cause(&run(&single(state), json!({}))),
        "States.Runtime: The SecondsPath parameter does not reference an input value: $.x"
    );
}

/// Whether a Choice with this rule takes it.
fn chooses(rule: Value, input: Value) -> Result<bool, String> {
    let mut rule = rule;
    rule["Next"] = "Yes".into();
    let pass = |result: bool| json!({ "Type": "Pass", "Result": result, "End": true });
    let definition = json!({ "StartAt": "S", "States": {
        "S": { "Type": "Choice", "Choices": [rule], "Default": "No" }, "Yes": pass(true), "No": pass(false)
    } });
    let finished = run(&definition, input);
    match finished.outcome.output() {
        Some(output) => Ok(output == true),
        None => Err(cause(&finished)),
    }
}

#[test]
fn rules_compare_values_of_one_type() {
    let yes = |rule: Value, x: Value| {
        assert_eq!(chooses(rule.clone(), json!({ "x": x, "y": 5, "z": "m" })), Ok(true), "{rule}");
    };
    let no = |rule: Value, x: Value| {
        assert_eq!(chooses(rule.clone(), json!({ "x": x, "y": 5, "z": "m" })), Ok(false), "{rule}");
    };
    let x = |operator: &str, operand: Value| {
        let mut rule = json!({ "Variable": "$.x" });
        rule[operator] = operand;
        rule
    };
    yes(x("StringEquals", json!("a")), json!("a"));
    no(x("StringEquals", json!("1")), json!(1));
    yes(x("StringLessThan", json!("\u{ff61}")), json!("😀"));
    yes(x("StringGreaterThanEqualsPath", json!("$.z")), json!("n"));
    yes(x("StringMatches", json!("a*z")), json!("abz"));
    yes(x("NumericEquals", json!(1)), json!(1.0));
    no(x("NumericLessThan", json!(1)), json!("0"));
    yes(x("NumericLessThanEqualsPath", json!("$.y")), json!(5));
    no(x("NumericGreaterThanPath", json!("$.z")), json!(9));
    yes(x("BooleanEquals", json!(false)), json!(false));
    no(x("BooleanEquals", json!(false)), json!(null));
    yes(x("TimestampEquals", json!("2020-01-01T02:00:00+02:00")), json!("2020-01-01T00:00:00Z"));
    yes(x("TimestampLessThan", json!("2020-01-01T00:00:00.2Z")), json!("2020-01-01T00:00:00.1Z"));
    no(x("TimestampGreaterThan", json!("2020-01-01T00:00:00Z")), json!("later"));
    yes(x("IsTimestamp", json!(true)), json!("2020-01-01T00:00:00Z"));
    no(x("IsTimestamp", json!(true)), json!("2020-01-01"));
    yes(x("IsNull", json!(true)), json!(null));
    yes(x("IsNumeric", json!(false)), json!("1"));
    yes(x("IsPresent", json!(true)), json!(null));
    yes(json!({ "Variable": "$.none.x", "IsPresent": false }), json!(1));
    yes(json!({ "Not": x("IsString", json!(true)) }), json!(1));
    yes(json!({ "And": [x("IsNumeric", json!(true)), x("NumericLessThan", json!(3))] }), json!(2));
    no(json!({ "Or": [x("IsNull", json!(true)), x("NumericLessThan", json!(3))] }), json!(4));
}

#[test]
fn a_rule_whose_path_leads_nowhere_fails() {
    let missing = Err("States.Runtime: Invalid path '$.y': The choice state's condition path references an invalid value.".to_owned());
    assert_eq!(chooses(json!({ "Variable": "$.y", "IsNull": true }), json!({ "x": 1 })), missing);
    assert_eq!(
        chooses(json!({ "Variable": "$.x", "NumericEqualsPath": "$.y" }), json!({ "x": 1 })),
        missing
    );
    assert_eq!(
        chooses(json!({ "Not": { "Variable": "$.y", "NumericEquals": 1 } }), json!({ "x": 1 })),
        missing
    );
    // What need not be looked at is not.
    let both = json!([{ "Variable": "$.y", "IsPresent": true }, { "Variable": "$.y", "NumericEquals": 1 }]);
    assert_eq!(chooses(json!({ "And": both }), json!({ "x": 1 })), Ok(false));
}

#[test]
fn the_rule_that_is_taken_assigns_and_selects() {
    let definition = json!({ "StartAt": "S", "States": {
        "S": {
            "Type": "Choice", "InputPath": "$.in", "OutputPath": "$.keep", "Assign": { "v": "state" }, "Default": "Read",
            "Choices": [{ "Variable": "$.n", "NumericEquals": 1, "Assign": { "v.$": "$.name" }, "Next": "Read" }]
        },
        "Read": { "Type": "Pass", "Parameters": { "v.$": "$v", "in.$": "$" }, "End": true }
    } });
    let output = |n: i64| {
        run(&definition, json!({ "in": { "n": n, "name": "rule", "keep": [n] } })).output()
    };
    assert_eq!(output(1), json!({ "v": "rule", "in": [1] }));
    assert_eq!(output(2), json!({ "v": "state", "in": [2] }));
}

#[test]
fn a_fail_state_looks_up_its_texts() {
    let fail = |fields: Value| {
        let mut state = fields;
        state["Type"] = "Fail".into();
        run(&single(state), json!({ "e": "E", "n": 1 }))
    };
    let fields = json!({ "ErrorPath": "$.e", "CausePath": "States.Format('n is {}', $.n)" });
    assert_eq!(fail(fields).error(), ("E".into(), "n is 1".into()));
    assert_eq!(
        cause(&fail(json!({ "ErrorPath": "$.x" }))),
        "States.Runtime: The JSONPath '$.x' specified for the field 'ErrorPath' could not be found in the input '{\"e\":\"E\",\"n\":1}'"
    );
}

#[test]
fn a_map_selects_its_items() {
    let map = |fields: Value| {
        let mut state = json!({
            "Type": "Map", "End": true,
            "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
        });
        for (name, value) in fields.as_object().unwrap() {
            state[name] = value.clone();
        }
        run(&single(state), json!({ "list": ["a", "b"], "more": 1, "two": "2" }))
    };
    let selector =
        json!({ "v.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index", "more.$": "$.more" });
    let items = json!([{ "v": "a", "at": 0, "more": 1 }, { "v": "b", "at": 1, "more": 1 }]);
    assert_eq!(map(json!({ "ItemsPath": "$.list", "ItemSelector": selector })).output(), items);
    assert_eq!(map(json!({ "ItemsPath": "$.list", "Parameters": selector })).output(), items);
    assert_eq!(
        map(json!({ "ItemsPath": "$.list", "MaxConcurrencyPath": "$.two", "ResultSelector": { "first.$": "$[0]" }, "ResultPath": "$.more" })).output()["more"],
        json!({ "first": "a" })
    );
    assert_eq!(
        cause(&map(json!({ "ItemsPath": "$.more" }))),
        "States.Runtime: Reference path \"$.more\" must point to array."
    );
    assert_eq!(cause(&map(json!({}))), "States.Runtime: Reference path \"$\" must point to array.");
    assert_eq!(
        cause(&map(json!({ "ItemsPath": "$.none" }))),
        "States.ReferencePathConflict: Unable to apply step \"none\" to input {\"list\":[\"a\",\"b\"],\"more\":1,\"two\":\"2\"}"
    );
    let events = map(json!({ "ItemsPath": "$.list", "MaxConcurrencyPath": "$.list" })).events();
    assert_eq!(events, ["1<0 ExecutionStarted", "2<0 MapStateEntered", "3<2 ExecutionFailed"]);
}

#[test]
fn a_parallel_gives_each_branch_its_parameters() {
    let branch = |path: &str| json!({ "StartAt": path, "States": { path: { "Type": "Pass", "OutputPath": path, "End": true } } });
    let state = json!({
        "Type": "Parallel", "End": true, "Parameters": { "a.$": "$.n", "b": 2 }, "Branches": [branch("$.a"), branch("$.b")],
        "ResultPath": "$.both"
    });
    assert_eq!(run(&single(state), json!({ "n": 1 })).output(), json!({ "n": 1, "both": [1, 2] }));
}

#[test]
fn languages_share_variables_and_data() {
    let definition = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Assign": { "n.$": "$.n" }, "ResultPath": "$.a", "Result": [1], "Next": "B" },
        "B": { "Type": "Pass", "QueryLanguage": "JSONata", "Assign": { "m": "{% $n + 1 %}" }, "Output": { "sum": "{% $n + $states.input.a[0] %}" }, "Next": "C" },
        "C": { "Type": "Pass", "Parameters": { "m.$": "$m", "sum.$": "$.sum" }, "End": true }
    } });
    // `Assign` of a Pass reads its result.
    let failed = run(&definition, json!({ "n": 4 }));
    assert!(
        failed.error().1.contains("could not be found in the input '[1]'"),
        "{:?}",
        failed.outcome
    );
    let mut definition = definition;
    definition["States"]["A"]["Assign"] = json!({ "n.$": "$$.Execution.Input.n" });
    assert_eq!(run(&definition, json!({ "n": 4 })).output(), json!({ "m": 5, "sum": 5 }));
}

#[test]
fn what_is_no_path_is_refused_at_its_place() {
    let refused = |state: Value| program(&single(state)).unwrap_err();
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "InputPath": "in", "ResultPath": "$.a[*]",
        "Parameters": { "a": [{ "b.$": "States.Upper($.x)" }], "c.$": 1 }, "TimeoutSecondsPath": "$.[", "End": true
    });
    assert_eq!(
        refused(state),
        [
            "error[SFN084] path-syntax: `in` is no path: a path begins with `$`, in characters 0 to 1 at /States/S/InputPath",
            "error[SFN037] reference-path: `$.a[*]` is no path: a reference path consists of names and single indexes, in characters 0 to 6 at /States/S/ResultPath",
            "error[SFN033] dotdollar-value: `b.$` cannot be looked up: `States.Upper` is no intrinsic function at /States/S/Parameters/a[0]/b.$",
            "error[SFN033] dotdollar-value: `c.$` holds no text that could be looked up at /States/S/Parameters/c.$",
            "error[SFN084] path-syntax: `$.[` is no path: expected an index, a name in quotes, `*`, or `?(` for a filter, but the text ends at /States/S/TimeoutSecondsPath",
        ]
    );
    let rule = json!({ "Variable": "$.x", "NumericEquals": "1", "Next": "S" });
    let state = json!({ "Type": "Choice", "Choices": [rule] });
    assert_eq!(
        refused(state),
        [
            "error[SFN-LOCAL] not-runnable: `\"1\"` is no value that `NumericEquals` takes at /States/S/Choices[0]/NumericEquals"
        ]
    );
}

/// Texts that paths and calls are made of.
fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "$",
        "$.a",
        "$.a.b",
        "$.list[0]",
        "$.list[*].a",
        "$..a",
        "$$",
        "$$.Map.Item.Value",
        "$v",
        "$.x",
        "States.UUID()",
        "States.Array($.a, $$.State.Name)",
        "States.MathAdd($.n, $.a)",
        "not a path",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_fields_end_the_execution(paths in prop::collection::vec(text(), 8), kind in 0..4) {
        let [a, b, c, d, e, f, g, h] = <[String; 8]>::try_from(paths).unwrap();
        let state = match kind {
            0 => json!({ "Type": "Pass", "InputPath": a, "Parameters": { "p.$": b, "q": [{ "r.$": c }] }, "ResultPath": d, "OutputPath": e, "Assign": { "w.$": f }, "End": true }),
            1 => json!({ "Type": "Map", "InputPath": a, "ItemsPath": b, "ItemSelector": { "s.$": c }, "MaxConcurrencyPath": d, "ResultSelector": { "t.$": e }, "ResultPath": f, "End": true,
                "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "InputPath": g, "OutputPath": h, "End": true } } } }),
            2 => json!({ "Type": "Wait", "InputPath": a, "SecondsPath": b, "OutputPath": c, "Assign": { "w.$": d }, "End": true }),
            _ => json!({ "Type": "Choice", "InputPath": a, "Choices": [{ "Variable": b, "NumericLessThanPath": c, "Next": "E" }, { "Not": { "Variable": d, "IsPresent": true }, "Next": "E" }], "Default": "E" }),
        };
        let end = json!({ "Type": "Fail", "ErrorPath": e, "CausePath": f });
        let definition = json!({ "StartAt": "S", "States": { "S": state, "E": end } });
        if program(&definition).is_ok() {
            let input = json!({ "a": { "b": "2", "a": [] }, "list": [{ "a": 1 }, 2], "n": 3 });
            let finished = run(&definition, input);
            prop_assert!(finished.handle.status() != sfn_local::Status::Running);
        }
    }
}

/// A loop that wraps its data once a round, which would else end the stack.
#[test]
fn values_are_not_nested_without_end() {
    let inner = json!({ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } });
    let wrapping = [
        json!({ "Type": "Pass", "Parameters": { "in.$": "$" }, "Next": "S" }),
        json!({ "Type": "Parallel", "Branches": [inner], "Next": "S" }),
        json!({ "Type": "Parallel", "Branches": [inner], "QueryLanguage": "JSONata", "Next": "S" }),
    ];
    for state in wrapping {
        let definition =
            json!({ "StartAt": "S", "States": { "S": state, "E": { "Type": "Succeed" } } });
        let (error, cause) = run(&definition, json!({})).error();
        assert!(
            error == "States.DataLimitExceeded" && cause.contains("127 levels deep"),
            "{definition}: {error}: {cause}"
        );
    }
}
