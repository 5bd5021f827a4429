//! What `ValidateStateMachineDefinition` says: code, text and location of each diagnostic, as far as AWS's were measured.

use serde_json::{Value, json};
use sfn_local::endpoint::TimeMode;

use crate::support::{ROLE, service};

/// A machine that starts at `A`.
fn machine(language: &str, states: Value) -> Value {
    json!({ "QueryLanguage": language, "StartAt": "A", "States": states })
}

/// A JSONata Pass state whose `Output` has this expression as its member `v`.
fn output(expression: &str) -> Value {
    let output = json!({ "v": format!("{{% {expression} %}}") });
    machine("JSONata", json!({ "A": { "Type": "Pass", "Output": output, "End": true } }))
}

/// A machine of a Map state with these fields.
fn map(language: &str, fields: Value) -> Value {
    let processor = json!({ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } });
    let mut state = json!({ "Type": "Map", "ItemProcessor": processor, "End": true });
    state.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    machine(language, json!({ "A": state }))
}

/// A JSONPath machine of a state that ends, with these fields.
fn state(state_type: &str, fields: Value) -> Value {
    let mut state = json!({ "Type": state_type, "End": true });
    state.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    machine("JSONPath", json!({ "A": state }))
}

/// The errors of a definition.
async fn errors(definition: &Value) -> Vec<String> {
    let (service, _) = service(TimeMode::Virtual);
    let input = json!({ "definition": definition.to_string() });
    let answer = service.call("ValidateStateMachineDefinition", input).await.unwrap();
    let found: Vec<_> = answer["diagnostics"].as_array().unwrap().iter().map(line).collect();
    assert_eq!(answer["result"], if found.is_empty() { "OK" } else { "FAIL" }, "{found:?}");
    found
}

fn line(found: &Value) -> String {
    let text = |field: &str| found[field].as_str().unwrap_or("null").to_owned();
    format!("{}: {} at {}", text("code"), text("message"), text("location"))
}

