//! What the catalogue knows of services, operations, shapes and errors.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use sfn_catalog::{Kind, Pattern, Shape, nearest, sdk, service, services};

fn input(service_name: &str, operation: &str) -> Shape {
    service(service_name).unwrap().operation(operation).unwrap().input()
}

fn member(shape: Shape, path: &str) -> Shape {
    path.split('.').fold(shape, |shape, name| match name {
        "[]" => shape.element().unwrap(),
        "{}" => shape.value().unwrap(),
        _ => shape.member(name).unwrap().shape,
    })
}

fn names(shape: Shape) -> Vec<&'static str> {
    shape.members().map(|member| member.name).collect()
}

#[test]
fn every_documented_service_and_operation_is_there() {
    let names: Vec<_> = services().map(sdk::Service::name).collect();
    assert!(names.is_sorted());
    assert_eq!(names.len(), 414);
    let described = services().filter(|service| service.operations().next().is_some());
    assert!(described.count() >= 398);
    assert_eq!(services().flat_map(sdk::Service::operations).count(), 17_894);
    for service in services() {
        assert_eq!(sdk::service(service.name()), Some(service));
        let operations: Vec<_> = service.operations().map(sdk::Operation::name).collect();
        assert!(operations.is_sorted(), "{}", service.name());
        for name in operations {
            assert_eq!(service.operation(name).unwrap().name(), name);
        }
    }
}

#[test]
fn an_operation_has_shapes_and_errors() {
    let textract = service("textract").unwrap();
    assert_eq!(textract.error_prefix(), "Textract");
    let detect = textract.operation("detectDocumentText").unwrap();
    let document = detect.input().member("Document").unwrap();
    assert!(document.required);
    assert_eq!(document.shape.kind(), Kind::Structure);
    assert_eq!(document.shape.name(), Some("Document"));
    assert_eq!(names(document.shape), ["Bytes", "S3Object"]);
    assert_eq!(member(document.shape, "Bytes").kind(), Kind::Blob);
    assert_eq!(names(member(document.shape, "S3Object")), ["Bucket", "Name", "Version"]);
    assert_eq!(detect.input().name(), None);
    let block = member(detect.output(), "Blocks.[]");
    assert_eq!(member(block, "Confidence").kind(), Kind::Float);
    assert!(member(block, "BlockType").enum_values().any(|value| value == "LINE"));
    let errors: Vec<_> = detect.errors().collect();
    assert!(errors.contains(&"Textract.InvalidParameterException"));
    assert_eq!(errors.last(), Some(&"Textract.TextractException"));
}

#[test]
fn names_are_those_of_step_functions() {
    assert!(service("cloudwatchlogs").unwrap().operation("putLogEvents").is_some());
    assert_eq!(service("logs"), None);
    assert!(input("rds", "createDBInstance").member("DbInstanceIdentifier").is_some());
    assert!(input("s3", "putObject").member("SsekmsKeyId").is_some());
    assert_eq!(input("ec2", "runInstances").member("DryRun"), None);
    assert!(input("ec2", "describeInstances").member("Filters").is_some());
    let value = member(input("dynamodb", "putItem"), "Item.{}");
    assert!(names(value).contains(&"Nul") && names(value).contains(&"Bool"));
    assert!(input("sns", "addPermission").member("AwsAccountIds").is_some());
    let mut errors = service("rds").unwrap().operation("deleteDBInstance").unwrap().errors();
    assert!(errors.any(|error| error == "Rds.DbInstanceNotFoundException"));
    let mut errors = service("s3").unwrap().operation("getObject").unwrap().errors();
    assert!(errors.any(|error| error == "S3.NoSuchKeyException"));
}

#[test]
fn idempotency_tokens_are_filled_in_but_not_other_required_members() {
    assert!(!input("athena", "startQueryExecution").member("ClientRequestToken").unwrap().required);
    assert!(input("athena", "stopQueryExecution").member("QueryExecutionId").unwrap().required);
}

#[test]
fn a_shape_may_contain_itself() {
    let value = member(input("dynamodb", "putItem"), "Item.{}");
    assert_eq!(member(value, "L.[]"), value);
    assert_eq!(member(value, "M.{}"), value);
    assert_eq!(member(value, "M").key().unwrap().kind(), Kind::String);
}

#[test]
fn a_union_has_one_of_its_members() {
    let content = member(input("bedrockruntime", "converse"), "Messages.[].Content.[]");
    assert!(content.is_union());
    assert!(!input("bedrockruntime", "converse").is_union());
}

#[test]
fn an_operation_without_result_gives_an_empty_structure() {
    let output = service("sqs").unwrap().operation("deleteMessage").unwrap().output();
    assert_eq!(output.kind(), Kind::Structure);
    assert_eq!(output.members().count(), 0);
}

