//! The permissions of SDK operations: how many are known, and how exact their resources are.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and its figures are for the reader"
)]

use sfn_catalog::{
    Operation, Part, Statement, Template,
    sdk::{self, Confidence},
};

fn operations() -> impl Iterator<Item = Operation> {
    sdk::services().flat_map(sdk::Service::operations)
}

#[test]
fn every_statement_can_be_read() {
    for operation in operations() {
        let iam = operation.iam();
        match operation.confidence() {
            Confidence::Exact | Confidence::Reference | Confidence::Rule => {
                assert!(!iam.is_empty(), "{operation:?}");
            }
            // An action that no source names is never guessed.
            Confidence::NoneNeeded | Confidence::Unknown | Confidence::Unsupported => {
                assert!(iam.is_empty(), "{operation:?}");
            }
        }
    }
}

#[test]
fn most_operations_are_known_with_confidence() {
    let (mut offered, mut unknown) = (0, 0);
    for operation in operations() {
        offered += usize::from(operation.confidence() != Confidence::Unsupported);
        unknown += usize::from(operation.confidence() == Confidence::Unknown);
    }
    println!("{unknown} of {offered} operations have no known action");
    assert!(unknown * 100 <= offered, "{unknown} of {offered}");
}

#[test]
fn most_resources_are_exact() {
    let (mut exact, mut all) = (0, 0);
    for statement in operations().filter_map(|operation| operation.iam().into_iter().next()) {
        all += 1;
        exact += usize::from(is_exact(&statement));
    }
    println!("{exact} of {all} operations have exact resources");
    assert!(exact * 100 >= all * 85, "{exact} of {all}");
}

/// Whether no type is named by a wildcard; `*` alone is right for actions without resource types.
fn is_exact(statement: &Statement) -> bool {
    let open = |part: &Part| matches!(part, Part::Text(text) if text.contains('*') && text != "*");
    statement.resources.iter().all(|template| !template.parts.iter().any(open))
}

#[test]
fn samples() {
    let action = |service, name| {
        sdk::operation(service, name).unwrap().iam().first().unwrap().actions.clone()
    };
    assert_eq!(action("s3", "listObjectsV2"), ["s3:ListBucket"]);
    assert_eq!(action("bedrockruntime", "converse"), ["bedrock:InvokeModel"]);
    assert_eq!(action("apigateway", "getRestApi"), ["apigateway:GET"]);
    assert_eq!(action("sfn", "startSyncExecution"), ["states:StartSyncExecution"]);
    assert_eq!(
        statements("apigateway", "getRestApi"),
        ["always: apigateway:GET on arn:${Partition}:apigateway:${Region}::/restapis/{RestApiId}"]
    );
    let detect = sdk::operation("textract", "detectDocumentText").unwrap();
    assert_eq!(detect.confidence(), Confidence::Reference);
    let iam = detect.iam();
    assert_eq!(iam[0].resources, [Template::parse("*").unwrap()]);
    assert_eq!(iam[1].actions, ["s3:GetObject"]);
    assert_eq!(sdk::operation("textract", "detectDocumentTexts"), None);
    assert_eq!(sdk::service("cloudwatchlogs").unwrap().iam_prefix(), Some("logs"));
}

/// The statements of an operation, as they stand in the tables.
fn statements(service: &str, name: &str) -> Vec<String> {
    let iam = sdk::operation(service, name).unwrap().iam();
    let line = |statement: &Statement| {
        let resources: Vec<_> = statement.resources.iter().map(Template::to_string).collect();
        format!("{}: {} on {}", statement.when, statement.actions.join(" "), resources.join(" "))
    };
    iam.iter().map(line).collect()
}

#[test]
fn tags_need_the_permission_to_tag() {
    assert_eq!(
        statements("dynamodb", "createTable")[1],
        "param:Tags: dynamodb:TagResource on \
         {arn:TableName|arn:${Partition}:dynamodb:${Region}:${Account}:table/{TableName}}"
    );
    assert_eq!(
        statements("kms", "createKey")[1],
        "param:Tags: kms:TagResource on arn:${Partition}:kms:${Region}:${Account}:key/*"
    );
    assert!(!statements("ec2", "describeTags").iter().any(|line| line.contains("ec2:CreateTags")));
}

#[test]
fn a_resource_that_a_parameter_names_beside_the_required_ones_is_allowed_too() {
    assert_eq!(
        statements("dynamodb", "query")[1],
        "param:IndexName: dynamodb:Query on \
         {arn:IndexName|arn:${Partition}:dynamodb:${Region}:${Account}:table/{TableName}/index/{IndexName}}"
    );
}

#[test]
fn a_role_is_passed_where_no_source_says_so_if_it_is_surely_one() {
    let statements = statements("comprehend", "startKeyPhrasesDetectionJob");
    assert!(
        statements
            .iter()
            .any(|line| line.starts_with("param:DataAccessRoleArn@role: iam:PassRole"))
    );
}

#[test]
fn roles_go_to_the_service_only() {
    let iam = sdk::operation("lambda", "createFunction").unwrap().iam();
    let pass = iam.iter().find(|statement| statement.actions == ["iam:PassRole"]).unwrap();
    let values = &pass.condition["StringEquals"]["iam:PassedToService"].0;
    assert_eq!(values, &[Template::parse("lambda.amazonaws.com").unwrap()]);
}

#[test]
fn ids_stand_in_arns_as_the_api_writes_them() {
    let statement = statements("organizations", "moveAccount").pop().unwrap();
    assert!(
        statement.ends_with(
            "{arn:AccountId|arn:${Partition}:organizations::${Account}:account/o-*/{AccountId}}"
        ),
        "{statement}"
    );
    assert_eq!(
        statements("organizations", "deletePolicy"),
        ["always: organizations:DeletePolicy on \
          {arn:PolicyId|arn:${Partition}:organizations::${Account}:policy/o-*/*/{PolicyId}}"]
    );
    // Without a revision any may be meant.
    assert!(statements("batch", "submitJob")[0].contains("{revisioned:JobDefinition|"));
}
