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
    "GetExecutionHistory",
    "SendTaskSuccess",
    "SendTaskFailure",
    "SendTaskHeartbeat",
    "ValidateStateMachineDefinition",
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
        arn("stateMachine:m"),
        arn("stateMachine:m:1"),
        arn("stateMachine:m:live"),
        arn("stateMachine:m/x"),
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
