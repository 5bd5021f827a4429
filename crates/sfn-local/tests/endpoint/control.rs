//! State machines, versions, aliases and tags: what the recorded cases do not hold.

use serde_json::{Value, json};
use sfn_local::endpoint::{ApiError, Service, TimeMode};

use crate::support::{ROLE, code, create, machine, service};

fn pass(output: u32) -> String {
    machine(json!({ "A": { "Type": "Pass", "Output": output, "End": true } }))
}

async fn publish_two(service: &Service) -> String {
    let arn = create(service, "m", &pass(1), "STANDARD").await;
    service.call("PublishStateMachineVersion", json!({ "stateMachineArn": arn })).await.unwrap();
    let update = json!({ "stateMachineArn": arn, "definition": pass(2), "publish": true });
    service.call("UpdateStateMachine", update).await.unwrap();
    arn
}

fn route(arn: &str, version: u32, weight: u32) -> Value {
    json!({ "stateMachineVersionArn": format!("{arn}:{version}"), "weight": weight })
}

#[tokio::test]
async fn an_alias_draws_a_version_for_each_execution() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = publish_two(&service).await;
    let routing = json!([route(&arn, 1, 90), route(&arn, 2, 10)]);
    let alias = json!({ "name": "live", "routingConfiguration": routing });
    let alias = service.call("CreateStateMachineAlias", alias).await.unwrap();
    let alias = alias["stateMachineAliasArn"].as_str().unwrap().to_owned();
    for _ in 0..500 {
        service.call("StartExecution", json!({ "stateMachineArn": alias })).await.unwrap();
    }
    let count = async |arn: String| {
        let list = json!({ "stateMachineArn": arn, "maxResults": 1000 });
        service.call("ListExecutions", list).await.unwrap()["executions"].as_array().unwrap().len()
    };
    let new = count(format!("{arn}:2")).await;
    assert!((25..=75).contains(&new), "{new} of 500 executions got the version with 10 %");
    assert_eq!(count(format!("{arn}:1")).await, 500 - new);
    assert_eq!(count(alias).await, 500);
}

#[tokio::test]
async fn routing_is_refused_where_a_version_is_missing_or_foreign() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = publish_two(&service).await;
    let other = create(&service, "n", &pass(3), "STANDARD").await;
    service.call("PublishStateMachineVersion", json!({ "stateMachineArn": other })).await.unwrap();
    let create = async |routing: Value| {
        let input = json!({ "name": "live", "routingConfiguration": routing });
        code(service.call("CreateStateMachineAlias", input).await)
    };
    assert_eq!(create(json!([route(&arn, 9, 100)])).await, "ResourceNotFound");
    assert_eq!(
        create(json!([route(&arn, 1, 50), route(&other, 1, 50)])).await,
        "ValidationException"
    );
    let foreign = arn.replace("000000000000", "111111111111");
    assert_eq!(create(json!([route(&foreign, 1, 100)])).await, "ResourceNotFound");
}

#[tokio::test]
async fn a_repeated_create_keeps_role_and_tags() {
    let (service, _) = service(TimeMode::Virtual);
    let create = async |role: &str, tag: &str| {
        let tags = json!([{ "key": "k", "value": tag }]);
        let input = json!({ "name": "m", "definition": pass(1), "roleArn": role, "tags": tags });
        service.call("CreateStateMachine", input).await.unwrap()
    };
    let first = create(ROLE, "one").await;
    assert_eq!(create("arn:aws:iam::000000000000:role/other", "two").await, first);
    let described = service
        .call("DescribeStateMachine", json!({ "stateMachineArn": first["stateMachineArn"] }));
    assert_eq!(described.await.unwrap()["roleArn"], ROLE);
    let tags = service
        .call("ListTagsForResource", json!({ "resourceArn": first["stateMachineArn"] }))
        .await
        .unwrap();
    assert_eq!(tags["tags"], json!([{ "key": "k", "value": "one" }]));
}

