//! Our policy for each state beside the one that the AWS CDK writes for it, grant by grant.
//!
//! A record is *equal*, *narrower* (all that we grant, the CDK grants too, and more), *different* (we grant something that
//! it does not, each for a reason from AWS's documentation) or *wider*, which fails.

mod reasons;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use sfn_iam::{
    Condition, PolicyContext, PolicyDocument, RequestContext, Synthesis, allows_any, synthesize,
};

use super::{Case, Outcome, Verdict};

/// The outcomes, in the order of the report.
pub(super) const OUTCOMES: &[&str] = &["equal", "narrower", "different", "wider"];

/// The folder `cdk`, or the one that is given, if the records lie in it.
pub(super) fn folder(data: &Path) -> PathBuf {
    let is_own = data.file_name().is_some_and(|name| name == "cdk")
        || ["tasks.jsonl", "states.jsonl"].iter().any(|file| data.join(file).exists());
    if is_own { data.to_owned() } else { data.join("cdk") }
}

/// The records of all files of the folder.
pub(super) fn run(folder: &Path, selected: &dyn Fn(&str) -> bool) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for file in files(folder)? {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        for record in super::records(&file)? {
            let id = text(&record, "id");
            if selected(id) {
                let category = record.get("class").unwrap_or(&record["api"]);
                let category = format!("{stem} {}", category.as_str().unwrap_or_default());
                cases.push(case(id, &category, &record));
            }
        }
    }
    Ok(cases)
}

/// The `.jsonl` files of the folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let problem = |error| format!("cannot read `{}`: {error}", folder.display());
    let entries = std::fs::read_dir(folder).map_err(problem)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<_> = paths.collect::<Result<_, _>>().map_err(problem)?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    if files.is_empty() {
        return Err(format!("there is no `.jsonl` in `{}`", folder.display()));
    }
    Ok(files)
}

fn case(id: &str, category: &str, record: &Value) -> Case {
    if record.get("iam_defect").is_some() {
        let reason = "the CDK's policy has a broken ARN".to_owned();
        return Case::new(id, category, Verdict::Skip(reason));
    }
    match compare(record) {
        Ok((outcome, verdict)) => {
            Case { outcome: Some(outcome), ..Case::new(id, category, verdict) }
        }
        Err(problem) => Case::new(id, category, Verdict::Fail(format!("    {problem}"))),
    }
}

fn compare(record: &Value) -> Result<(Outcome, Verdict), String> {
    let statements = record.get("iam_statements").cloned().unwrap_or_else(|| json!([]));
    let theirs = PolicyDocument::from_value(&json!({ "Statement": statements }))
        .map_err(|error| format!("their policy: {error}"))?;
    let ours = ours(record, &theirs)?;
    let (mut reasoned, mut unexplained) = (Vec::new(), Vec::new());
    for grant in beyond(&ours.policies, std::slice::from_ref(&theirs)) {
        match reasons::reason(&grant, record, &theirs, &ours) {
            Some(reason) => reasoned.push(format!("we also allow {grant}: {reason}")),
            None => unexplained.push(format!("we also allow {grant}")),
        }
    }
    let missing = beyond(std::slice::from_ref(&theirs), &ours.policies);
    let name = match (reasoned.is_empty(), unexplained.is_empty(), missing.is_empty()) {
        (_, false, _) => "wider",
        (false, true, _) => "different",
        (true, true, false) => "narrower",
        (true, true, true) => "equal",
    };
    let verdict = match unexplained.as_slice() {
        [] => Verdict::Pass,
        some => Verdict::Fail(format!("    {}", some.join("\n    "))),
    };
    let missing = missing.iter().map(|grant| format!("they also allow {grant}"));
    Ok((Outcome { name, details: reasoned.into_iter().chain(missing).collect() }, verdict))
}

/// Our policies for a machine of this state.
fn ours(record: &Value, theirs: &PolicyDocument) -> Result<Synthesis, String> {
    let definition = json!({
        "QueryLanguage": record["query_language"],
        "StartAt": STATE,
        "States": { STATE: record["asl_state"], "End": { "Type": "Succeed" } },
    });
    let reading = sfn_asl::read::value(&definition);
    let machine =
        reading.machine.ok_or_else(|| format!("cannot be read: {:?}", reading.diagnostics))?;
    let context = PolicyContext::new("corpus").located("aws", "us-east-1", "123456789012");
    Ok(synthesize(&machine, &declarations(record, context, theirs)))
}

const STATE: &str = "S";

/// What the CDK's user declares beside the state: `iamResources` of an SDK call, the roles of a task definition, keys.
fn declarations(record: &Value, context: PolicyContext, theirs: &PolicyDocument) -> PolicyContext {
    let of = |service: &str| -> BTreeSet<String> {
        let statements = theirs
            .statements
            .iter()
            .filter(|statement| statement.actions.iter().any(|known| known.starts_with(service)));
        statements.flat_map(|statement| statement.resources.iter().cloned()).collect()
    };
    match text(record, "class") {
        "CallAwsService" => {
            context.declare(STATE, None, of("").into_iter().filter(|resource| resource != "*"))
        }
        "EcsRunTask" => context.declare(STATE, Some("taskRole"), of("iam:PassRole")),
        "SqsSendMessage" if !of("kms:").is_empty() => {
            context.declare(STATE, Some("queueKmsKey"), of("kms:"))
        }
        _ => context,
    }
}

/// One action on one resource, under one condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Grant {
    action: String,
    resource: String,
    condition: Condition,
    /// Of which of the policies, and which of its statements.
    at: (usize, usize),
}

impl std::fmt::Display for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {}", self.action, self.resource)?;
        for (operator, keys) in &self.condition {
            for (key, values) in keys {
                write!(f, " if {operator} {key} {values:?}")?;
            }
        }
        Ok(())
    }
}

/// The grants of some policies that others do not give.
fn beyond(some: &[PolicyDocument], others: &[PolicyDocument]) -> BTreeSet<Grant> {
    let mut extra = BTreeSet::new();
    for (policy, document) in some.iter().enumerate() {
        for (index, statement) in document.statements.iter().enumerate() {
            let requests = requests(&statement.condition);
            for action in &statement.actions {
                for resource in &statement.resources {
                    let is_allowed = |request| allows_any(others, action, resource, request);
                    if !requests.iter().all(is_allowed) {
                        extra.insert(Grant {
                            action: action.clone(),
                            resource: resource.clone(),
                            condition: statement.condition.clone(),
                            at: (policy, index),
                        });
                    }
                }
            }
        }
    }
    extra
}

/// The requests that meet the condition: one for each choice of the values of its keys.
fn requests(condition: &Condition) -> Vec<RequestContext> {
    let keys: BTreeMap<_, _> = condition.values().flatten().collect();
    keys.into_iter().fold(vec![RequestContext::default()], |requests, (key, values)| {
        let with = |request: &RequestContext| {
            values.iter().map(|value| request.clone().with(key, value)).collect::<Vec<_>>()
        };
        requests.iter().flat_map(with).collect()
    })
}

fn text<'a>(record: &'a Value, member: &str) -> &'a str {
    record[member].as_str().unwrap_or_default()
}