#[test]
fn every_shape_can_be_read() {
    fn walk(shape: Shape, seen: &mut Vec<Shape>) {
        assert_ne!(shape.name(), Some(""));
        if seen.contains(&shape) {
            return;
        }
        seen.push(shape);
        let unique: BTreeSet<_> = shape.members().map(|member| member.name).collect();
        assert_eq!(unique.len(), shape.members().count(), "{unique:?}");
        for member in shape.members() {
            assert!(member.name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_'));
            walk(member.shape, seen);
        }
        assert!(shape.enum_values().all(|value| shape.kind() == Kind::String && value.len() < 500));
        assert_eq!(shape.element().is_some(), shape.kind() == Kind::List);
        assert_eq!(shape.value().is_some(), shape.kind() == Kind::Map);
        shape.element().into_iter().chain(shape.value()).for_each(|part| walk(part, seen));
    }
    for service in services() {
        let mut seen = Vec::new();
        for operation in service.operations() {
            assert_eq!(operation.input().kind(), Kind::Structure);
            assert_eq!(operation.output().kind(), Kind::Structure);
            walk(operation.input(), &mut seen);
            walk(operation.output(), &mut seen);
            assert!(operation.errors().all(|error| error.starts_with(service.error_prefix())));
        }
    }
}

#[test]
fn patterns_depend_on_the_workflow_type() {
    let send = sdk::operation("sqs", "sendMessage").unwrap();
    assert!(send.supports(Pattern::RequestResponse, "EXPRESS"));
    assert!(send.supports(Pattern::WaitForTaskToken, "STANDARD"));
    assert!(!send.supports(Pattern::WaitForTaskToken, "EXPRESS"));
    assert!(!send.supports(Pattern::Sync, "STANDARD"));
    let assume = sdk::operation("sts", "assumeRole").unwrap();
    assert!(!assume.supports(Pattern::RequestResponse, "STANDARD"));
}

#[test]
fn near_names_are_found() {
    let near = |name| sdk::near_service(name).map(sdk::Service::name);
    assert_eq!(near("logs"), Some("cloudwatchlogs"));
    assert_eq!(near("cognito-idp"), Some("cognitoidentityprovider"));
    assert_eq!(near("textrac"), Some("textract"));
    assert_eq!(near("nothing-like-it"), None);
    assert_eq!(service("s3").unwrap().near_operation("listObjectV2"), Some("listObjectsV2"));
    let document = input("textract", "detectDocumentText");
    assert_eq!(nearest("Documnt", names(document)), Some("Document"));
}

#[test]
fn numbers_have_the_bounds_of_the_api() {
    let get = service("lambda").unwrap().operation("getFunction").unwrap().output();
    let size = member(get, "Configuration.MemorySize");
    assert_eq!(size.kind(), Kind::Integer);
    assert_eq!(size.range(), (Some(128.0), Some(32_768.0)));
    assert_eq!(member(get, "Configuration.CodeSize").range(), (None, None));
    assert_eq!(member(get, "Configuration.FunctionName").range(), (None, None));
}

#[test]
fn lists_and_maps_have_the_names_that_xml_gives_their_parts() {
    let list = service("s3").unwrap().operation("listObjectsV2").unwrap().output();
    assert!(member(list, "Contents").is_flattened());
    let zones = service("rds").unwrap().operation("createDBCluster").unwrap().input();
    assert_eq!(member(zones, "AvailabilityZones").element_name(), Some("AvailabilityZone"));
    assert!(!member(zones, "AvailabilityZones").is_flattened());
    let publish = service("sns").unwrap().operation("publish").unwrap().input();
    assert_eq!(member(publish, "MessageAttributes").entry_names(), ("Name", "Value"));
    let attributes = service("sns").unwrap().operation("getTopicAttributes").unwrap().output();
    assert_eq!(member(attributes, "Attributes").entry_names(), ("key", "value"));
}

#[test]
fn a_code_stands_for_an_error() {
    let error = |name: &str, operation: &str, code: &str| {
        service(name).unwrap().operation(operation).unwrap().error_of(code)
    };
    assert_eq!(error("s3", "getObject", "NoSuchKey"), Some("S3.NoSuchKeyException"));
    assert_eq!(
        error("iam", "getCredentialReport", "ReportInProgress"),
        Some("Iam.CredentialReportNotReadyException")
    );
    assert_eq!(
        error("rds", "describeDBInstances", "DBInstanceNotFound"),
        Some("Rds.DbInstanceNotFoundException")
    );
    assert_eq!(error("s3", "getObject", "AccessDenied"), None);
}