#[tokio::test]
async fn all_errors_of_a_definition_come_at_once() {
    let (service, _) = service(TimeMode::Virtual);
    let definition =
        r#"{ "States": { "A": { "Type": "Pass", "Next": "B" }, "C": { "Type": "Succeed" } } }"#;
    let input = json!({ "name": "m", "definition": definition, "roleArn": ROLE });
    let error = service.call("CreateStateMachine", input).await.unwrap_err();
    assert_eq!(error.code, "InvalidDefinition");
    assert!(error.message.starts_with("Invalid State Machine Definition: '"), "{error}");
    assert!(error.message.contains("These fields are required: [StartAt] at /"), "{error}");
    assert!(error.message.contains("Missing 'Next' target: B at /States/A/Next"), "{error}");
    let validate = json!({ "definition": definition, "maxResults": 1 });
    let validated = service.call("ValidateStateMachineDefinition", validate).await.unwrap();
    assert_eq!(validated["result"], "FAIL");
    assert_eq!(validated["diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!(validated["truncated"], true);
}

#[tokio::test]
async fn names_and_tags_have_limits() {
    let (service, _) = service(TimeMode::Virtual);
    let input = json!({ "name": "a b", "definition": pass(1), "roleArn": ROLE });
    assert_eq!(code(service.call("CreateStateMachine", input).await), "InvalidName");
    let arn = create(&service, "m", &pass(1), "STANDARD").await;
    let tags = |range: std::ops::Range<u32>| -> Value {
        range.map(|n| json!({ "key": format!("k{n}"), "value": "" })).collect()
    };
    let tag = async |tags: Value| {
        service.call("TagResource", json!({ "resourceArn": arn, "tags": tags })).await
    };
    tag(tags(0..50)).await.unwrap();
    assert_eq!(code(tag(tags(50..51)).await), "TooManyTags");
    tag(tags(0..50)).await.unwrap();
    for key in ["aws:x", "AWS:x"] {
        let reserved = json!([{ "key": key, "value": "" }]);
        assert_eq!(code(tag(reserved.clone()).await), "ValidationException");
        let input =
            json!({ "name": "n", "definition": pass(1), "roleArn": ROLE, "tags": reserved });
        assert_eq!(code(service.call("CreateStateMachine", input).await), "ValidationException");
    }
    tag(json!([{ "key": "k0", "value": "aws:" }])).await.unwrap();
}

#[tokio::test]
async fn a_log_group_is_named_with_all_its_streams() {
    let (service, _) = service(TimeMode::Virtual);
    let log = async |name: &str, destinations: Value| {
        let input = json!({
            "name": name, "definition": pass(1), "roleArn": ROLE,
            "loggingConfiguration": { "level": "ALL", "destinations": destinations }
        });
        service.call("CreateStateMachine", input).await
    };
    let group = |arn: &str| json!([{ "cloudWatchLogsLogGroup": { "logGroupArn": arn } }]);
    let arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
    let refused = log("a", group(arn)).await.unwrap_err();
    assert_eq!(refused.code, "InvalidLoggingConfiguration");
    let expected =
        "Invalid Logging Configuration: Log Group ARN must be provided with '*' qualifier.";
    assert_eq!(refused.message, expected);
    assert_eq!(code(log("b", json!([{}])).await), "InvalidLoggingConfiguration");
    log("c", group(&format!("{arn}:*"))).await.unwrap();
}

#[tokio::test]
async fn expressions_that_do_not_parse_are_refused_where_they_stand() {
    let (service, _) = service(TimeMode::Virtual);
    let definition = machine(json!({
        "A": { "Type": "Pass", "Output": { "x": ["{% 1 + %}"] }, "Next": "B" },
        "B": { "Type": "Choice", "Choices": [{ "Condition": "{% [1 %}", "Next": "C" }], "Default": "C" },
        "C": { "Type": "Succeed" }
    }));
    let input = json!({ "definition": definition });
    let validated = service.call("ValidateStateMachineDefinition", input).await.unwrap();
    assert_eq!(validated["result"], "FAIL");
    let found: Vec<_> = validated["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["code"].as_str().unwrap(), found["location"].as_str().unwrap()))
        .collect();
    let code = "INVALID_JSONATA_EXPRESSION";
    assert_eq!(found, [(code, "/States/A/Output/x[0]"), (code, "/States/B/Choices[0]/Condition")]);
    let input = json!({ "name": "m", "definition": definition, "roleArn": ROLE });
    let refused = service.call("CreateStateMachine", input).await.unwrap_err();
    assert_eq!(refused.code, "InvalidDefinition");
    assert!(refused.message.contains("INVALID_JSONATA_EXPRESSION: "), "{}", refused.message);
}

#[tokio::test]
async fn foreign_and_labelled_arns_are_refused() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &pass(1), "STANDARD").await;
    let describe = async |arn: String| {
        service.call("DescribeStateMachine", json!({ "stateMachineArn": arn })).await.unwrap_err()
    };
    assert_eq!(
        describe(arn.replace("us-east-1", "eu-west-1")).await.code,
        "StateMachineDoesNotExist"
    );
    let labelled = describe(format!("{arn}/map")).await;
    assert_eq!(
        (labelled.code, labelled.reason),
        ("ValidationException", Some("API_DOES_NOT_SUPPORT_LABELED_ARNS"))
    );
    assert_eq!(describe(arn.replace("stateMachine", "activity")).await.code, "InvalidArn");
}

#[tokio::test]
async fn a_stale_revision_is_not_published() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &pass(1), "STANDARD").await;
    let publish = async |revision: &str| {
        let input = json!({ "stateMachineArn": arn, "revisionId": revision });
        service.call("PublishStateMachineVersion", input).await
    };
    publish("INITIAL").await.unwrap();
    let update = json!({ "stateMachineArn": arn, "definition": pass(2) });
    let updated = service.call("UpdateStateMachine", update).await.unwrap();
    assert_eq!(code(publish("INITIAL").await), "ConflictException");
    publish(updated["revisionId"].as_str().unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_role_that_is_no_arn_is_refused() {
    let (service, _) = service(TimeMode::Virtual);
    let refused = |error: ApiError| (error.code, error.message);
    let expected = |role: &str| ("InvalidArn", format!("Invalid Role Arn: '{role}'"));
    let wrong = [
        "my-role",
        "arn:aws:iam::aws:policy/p",
        "arn:aws:iam::000000000000:role/",
        "arn:aws:s3:::b",
    ];
    for role in wrong {
        let input = json!({ "name": "m", "definition": pass(1), "roleArn": role });
        let created = service.call("CreateStateMachine", input).await;
        assert_eq!(refused(created.unwrap_err()), expected(role));
    }
    let arn = create(&service, "m", &pass(1), "STANDARD").await;
    let input = json!({ "stateMachineArn": arn, "roleArn": "my-role" });
    let updated = service.call("UpdateStateMachine", input).await;
    assert_eq!(refused(updated.unwrap_err()), expected("my-role"));
}
