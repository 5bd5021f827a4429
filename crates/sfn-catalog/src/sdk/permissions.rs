//! The permissions of SDK operations: sorted lines, searched in place.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Confidence;
use crate::{Part, Statement, Template, When, statement};

static SERVICES: &str = include_str!("../../data/sdk/services.jsonl");
static OPERATIONS: &str = include_str!("../../data/sdk/operations.txt");
static CORRECTIONS: &str = include_str!("../../data/sdk/corrections.txt");

/// What is known about the operation of this service and name.
pub(super) fn of(service: &str, name: &str) -> (Confidence, Vec<Statement>) {
    let key = format!("{service}:{name}");
    let clauses = find(CORRECTIONS, &key).or_else(|| find(OPERATIONS, &key));
    let Some((confidence, mut iam)) = clauses.and_then(parse) else {
        return (Confidence::Unknown, Vec::new());
    };
    for statement in iam.iter_mut().filter(|statement| statement.actions == ["iam:PassRole"]) {
        statement.condition = principal(service).as_deref().map(passed_to).unwrap_or_default();
    }
    (confidence, iam)
}

/// The service principal that its roles are passed to, where it is confirmed.
fn principal(service: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Line {
        #[serde(default)]
        passed_to_service: Option<String>,
    }
    let line = SERVICES.lines().find(|line| {
        line.strip_prefix("{\"asl\": \"")
            .and_then(|line| line.strip_prefix(service))
            .is_some_and(|rest| rest.starts_with('"'))
    })?;
    serde_json::from_str::<Line>(line).ok()?.passed_to_service
}

/// The condition that a role goes to this service only.
fn passed_to(principal: &str) -> statement::Condition {
    let value = Template { parts: vec![Part::Text(principal.to_owned())], optional: false };
    let key = ("iam:PassedToService".to_owned(), statement::Values(vec![value]));
    BTreeMap::from([("StringEquals".to_owned(), BTreeMap::from([key]))])
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
fn parse(text: &'static str) -> Option<(Confidence, Vec<Statement>)> {
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
    Some((confidence, iam))
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
