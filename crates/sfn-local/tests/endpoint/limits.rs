//! How much there can be of what, and how much of it a call takes.

use serde_json::{Value, json};
use sfn_local::endpoint::{ApiError, Service, TimeMode};

use crate::support::{ROLE, create, machine, service};

fn pass(output: u32) -> String {
    machine(json!({ "A": { "Type": "Pass", "Output": output, "End": true } }))
}

async fn refused(service: &Service, operation: &str, input: Value) -> ApiError {
    service.call(operation, input).await.unwrap_err()
}

/// "You can publish up to 1000 versions for each state machine" (`PublishStateMachineVersion`).
#[tokio::test]
async fn a_machine_has_a_thousand_versions_at_most() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &pass(0), "STANDARD").await;
    let update = |n: u32| json!({ "stateMachineArn": arn, "definition": pass(n), "publish": true });
    for n in 1..=1000 {
        service.call("UpdateStateMachine", update(n)).await.unwrap();
    }
    let error = refused(&service, "UpdateStateMachine", update(1001)).await;
    assert_eq!(error.code, "ServiceQuotaExceededException");
    // The update is refused as a whole, and what is published already is found.
    let publish = json!({ "stateMachineArn": arn });
    let again = service.call("PublishStateMachineVersion", publish.clone()).await.unwrap();
    assert_eq!(again["stateMachineVersionArn"], format!("{arn}:1000"));
    let first = json!({ "stateMachineVersionArn": format!("{arn}:1") });
    service.call("DeleteStateMachineVersion", first).await.unwrap();
    let next = service.call("UpdateStateMachine", update(1001)).await.unwrap();
    assert_eq!(next["stateMachineVersionArn"], format!("{arn}:1001"));
}

/// "You can create up to 100 aliases for each state machine" (`CreateStateMachineAlias`).
#[tokio::test]
async fn a_machine_has_a_hundred_aliases_at_most() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &pass(0), "STANDARD").await;
    service.call("PublishStateMachineVersion", json!({ "stateMachineArn": arn })).await.unwrap();
    let alias = |n: u32| {
        let route = json!({ "stateMachineVersionArn": format!("{arn}:1"), "weight": 100 });
        json!({ "name": format!("a{n}"), "routingConfiguration": [route] })
    };
    for n in 1..=100 {
        service.call("CreateStateMachineAlias", alias(n)).await.unwrap();
    }
    service.call("CreateStateMachineAlias", alias(7)).await.unwrap();
    let error = refused(&service, "CreateStateMachineAlias", alias(101)).await;
    assert_eq!(error.code, "ServiceQuotaExceededException");
}

/// Data has 262,144 bytes at most, and not as many characters.
#[tokio::test]
async fn data_is_measured_in_bytes() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &pass(0), "STANDARD").await;
    let start = |length: usize| {
        let input = format!("\"{}\"", "é".repeat(length));
        json!({ "stateMachineArn": arn, "input": input })
    };
    service.call("StartExecution", start(131_071)).await.unwrap();
    let error = refused(&service, "StartExecution", start(131_072)).await;
    assert_eq!(
        error.to_string(),
        "ValidationException: 1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144"
    );
    let test = json!({
        "definition": r#"{"Type":"Pass","End":true}"#,
        "stateConfiguration": { "mapItemReaderData": "1".repeat(262_145) }
    });
    let error = refused(&service, "TestState", test).await;
    assert!(error.message.contains("'stateConfiguration.mapItemReaderData'"), "{error}");
}

/// "Unicode letters, digits, white space, or these symbols: _ . : / = + - @" (`TagResource`).
#[tokio::test]
async fn tags_have_their_characters() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &pass(0), "STANDARD").await;
    let tag = |key: &str, value: &str| json!({ "resourceArn": arn, "tags": [{ "key": key, "value": value }] });
    service.call("TagResource", tag("é_.:/=+-@ 1", "ü")).await.unwrap();
    let keyless = json!({ "resourceArn": arn, "tags": [{ "value": "v" }] });
    assert_eq!(refused(&service, "TagResource", keyless).await.code, "ValidationException");
    for (key, value) in [("a*b", "v"), ("k", "a&b")] {
        assert_eq!(
            refused(&service, "TagResource", tag(key, value)).await.code,
            "ValidationException"
        );
    }
}

/// "If you provide a `stateMachineArn` and a `PENDING_REDRIVE` `statusFilter`, the API returns a validation exception"
/// (`ListExecutions`).
#[tokio::test]
async fn only_children_wait_for_a_redrive() {
    let (service, _) = service(TimeMode::Virtual);
    let arn = create(&service, "m", &pass(0), "STANDARD").await;
    let list = json!({ "stateMachineArn": arn, "statusFilter": "PENDING_REDRIVE" });
    assert_eq!(refused(&service, "ListExecutions", list).await.code, "ValidationException");
}

/// A definition is looked at before the name that it is for.
#[tokio::test]
async fn a_wrong_definition_is_refused_under_a_name_that_is_taken_too() {
    let (service, _) = service(TimeMode::Virtual);
    create(&service, "m", &pass(0), "STANDARD").await;
    let again = async |definition: &str| {
        let input = json!({ "name": "m", "definition": definition, "roleArn": ROLE });
        refused(&service, "CreateStateMachine", input).await.code
    };
    assert_eq!(again("{}").await, "InvalidDefinition");
    assert_eq!(again(&pass(1)).await, "StateMachineAlreadyExists");
}

/// `CUSTOMER_MANAGED_KMS_KEY` needs a key, whose data keys are used for 300 seconds unless told otherwise.
#[tokio::test]
async fn a_key_is_named_where_it_is_used() {
    let (service, _) = service(TimeMode::Virtual);
    let own = json!({ "type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "k" });
    for wrong in [
        json!({ "type": "CUSTOMER_MANAGED_KMS_KEY" }),
        json!({ "type": "AWS_OWNED_KEY", "kmsKeyId": "k" }),
        json!({ "type": "AWS_OWNED_KEY", "kmsDataKeyReusePeriodSeconds": 60 }),
    ] {
        let machine = json!({
            "name": "m", "definition": pass(0), "roleArn": ROLE, "encryptionConfiguration": wrong
        });
        let activity = json!({ "name": "a", "encryptionConfiguration": wrong });
        for (operation, input) in [("CreateStateMachine", machine), ("CreateActivity", activity)] {
            let error = refused(&service, operation, input).await;
            assert_eq!(error.code, "InvalidEncryptionConfiguration");
        }
    }
    let activity = json!({ "name": "a", "encryptionConfiguration": own });
    let created = service.call("CreateActivity", activity).await.unwrap();
    let arn = json!({ "activityArn": created["activityArn"] });
    let described = service.call("DescribeActivity", arn).await.unwrap();
    let period = &described["encryptionConfiguration"]["kmsDataKeyReusePeriodSeconds"];
    assert_eq!(*period, 300);
}
