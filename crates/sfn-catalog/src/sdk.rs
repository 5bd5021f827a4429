//! AWS SDK integrations: `arn:aws:states:::aws-sdk:<service>:<operation>`.
//!
//! The tables are sorted lines, searched in place: finding an operation among 18,000 takes microseconds in a debug build.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Part, Statement, Template, When, statement, suggest};

static SERVICES: &str = include_str!("../data/sdk/services.jsonl");
static OTHER_NAMES: &str = include_str!("../data/sdk/other_names.jsonl");
static OPERATIONS: &str = include_str!("../data/sdk/operations.txt");
static CORRECTIONS: &str = include_str!("../data/sdk/corrections.txt");

/// The page that lists the services.
pub const DOC: &str =
    "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html";

/// A service that Step Functions calls through the AWS SDK.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SdkService {
    /// Its name in `Resource`, such as `cloudwatchlogs`.
    #[serde(rename = "asl")]
    pub name: String,
    /// What its errors start with, such as `CloudWatchLogs`.
    #[serde(rename = "exception_prefix")]
    pub error_prefix: String,
    /// What its IAM actions start with, such as `logs`; `None` where the service is gone.
    #[serde(default)]
    pub iam_prefix: Option<String>,
    /// The service principal that its roles are passed to, where it is confirmed.
    #[serde(default)]
    pub passed_to_service: Option<String>,
    /// Operations that Step Functions refuses.
    #[serde(default)]
    pub unsupported_operations: Vec<String>,
}

/// What is known about the permissions of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// The action has the operation's name.
    Exact,
    /// The actions come from AWS's references, by hand.
    Reference,
    /// The action follows from a rule for the service.
    Rule,
    /// The operation needs no permission.
    NoneNeeded,
    /// No source names the action: it must be declared.
    Unknown,
    /// Step Functions does not offer the operation.
    Unsupported,
}

/// What is known about an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SdkOperation {
    /// How sure the statements are.
    pub confidence: Confidence,
    /// The statements that the execution role needs.
    pub iam: Vec<Statement>,
}

/// The names of all services, sorted.
pub fn services() -> impl Iterator<Item = &'static str> {
    SERVICES.lines().filter_map(|line| line.strip_prefix("{\"asl\": \"")?.split('"').next())
}

/// The service of this name.
pub fn service(name: &str) -> Option<SdkService> {
    let line = SERVICES.lines().find(|line| {
        line.strip_prefix("{\"asl\": \"")
            .and_then(|line| line.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with('"'))
    })?;
    serde_json::from_str(line).ok()
}

/// The service that may be meant: by the name of the command line or IAM, or by spelling.
pub fn near_service(name: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Other {
        botocore: String,
        asl: String,
    }
    let mut others =
        OTHER_NAMES.lines().filter_map(|line| serde_json::from_str::<Other>(line).ok());
    let bare = name.replace('-', "").to_lowercase();
    others
        .find(|other| other.botocore == name || other.botocore.replace('-', "") == bare)
        .map(|other| other.asl)
        .or_else(|| suggest::near(&bare, services()).map(str::to_owned))
}

/// The operation of this service and name, with a lower-case first letter; `None` if it is newer than the tables.
pub fn operation(service_name: &str, name: &str) -> Option<SdkOperation> {
    let key = format!("{service_name}:{name}");
    let clauses = find(CORRECTIONS, &key).or_else(|| find(OPERATIONS, &key))?;
    let mut operation = parse(clauses)?;
    let passing =
        operation.iam.iter_mut().filter(|statement| statement.actions == ["iam:PassRole"]);
    let principal = service(service_name).and_then(|service| service.passed_to_service);
    for (statement, principal) in passing.zip(principal.iter().cycle()) {
        statement.condition = passed_to(principal);
    }
    Some(operation)
}

/// The condition that a role goes to this service only.
fn passed_to(principal: &str) -> statement::Condition {
    let value = Template { parts: vec![Part::Text(principal.to_owned())], optional: false };
    let key = ("iam:PassedToService".to_owned(), statement::Values(vec![value]));
    BTreeMap::from([("StringEquals".to_owned(), BTreeMap::from([key]))])
}

/// The names of all operations of a service, sorted.
pub fn operations(service: &str) -> impl Iterator<Item = &'static str> {
    let prefix = format!("{service}:");
    let start = lower_bound(OPERATIONS, &prefix);
    OPERATIONS
        .get(start..)
        .unwrap_or_default()
        .lines()
        .map_while(move |line| line.strip_prefix(prefix.as_str())?.split(' ').next())
}

