//! Nothing that a client sends makes the service panic or hang.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value, json};
use sfn_local::endpoint::{Endpoint, Service, TimeMode};

use crate::support::{ROLE, config, machine, post, send, service};

const OPERATIONS: &[&str] = &[
    "CreateStateMachine",
    "UpdateStateMachine",
    "DescribeStateMachine",
    "DeleteStateMachine",
    "ListStateMachines",
    "PublishStateMachineVersion",
    "ListStateMachineVersions",
    "DeleteStateMachineVersion",
    "CreateStateMachineAlias",
    "UpdateStateMachineAlias",
    "DescribeStateMachineAlias",
    "ListStateMachineAliases",
    "DeleteStateMachineAlias",
    "StartExecution",
    "StartSyncExecution",
    "DescribeExecution",
    "DescribeStateMachineForExecution",
    "ListExecutions",
    "StopExecution",
    "RedriveExecution",
    "DescribeMapRun",
    "ListMapRuns",
    "UpdateMapRun",
    "GetExecutionHistory",
    "SendTaskSuccess",
    "SendTaskFailure",
    "SendTaskHeartbeat",
    "ValidateStateMachineDefinition",
    "TestState",
    "CreateActivity",
    "DescribeActivity",
    "DeleteActivity",
    "ListActivities",
    "TagResource",
    "UntagResource",
    "ListTagsForResource",
    "Nothing",
];

const MEMBERS: &[&str] = &[
    "name",
    "definition",
    "roleArn",
    "type",
    "stateMachineArn",
    "executionArn",
    "stateMachineVersionArn",
    "stateMachineAliasArn",
    "activityArn",
    "resourceArn",
    "routingConfiguration",
    "loggingConfiguration",
    "tags",
    "tagKeys",
    "input",
    "output",
    "taskToken",
    "maxResults",
    "nextToken",
    "publish",
    "versionDescription",
    "description",
    "revisionId",
    "statusFilter",
    "includedData",
    "reverseOrder",
    "severity",
    "encryptionConfiguration",
    "key",
    "value",
    "weight",
    "mock",
    "context",
    "variables",
    "stateName",
    "inspectionLevel",
    "stateConfiguration",
];

/// Values that lead further than random ones: ARNs of what may exist, names, definitions.
fn likely() -> impl Strategy<Value = Value> {
    let arn = |rest: &str| json!(format!("arn:aws:states:us-east-1:000000000000:{rest}"));
    let pass = machine(json!({ "A": { "Type": "Pass", "End": true } }));
    let routing = json!([{ "stateMachineVersionArn": "arn:aws:states:us-east-1:000000000000:stateMachine:m:1", "weight": 100 }]);
    select(vec![
        json!("m"),
        json!("live"),
        json!("EXPRESS"),
        json!("STANDARD"),
        json!(pass),
        json!("{}"),
        json!("{"),
        json!(""),
        json!(r#"{"Type":"Pass","End":true}"#),
        json!({ "result": "[1]" }),
        json!("DEBUG"),
        json!("A"),
        arn("stateMachine:m"),
        arn("stateMachine:m:1"),
        arn("stateMachine:m:live"),
        arn("stateMachine:m/x"),
        arn("activity:m"),
        arn("execution:m:e"),
        arn("express:m:e:f"),
        arn("stateMachine:m:99999999999999999999"),
        arn(""),
        json!("arn:"),
        json!(true),
        json!(1),
        json!(-1),
        json!(1001),
        json!(1.5),
        json!(null),
        routing,
        json!([{ "key": "k" }]),
        json!([null]),
        json!({ "level": "ALL" }),
        json!({ "type": "AWS_OWNED_KEY" }),
        json!("\u{0}\u{ffff}é😀"),
    ])
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![6 => likely(), 1 => any::<i64>().prop_map(Value::from), 1 => ".{0,20}".prop_map(Value::from)];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((select(MEMBERS), inner), 0..3).prop_map(object),
        ]
    })
}