/// Holds each definition against its errors, whose order AWS does not promise.
async fn assert_errors(cases: &[(Value, &[&str])]) {
    let mut wrong = Vec::new();
    for (definition, expected) in cases {
        let mut found = errors(definition).await;
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        if found != expected {
            wrong.push(format!("{definition}\n  {found:#?}\n  not {expected:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn expressions_are_parsed() {
    let syntax = async |expression: &str, message: &str| {
        let expected = format!("INVALID_JSONATA_EXPRESSION: {message} at /States/A/Output/v");
        assert_eq!(errors(&output(expression)).await, [expected], "{expression}");
    };
    syntax("a[1,2)", r#"Expected "]", got ",""#).await;
    syntax("\"open", "String literal must be terminated by a matching quote").await;
    syntax("1 +", "Unexpected end of expression").await;
    syntax("{\"a\":}", r#"The symbol "}" cannot be used as a unary operator"#).await;
    syntax("$x :=", "Unexpected end of expression").await;
    syntax("$match(\"a\", /abc", "No terminating / in regular expression").await;
    syntax("phone %.other", r#"The symbol "." cannot be used as a unary operator"#).await;
    syntax("", "Unexpected end of expression").await;
}

#[tokio::test]
async fn expressions_name_where_their_data_comes_from() {
    let refused = async |expression: &str, messages: &[&str]| {
        let expected: Vec<_> = messages
            .iter()
            .map(|text| format!("UNSUPPORTED_JSONATA_EXPRESSION: {text} at /States/A/Output/v"))
            .collect();
        assert_eq!(errors(&output(expression)).await, expected, "{expression}");
    };
    refused("phone[0]", &["Reference to 'phone' at the top level is not supported."]).await;
    refused("$.phone", &["Reference to '$' at the top level is not supported."]).await;
    refused("$$", &["Reference to '$$' is not supported."]).await;
    refused(
        "bbb + aaa",
        &[
            "Reference to 'bbb' at the top level is not supported.",
            "Reference to 'aaa' at the top level is not supported.",
        ],
    )
    .await;
    refused("$states.errorOutput", &["Field '$states.errorOutput' does not exist."]).await;
    for taken in [
        "$states.input.phone",
        "$states.input.items[phone > 3]",
        "$map($states.input.a, function($x) { $x.phone })",
        "$phone",
    ] {
        refused(taken, &[]).await;
    }
}

#[tokio::test]
async fn every_field_with_expressions_is_looked_at() {
    let lambda = |fields: Value| {
        let mut state =
            json!({ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true });
        state.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        machine("JSONata", json!({ "A": state }))
    };
    for (definition, place) in [
        (
            lambda(
                json!({ "Arguments": { "FunctionName": "f", "Payload": { "Comment": "{% phone %}" } } }),
            ),
            "Arguments/Payload/Comment",
        ),
        (
            lambda(
                json!({ "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "A", "Assign": { "Retry": "{% phone %}" } }] }),
            ),
            "Catch[0]/Assign/Retry",
        ),
        (
            machine(
                "JSONata",
                json!({ "A": { "Type": "Pass", "Output": { "a": { "b": ["{% phone %}"] } }, "End": true } }),
            ),
            "Output/a/b[0]",
        ),
        (
            machine(
                "JSONata",
                json!({ "A": { "Type": "Wait", "Seconds": "{% phone %}", "End": true } }),
            ),
            "Seconds",
        ),
        (machine("JSONata", json!({ "A": { "Type": "Fail", "Cause": "{% phone %}" } })), "Cause"),
        (map("JSONata", json!({ "Items": "{% phone %}" })), "Items"),
        (map("JSONata", json!({ "ItemSelector": { "Next": "{% phone %}" } })), "ItemSelector/Next"),
        (
            map(
                "JSONata",
                json!({ "ItemBatcher": { "BatchInput": { "Comment": "{% phone %}" } } }),
            ),
            "ItemBatcher/BatchInput/Comment",
        ),
    ] {
        let message = "Reference to 'phone' at the top level is not supported.";
        let expected = format!("UNSUPPORTED_JSONATA_EXPRESSION: {message} at /States/A/{place}");
        assert_eq!(errors(&definition).await, [expected], "{definition}");
    }
    assert_errors(&[
        (lambda(json!({ "Comment": "{% phone %}", "Retry": [{ "ErrorEquals": ["{% phone %}"] }] })), &[]),
        (machine("JSONPath", json!({ "A": { "Type": "Pass", "Parameters": { "v": "{% phone %}" }, "End": true } })), &[]),
        (
            map("JSONata", json!({ "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject", "Arguments": { "Bucket": "b", "Key": "k" },
                "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["{% phone %}"] }
            } })),
            &[],
        ),
    ])
    .await;
}

#[tokio::test]
async fn transitions_lead_somewhere_and_the_workflow_ends() {
    let looped =
        json!({ "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Pass", "Next": "A" } });
    let with = |name: &str, state: Value| {
        let mut states = looped.clone();
        states[name] = state;
        machine("JSONPath", states)
    };
    let no_end = "MISSING_END_STATE: Workflow has no terminal state at null";
    let inner = |states: Value| {
        map("JSONPath", json!({ "ItemProcessor": { "StartAt": "A1", "States": states } }))
    };
    assert_errors(&[
        (machine("JSONPath", looped.clone()), &[no_end]),
        (with("C", json!({ "Type": "Pass", "Next": "A" })), &[no_end]),
        (
            with("C", json!({ "Type": "Pass", "End": true })),
            &["MISSING_TRANSITION_TARGET: State \"C\" is not reachable. at /States/C"],
        ),
        (
            machine("JSONPath", json!({ "A": { "Type": "Pass", "Next": "Nope" } })),
            &["MISSING_TRANSITION_TARGET: Missing 'Next' target: Nope at /States/A/Next", no_end],
        ),
        (inner(json!({ "A1": { "Type": "Pass", "Next": "A1" } })), &[]),
        (
            inner(json!({ "A1": { "Type": "Pass", "End": true }, "A/2": { "Type": "Pass", "End": true } })),
            &["MISSING_TRANSITION_TARGET: State \"A/2\" is not reachable. at /States/A/ItemProcessor/States/A/2"],
        ),
    ])
    .await;
    let (service, _) = service(TimeMode::Virtual);
    let input = json!({ "name": "m", "definition": machine("JSONPath", looped).to_string(), "roleArn": ROLE });
    let refused = service.call("CreateStateMachine", input).await.unwrap_err();
    assert_eq!(refused.message, format!("Invalid State Machine Definition: '{no_end}'"));
}

#[tokio::test]
async fn fields_stand_where_they_are_known() {
    let pass = |fields: Value| state("Pass", fields)["States"].clone();
    let catch = json!([{ "ErrorEquals": ["States.ALL"], "Next": "A" }]);
    assert_errors(&[
        (
            machine("JSONata", pass(json!({ "Catch": catch }))),
            &["SCHEMA_VALIDATION_FAILED: Field 'Catch' is not supported at /States/A"],
        ),
        (
            machine("JSONPath", pass(json!({ "TimeoutSeconds": 5 }))),
            &["SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A"],
        ),
        (
            map("JSONPath", json!({ "MaxConcurrency": -1 })),
            &["SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/A/MaxConcurrency"],
        ),
        (map("JSONPath", json!({ "MaxConcurrency": 9_223_372_036_854_775_807_u64 })), &[]),
        (machine("JSONPath", pass(json!({ "Assign": { "counter": 1 } }))), &[]),
    ])
    .await;
}

#[tokio::test]
async fn query_languages_are_spelt_as_they_are_called() {
    let pass = |fields: Value| state("Pass", fields)["States"].clone();
    let of_machine = |language: Value, states: Value| json!({ "QueryLanguage": language, "StartAt": "A", "States": states });
    let unknown = "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [JSONPath, JSONata] at /States/A/QueryLanguage";
    let unknown_at_root = "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [JSONPath, JSONata] at /QueryLanguage";
    let no_input_path = "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A";
    let no_output = "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/A";
    let mixed = "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A";
    assert_errors(&[
        // What is not exactly `JSONPath` counts as JSONata.
        (machine("JSONPath", pass(json!({ "QueryLanguage": "jsonata", "Output": 1, "InputPath": "$.a" }))), &[no_input_path, unknown]),
        (machine("JSONPath", pass(json!({ "QueryLanguage": "foo", "Output": "{% 1 %}" }))), &[unknown]),
        (machine("JSONata", pass(json!({ "QueryLanguage": "jsonpath" }))), &[unknown]),
        (of_machine(json!("jsonpath"), pass(json!({ "Output": 1 }))), &[unknown_at_root]),
        (of_machine(json!("jsonpath"), pass(json!({ "InputPath": "$.a" }))), &[unknown_at_root, no_input_path]),
        (
            of_machine(json!(5), pass(json!({}))),
            &["SCHEMA_VALIDATION_FAILED: Expected value of type [STRING] at /QueryLanguage"],
        ),
        (machine("JSONPath", pass(json!({ "Output": 1 }))), &[no_output]),
        // The mixture is the whole answer.
        (machine("JSONata", pass(json!({ "QueryLanguage": "JSONPath", "Output": "{% 1 %}" }))), &[mixed]),
        (
            map("JSONPath", json!({ "ItemProcessor": { "QueryLanguage": "JSONata", "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } })),
            &["SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/A/ItemProcessor"],
        ),
        (
            machine("JSONPath", json!({ "A": { "Type": "Parallel", "End": true, "Branches": [{ "QueryLanguage": "JSONata", "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }] } })),
            &["SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/A/Branches[0]"],
        ),
    ])
    .await;
}

#[tokio::test]
async fn numbers_and_words_are_in_their_ranges() {
    let wait = |fields: Value| state("Wait", fields);
    let task = |fields: Value| {
        let mut fields = fields;
        fields["Resource"] = json!("arn:aws:lambda:us-east-1:000000000000:function:f");
        state("Task", fields)
    };
    let retry = |field: &str, value: Value| {
        task(json!({ "Retry": [{ "ErrorEquals": ["E"], field: value }] }))
    };
    let one = |message: &str, place: &str| {
        format!("SCHEMA_VALIDATION_FAILED: {message} at /States/A{place}")
    };
    for (definition, message, place) in [
        (wait(json!({ "Seconds": -1 })), "Minimum value is 0", "/Seconds"),
        (wait(json!({ "Seconds": 100_000_000 })), "Maximum value is 99999999", "/Seconds"),
        (wait(json!({ "Seconds": "soon" })), "Expected value of type Integer", "/Seconds"),
        (
            wait(json!({ "Seconds": 1, "Timestamp": "2030-01-01T00:00:00Z" })),
            "There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]",
            "",
        ),
        (task(json!({ "TimeoutSeconds": 0 })), "Minimum value is 1", "/TimeoutSeconds"),
        (
            task(json!({ "TimeoutSeconds": 1, "TimeoutSecondsPath": "$.t" })),
            "There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath]",
            "",
        ),
        (
            task(json!({ "Next": "A" })),
            "There should only be one of the following fields: [Next, End]",
            "",
        ),
        (retry("BackoffRate", json!(0.5)), "Minimum value is 1", "/Retry[0]/BackoffRate"),
        (
            retry("MaxDelaySeconds", json!(31_622_401)),
            "Maximum value is 31622400",
            "/Retry[0]/MaxDelaySeconds",
        ),
        (
            retry("JitterStrategy", json!("SOME")),
            "Value should be one of the following: [NONE, FULL]",
            "/Retry[0]/JitterStrategy",
        ),
        (
            task(json!({ "Retry": [{ "ErrorEquals": ["States.ALL", "E"] }] })),
            "States.ALL must appear alone and at end of list",
            "/Retry[0]/ErrorEquals",
        ),
        (
            task(json!({ "Retry": [{ "ErrorEquals": [] }] })),
            "Value cannot be empty",
            "/Retry[0]/ErrorEquals",
        ),
        (task(json!({ "Retry": [{}] })), "These fields are required: [ErrorEquals]", "/Retry[0]"),
        (task(json!({ "ResultPath": "$.a[*]" })), "Value is not a Reference Path", "/ResultPath"),
        (task(json!({ "InputPath": "a" })), "Value must be a valid JSONPath.", "/InputPath"),
        (
            map(
                "JSONPath",
                json!({ "ItemReader": { "Resource": "arn:aws:states:::s3:headObject" } }),
            ),
            "The field 'Resource' does not match any of the allowed values",
            "/ItemReader/Resource",
        ),
    ] {
        let found = errors(&definition).await;
        assert_eq!(found, [one(message, place)], "{definition}");
    }
    assert_errors(&[
        (retry("IntervalSeconds", json!(0)), &[]),
        (
            task(json!({ "End": false })),
            &[
                "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/A",
                "MISSING_END_STATE: Workflow has no terminal state at null",
            ],
        ),
        (
            machine("JSONPath", json!({ "A": { "Type": "Pass", "Assign": { "states": 1, "a b": 2 }, "End": true } })),
            &[
                "RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/A/Assign/states",
                "INVALID_VARIABLE_NAME: Invalid variable name 'a b': the variable name contains invalid characters. at /States/A/Assign/a b",
            ],
        ),
        (
            machine("JSONata", json!({ "A": { "Type": "Pass", "Output": "{% 1", "End": true } })),
            &["SCHEMA_VALIDATION_FAILED: JSONata string must start with {% and end with %} at /States/A/Output"],
        ),
        // What fails only when it runs is taken.
        (
            machine("JSONPath", json!({ "A": { "Type": "Pass", "Parameters": { "n.$": "States.MathAdd(1, '1')" }, "End": true } })),
            &[],
        ),
    ])
    .await;
}