/// The operation of this service that may be meant.
pub fn near_operation(service: &str, name: &str) -> Option<&'static str> {
    suggest::near(name, operations(service))
}

/// What stands after the key in its line.
fn find(table: &'static str, key: &str) -> Option<&'static str> {
    let line = table.get(lower_bound(table, key)..)?.lines().next()?;
    line.strip_prefix(key)?.strip_prefix(' ')
}

/// Where the first line starts that is not less than the key.
fn lower_bound(table: &str, key: &str) -> usize {
    let bytes = table.as_bytes();
    let line_start = |at: usize| {
        bytes
            .get(..at)
            .and_then(|before| before.iter().rposition(|&byte| byte == b'\n'))
            .map_or(0, |newline| newline + 1)
    };
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let start = line_start(usize::midpoint(low, high));
        let line = bytes.get(start..).unwrap_or_default();
        let line = line.split(|&byte| byte == b'\n').next().unwrap_or_default();
        if line < key.as_bytes() {
            low = start + line.len() + 1;
        } else {
            high = start;
        }
    }
    low.min(bytes.len())
}

/// The letter and the clauses of a line.
fn parse(text: &'static str) -> Option<SdkOperation> {
    let mut fields = text.split('\t');
    let confidence = match fields.next()? {
        "E" => Confidence::Exact,
        "O" => Confidence::Reference,
        "R" => Confidence::Rule,
        "N" => Confidence::NoneNeeded,
        "U" => Confidence::Unsupported,
        _ => Confidence::Unknown,
    };
    let iam = fields.map(clause).collect::<Option<_>>()?;
    Some(SdkOperation { confidence, iam })
}

/// `action condition template…`
fn clause(text: &str) -> Option<Statement> {
    let mut words = text.split(' ');
    let action = words.next()?.to_owned();
    let when = match words.next()? {
        "-" => When::default(),
        condition => When(vec![statement::parameter(condition).ok()?]),
    };
    let resources = words.map(Template::parse).collect::<Result<_, _>>().ok()?;
    Some(Statement {
        when,
        actions: vec![action],
        resources,
        condition: statement::Condition::new(),
        note: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_read() {
        for table in [OPERATIONS, CORRECTIONS] {
            assert!(table.lines().is_sorted());
            for line in table.lines() {
                let (key, clauses) = line.split_once(' ').unwrap();
                assert!(parse(clauses).is_some(), "{key}");
                assert!(find(table, key).is_some(), "{key}");
            }
        }
        assert_eq!(OPERATIONS.lines().count(), 17_894);
        assert_eq!(services().filter_map(service).count(), 414);
    }

    #[test]
    fn most_operations_are_known_with_confidence() {
        let letters = OPERATIONS.lines().map(|line| {
            line.split_once(' ').map_or("", |(_, rest)| rest.split('\t').next().unwrap())
        });
        let (mut offered, mut unknown) = (0, 0);
        for letter in letters {
            offered += usize::from(letter != "U");
            unknown += usize::from(letter == "G");
        }
        assert!(unknown * 100 <= offered, "{unknown} of {offered}");
    }

    #[test]
    fn samples() {
        let action = |service, name| operation(service, name).unwrap().iam[0].actions[0].clone();
        assert_eq!(action("s3", "listObjectsV2"), "s3:ListBucket");
        assert_eq!(action("bedrockruntime", "converse"), "bedrock:InvokeModel");
        assert_eq!(action("apigateway", "getRestApi"), "apigateway:GET");
        assert_eq!(action("sfn", "startSyncExecution"), "states:StartSyncExecution");
        let detect = operation("textract", "detectDocumentText").unwrap();
        assert_eq!(detect.confidence, Confidence::Reference);
        assert_eq!(detect.iam[0].resources, [Template::parse("*").unwrap()]);
        assert_eq!(detect.iam[1].actions, ["s3:GetObject"]);
        assert_eq!(operation("textract", "detectDocumentTexts"), None);
        assert_eq!(service("cloudwatchlogs").unwrap().iam_prefix.as_deref(), Some("logs"));
    }

    #[test]
    fn near_names_are_found() {
        assert_eq!(near_service("logs").as_deref(), Some("cloudwatchlogs"));
        assert_eq!(near_service("textrac").as_deref(), Some("textract"));
        assert_eq!(near_operation("s3", "listObjectV2"), Some("listObjectsV2"));
        assert_eq!(near_service("nothing-like-it"), None);
    }
}