fn object(members: Vec<(&'static str, Value)>) -> Value {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

fn call() -> impl Strategy<Value = (&'static str, Value)> {
    let input =
        prop_oneof![9 => vec((select(MEMBERS), value()), 0..8).prop_map(object), 1 => value()];
    (select(OPERATIONS), input)
}

async fn all(service: &Service, calls: &[(&'static str, Value)]) {
    for (operation, input) in calls {
        let answer = service.call(operation, input.clone()).await;
        if let Err(error) = answer {
            assert!(!error.code.is_empty() && !error.message.is_empty(), "{operation}: {error:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_calls_is_answered(calls in vec(call(), 1..30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (service, _) = service(TimeMode::Virtual);
            let definition = machine(json!({ "A": { "Type": "Pass", "End": true } }));
            let input = json!({ "name": "m", "definition": definition, "roleArn": ROLE, "publish": true });
            service.call("CreateStateMachine", input).await.unwrap();
            all(&service, &calls).await;
        });
    }
}

/// Values that stand somewhere in states, by themselves or in the wrong place.
fn part() -> impl Strategy<Value = Value> {
    let leaf = select(vec![
        json!("$"),
        json!("$.a"),
        json!("$$.State.Name"),
        json!("$v[*]"),
        json!("$.a[0].b"),
        json!("{% $states.input %}"),
        json!("{% $states.result.a + 1 %}"),
        json!("{% $ %}"),
        json!("B"),
        json!("States.ALL"),
        json!("arn:aws:states:::lambda:invoke"),
        json!("arn:aws:states:::sqs:sendMessage.waitForTaskToken"),
        json!("States.Format('{}', $.a)"),
        json!("States.JsonMerge($, $.a, false)"),
        json!({ "a.$": "$.a", "b": [1, null] }),
        json!([{ "Variable": "$.a", "NumericLessThan": 3, "Next": "B" }]),
        json!([{ "Condition": "{% $states.input.a %}", "Next": "B" }]),
        json!([{ "ErrorEquals": ["States.ALL"], "Next": "B", "ResultPath": "$.e" }]),
        json!([{ "ErrorEquals": ["States.ALL"], "BackoffRate": 1e300, "IntervalSeconds": 99_999_999 }]),
        json!({ "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } }),
        json!([{ "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } }]),
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1e300),
        json!("2030-01-01T00:00:00Z"),
    ]);
    let nested = leaf.clone().prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((select(&["a", "a.$", "v", "Next"][..]), inner), 0..3).prop_map(object),
        ]
    });
    prop_oneof![2 => leaf, 1 => nested]
}

/// The fields of a type, and those in one language only.
fn fields(state_type: &str, jsonata: bool) -> Vec<&'static str> {
    let of_type: &[&str] = match state_type {
        "Task" => {
            &["Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials", "Retry", "Catch"]
        }
        "Choice" => &["Choices", "Default"],
        "Fail" => &["Error", "Cause"],
        "Wait" => &["Seconds", "Timestamp"],
        "Parallel" => &["Branches", "Retry", "Catch"],
        "Map" => &[
            "ItemProcessor",
            "ItemSelector",
            "MaxConcurrency",
            "ToleratedFailureCount",
            "ToleratedFailurePercentage",
            "Retry",
            "Catch",
        ],
        _ => &["Comment"],
    };
    let of_language: &[&str] = match (state_type, jsonata) {
        ("Fail", true) => &[],
        ("Fail", false) => &["ErrorPath", "CausePath"],
        ("Map", true) => &["Items", "Output", "Assign"],
        ("Task" | "Parallel", true) => &["Arguments", "Output", "Assign"],
        ("Succeed", true) => &["Output"],
        (_, true) => &["Output", "Assign"],
        ("Pass", false) => {
            &["InputPath", "Parameters", "Result", "ResultPath", "OutputPath", "Assign"]
        }
        ("Map", false) => &[
            "InputPath",
            "ItemsPath",
            "ResultSelector",
            "ResultPath",
            "OutputPath",
            "MaxConcurrencyPath",
        ],
        ("Task" | "Parallel", false) => {
            &["InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath", "Assign"]
        }
        ("Wait", false) => &["InputPath", "OutputPath", "SecondsPath", "TimestampPath"],
        (_, false) => &["InputPath", "OutputPath"],
    };
    [of_type, of_language].concat()
}

/// A state with what it must have, and some fields that may hold anything.
fn state() -> impl Strategy<Value = Value> {
    const TYPES: &[&str] =
        &["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];
    (select(TYPES), any::<bool>())
        .prop_flat_map(|(state_type, jsonata)| {
            let fields = vec((select(fields(state_type, jsonata)), part()), 0..4);
            (Just(state_type), Just(jsonata), fields)
        })
        .prop_map(|(state_type, jsonata, mut fields)| {
            let scope =
                json!({ "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } });
            let mut must = vec![("Type", json!(state_type))];
            match state_type {
                "Task" => must.push(("Resource", json!("arn:aws:states:::lambda:invoke"))),
                "Parallel" => must.push(("Branches", json!([scope]))),
                "Map" => must.push(("ItemProcessor", scope)),
                "Choice" => {
                    must.push(("Default", json!("B")));
                    let rule = if jsonata {
                        json!({ "Condition": "{% $states.input.a = 1 %}", "Next": "C" })
                    } else {
                        json!({ "Variable": "$.a", "IsPresent": true, "Next": "C" })
                    };
                    must.push(("Choices", json!([rule])));
                }
                "Wait"
                    if !fields.iter().any(|(name, _)| {
                        name.contains("Seconds") || name.contains("Timestamp")
                    }) =>
                {
                    must.push(("Seconds", json!(5)));
                }
                _ => {}
            }
            if !matches!(state_type, "Choice" | "Succeed" | "Fail") {
                must.push(("End", json!(true)));
            }
            must.push(("QueryLanguage", json!(if jsonata { "JSONata" } else { "JSONPath" })));
            must.append(&mut fields);
            object(must)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_state_can_be_tested(
        state in state(),
        input in part(),
        result in part(),
        retries in 0..3_u64,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (service, _) = service(TimeMode::Virtual);
            let mut call = json!({
                "definition": state.to_string(), "input": input.to_string(), "inspectionLevel": "TRACE",
                "variables": r#"{"v":[1,{"a":2}]}"#, "stateConfiguration": { "retrierRetryCount": retries }
            });
            let mocked = match state["Type"].as_str() {
                Some("Task") => result.is_object(),
                other => matches!(other, Some("Map" | "Parallel")),
            };
            if mocked {
                let result = if state["Type"] == "Task" { result } else { json!([result]) };
                call["mock"] = json!({ "result": result.to_string(), "fieldValidationMode": "NONE" });
            }
            match service.call("TestState", call).await {
                Ok(tested) => assert!(tested["status"].is_string(), "{tested}"),
                Err(error) => assert!(!error.message.is_empty(), "{error:?}"),
            }
        });
    }
}

fn byte(number: usize) -> u8 {
    u8::try_from(number % 256).unwrap()
}

#[tokio::test]
async fn any_body_is_answered_over_http() {
    let endpoint =
        Endpoint::bind("127.0.0.1:0".parse().unwrap(), config(TimeMode::Virtual).0).await.unwrap();
    let address = endpoint.address();
    tokio::spawn(endpoint.serve(std::future::pending()));
    let mut seed = 7_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let whole = br#"{"name":"m","definition":"{\"StartAt\":\"A\",\"States\":{}}","roleArn":"r","maxResults":3}"#;
    for round in 0..300 {
        let mut body = whole.to_vec();
        for _ in 0..random() % 6 {
            let at = random() % body.len();
            match random() % 3 {
                0 => body[at] = byte(random()),
                1 => body.truncate(at.max(1)),
                _ => body.insert(at, byte(random())),
            }
        }
        let operation = OPERATIONS[round % OPERATIONS.len()];
        let kinds = ["application/x-amz-json-1.0", "application/x-www-form-urlencoded", "\u{e9}"];
        let head = format!(
            "POST / HTTP/1.1\r\nContent-Type: {}\r\nX-Amz-Target: AWSStepFunctions.{operation}",
            kinds[random() % kinds.len()]
        );
        let answer = send(address, &head, &body).await;
        assert!(
            answer.is_some_and(|answer| (200..500).contains(&answer.status)),
            "{operation} {body:?}"
        );
    }
    assert_eq!(post(address, "ListStateMachines", "{}").await.status, 200);
}
