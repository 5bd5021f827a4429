//! The tables that are made by hand, in `crates/sfn-catalog/data`.

use std::{collections::BTreeMap, fs, path::Path};

use serde::{Deserialize, de::DeserializeOwned};

use super::{Result, statements::Statement};

/// A line of `sdk/services.jsonl`.
#[derive(Deserialize)]
pub(crate) struct Service {
    /// The name in `Resource`.
    #[serde(rename = "asl")]
    pub(crate) name: String,
    /// What its errors start with.
    #[serde(rename = "exception_prefix")]
    pub(crate) error_prefix: String,
    /// The folder in botocore; `None` where the service is gone.
    pub(crate) botocore: Option<String>,
    #[serde(default)]
    pub(crate) iam_prefix: String,
    /// The service principal that its roles are passed to, where it is confirmed.
    #[serde(rename = "passed_to_service", default)]
    pub(crate) passes_roles_to: String,
    /// Operations that Step Functions refuses.
    #[serde(default)]
    pub(crate) unsupported_operations: Vec<String>,
}

impl Service {
    /// The name in botocore; empty where the service is gone.
    pub(crate) fn python_name(&self) -> &str {
        self.botocore.as_deref().unwrap_or_default()
    }
}

/// `sdk/actions.json`: what does not follow from names. Services are those of botocore.
#[derive(Deserialize)]
pub(crate) struct Actions {
    /// How a service's actions follow from its operations.
    rules: BTreeMap<String, String>,
    /// Operations that are authorised otherwise.
    no_action: BTreeMap<String, NoAction>,
    /// By IAM prefix and variable of an ARN format: the parameters that carry it.
    variables: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    operations: BTreeMap<String, BTreeMap<String, OperationActions>>,
}

#[derive(Deserialize)]
struct NoAction {
    /// All of the service if there are none.
    operations: Vec<String>,
}

/// The actions of an operation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperationActions {
    /// For every call.
    #[serde(default)]
    pub(crate) always: Vec<String>,
    /// If a parameter is there or has a value.
    #[serde(default)]
    pub(crate) when: BTreeMap<String, Vec<String>>,
    /// By parameter and what it contains.
    #[serde(default)]
    pub(crate) one_of: BTreeMap<String, BTreeMap<String, String>>,
}

impl Actions {
    pub(crate) fn read(data: &Path) -> Result<Self> {
        let path = data.join("sdk/actions.json");
        json(&path, &read(&path)?)
    }

    /// Whether the actions of this service follow this rule.
    pub(crate) fn follows(&self, service: &str, rule: &str) -> bool {
        self.rules.get(service).is_some_and(|known| known == rule)
    }

    /// What the table says of this operation.
    pub(crate) fn operation(&self, service: &str, name: &str) -> Option<&OperationActions> {
        self.operations.get(service)?.get(name)
    }

    /// Whether the operation is authorised otherwise than by IAM.
    pub(crate) fn needs_none(&self, service: &str, name: &str) -> bool {
        self.no_action.get(service).is_some_and(|none| {
            none.operations.is_empty() || none.operations.iter().any(|known| known == name)
        })
    }

    /// The parameters that carry this variable of an ARN format.
    pub(crate) fn variable(&self, prefix: &str, variable: &str) -> &[String] {
        let known = self.variables.get(prefix).and_then(|variables| variables.get(variable));
        known.map(Vec::as_slice).unwrap_or_default()
    }
}

/// The services that Step Functions documents, sorted by name.
pub(crate) fn services(data: &Path) -> Result<Vec<Service>> {
    let mut services: Vec<Service> = lines(&data.join("sdk/services.jsonl"))?;
    services.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(services)
}

/// `sdk/corrections.txt`: statements by operation, instead of those that are derived.
pub(crate) fn corrections(data: &Path) -> Result<BTreeMap<String, Vec<Statement>>> {
    let path = data.join("sdk/corrections.txt");
    let text = read(&path)?;
    let lines = text.lines().map(|line| {
        let mut fields = line.split('\t');
        let operation = fields.next().unwrap_or_default().to_owned();
        let statements = fields.map(statement).collect::<Option<_>>();
        statements
            .map(|statements| (operation, statements))
            .ok_or_else(|| format!("{}: `{line}`", path.display()))
    });
    lines.collect()
}

/// `action condition resource…`; the condition `-` stands for always.
fn statement(text: &str) -> Option<Statement> {
    let mut words = text.split(' ').map(str::to_owned);
    let (action, when) = (words.next()?, words.next()?);
    let resources: Vec<String> = words.collect();
    let when = (when != "-").then_some(when);
    (!resources.is_empty()).then_some(Statement { action, when, resources })
}

/// The values of a file with one JSON object a line.
fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    read(path)?.lines().map(|line| json(path, line)).collect()
}

fn json<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
