//! The actions that published templates grant the roles of their machines, beside those of our policies.
//!
//! Each action is *covered*, or is there for something else than what the machine calls: *another service*, *another
//! operation* of a service that it calls, or a call with other arguments (*another condition*, which the details name). What
//! a call may need beside what the definition shows is *to declare*, as SFN104 says. What is none of these is *missing*, and
//! fails.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};
use sfn_asl::{Graph, MapState, StateKind, StateMachine};
use sfn_catalog::{Part, Resource, Statement as Row, feature, optimized, sdk};
use sfn_iam::{PolicyContext, synthesize};

use super::{Case, Outcome, Verdict};

/// The outcomes, in the order of the report.
pub(super) const OUTCOMES: &[&str] = &[
    "covered",
    "another service",
    "another operation",
    "another condition",
    "to declare",
    "missing",
];

/// What the policy templates of AWS SAM allow, from aws-sam-translator 1.115.0.
const SAM_POLICIES: &str = include_str!("iam/sam_policies.json");

/// `valid.jsonl` of the corpus beside the folder, in it, or the folder's own.
pub(super) fn file(data: &Path) -> PathBuf {
    let places = ["../corpus/asl/valid.jsonl", "corpus/asl/valid.jsonl", "valid.jsonl"];
    let mut places = places.into_iter().map(|place| data.join(place));
    places.find(|file| file.is_file()).unwrap_or_else(|| data.join("corpus/asl/valid.jsonl"))
}

/// The actions of all records of the file that say what their templates grant.
pub(super) fn run(file: &Path, selected: &dyn Fn(&str) -> bool) -> Result<Vec<Case>, String> {
    let templates: BTreeMap<String, BTreeSet<String>> =
        serde_json::from_str(SAM_POLICIES).map_err(|error| format!("sam_policies: {error}"))?;
    let mut cases = Vec::new();
    for record in super::records(file)? {
        let mut granted = Granted::new(&templates);
        granted.collect(&record["iam"]["policies"]);
        if granted.actions.is_empty() && granted.managed.is_empty() {
            continue;
        }
        let hash = record["hash"].as_str().unwrap_or_default();
        let machine = sfn_asl::read::value(&record["definition"]).machine;
        let machine = machine.ok_or_else(|| format!("{hash}: the definition cannot be read"))?;
        let ours = Ours::of(&machine);
        for action in granted.actions {
            let id = format!("{hash}/{action}");
            if selected(&id) {
                cases.push(case(id, &action, &ours));
            }
        }
        for policy in granted.managed {
            let id = format!("{hash}/{policy}");
            if selected(&id) {
                let reason = "a managed policy, whose actions the template does not say".to_owned();
                cases.push(Case::new(id, "managed", Verdict::Skip(reason)));
            }
        }
    }
    Ok(cases)
}

fn case(id: String, action: &str, ours: &Ours) -> Case {
    let service = action.split(':').next().unwrap_or_default();
    let (name, detail) = ours.outcome(action);
    let verdict = match name {
        "missing" => Verdict::Fail(format!("    nothing allows `{action}`")),
        _ => Verdict::Pass,
    };
    let outcome = Outcome { name, details: detail.into_iter().collect() };
    Case { outcome: Some(outcome), ..Case::new(id, service, verdict) }
}

/// What a template grants.
struct Granted<'a> {
    templates: &'a BTreeMap<String, BTreeSet<String>>,
    /// Actions in lower case, some with wildcards.
    actions: BTreeSet<String>,
    /// Managed policies, by name or ARN.
    managed: BTreeSet<String>,
}

impl<'a> Granted<'a> {
    fn new(templates: &'a BTreeMap<String, BTreeSet<String>>) -> Self {
        Self { templates, actions: BTreeSet::new(), managed: BTreeSet::new() }
    }

    /// Adds what stands here, in whatever form the template has it.
    fn collect(&mut self, value: &Value) {
        match value {
            Value::String(name) => {
                self.managed.insert(name.clone());
            }
            Value::Array(list) => list.iter().for_each(|value| self.collect(value)),
            Value::Object(object) => {
                if let Some(actions) = object.get("Action") {
                    return self.statement(object, actions);
                }
                for (key, value) in object {
                    match self.templates.get(key) {
                        Some(actions) => {
                            self.actions.extend(actions.iter().map(|action| action.to_lowercase()));
                        }
                        None if value.is_string() || key == "AssumeRolePolicyDocument" => {}
                        None => self.collect(value),
                    }
                }
            }
            _ => {}
        }
    }

    fn statement(&mut self, statement: &Map<String, Value>, actions: &Value) {
        if statement.get("Effect").is_some_and(|effect| effect == "Deny") {
            return;
        }
        let one = std::slice::from_ref(actions);
        let list = actions.as_array().map_or(one, Vec::as_slice);
        self.actions.extend(list.iter().filter_map(Value::as_str).map(str::to_lowercase));
    }
}

/// How a need of a declaration starts.
const DECLARED: &str = "declared:";

/// What we grant, and what else the calls of the machine would need with other arguments.
struct Ours {
    granted: BTreeSet<String>,
    /// Each action of the rows of what is called, with what those rows need: a declaration, or a condition that holds.
    rows: BTreeMap<String, BTreeSet<String>>,
}

impl Ours {
    fn of(machine: &StateMachine) -> Self {
        let context = PolicyContext::new("sample").located("aws", "us-east-1", "123456789012");
        let policies = synthesize(machine, &context).policies;
        let statements = policies.iter().flat_map(|policy| &policy.statements);
        let granted = statements
            .flat_map(|statement| statement.actions.iter().map(|action| action.to_lowercase()));
        let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in Graph::new(machine).states().iter().flat_map(|node| rows_of(&node.state.kind)) {
            let declared = row.resources.iter().flat_map(|template| &template.parts);
            let declared = declared.filter_map(|part| match part {
                Part::Declared(name) => Some(format!("{DECLARED}{name}")),
                _ => None,
            });
            let needs = declared.chain([row.when.to_string()]).next().unwrap_or_default();
            for action in &row.actions {
                rows.entry(action.to_lowercase()).or_default().insert(needs.clone());
            }
        }
        Self { granted: granted.collect(), rows }
    }

    fn outcome(&self, wanted: &str) -> (&'static str, Option<String>) {
        let service = |action: &str| action.split(':').next().unwrap_or_default().to_owned();
        if self.granted.iter().any(|action| matches(wanted, action)) {
            return ("covered", None);
        }
        let mut rows = self.rows.iter().filter(|(action, _)| matches(wanted, action)).peekable();
        if rows.peek().is_some() {
            let needs: BTreeSet<_> =
                rows.flat_map(|(_, needs)| needs).map(String::as_str).collect();
            let name = match needs.contains("always") {
                true => "missing",
                false if needs.iter().any(|need| need.starts_with(DECLARED)) => "to declare",
                false => "another condition",
            };
            return (name, Some(needs.into_iter().collect::<Vec<_>>().join(", or ")));
        }
        if self.rows.keys().any(|action| service(action) == service(wanted)) {
            return ("another operation", None);
        }
        ("another service", None)
    }
}

/// All rows of the tables for what the state uses, whatever its arguments.
fn rows_of(state: &StateKind) -> Vec<Row> {
    let of = |name: &str| feature::feature(name).map(|feature| feature.iam.clone());
    match state {
        StateKind::Task(task) if task.credentials.is_some() => of("credentials"),
        StateKind::Task(task) => match Resource::parse(&task.resource) {
            Resource::Optimized { service, operation, .. } => {
                optimized::operation(service, operation).map(|operation| operation.iam.clone())
            }
            Resource::Sdk { service, operation, .. } => {
                sdk::operation(service, operation).map(sdk::Operation::iam)
            }
            Resource::LambdaFunction | Resource::Placeholder => of("lambda-function"),
            Resource::Activity | Resource::Unknown => None,
        },
        StateKind::Map(map) if map.is_distributed() => Some(map_rows(map)),
        _ => None,
    }
    .unwrap_or_default()
}

fn map_rows(map: &MapState) -> Vec<Row> {
    let reader = map.item_reader.as_ref().map(|reader| ("item-reader", reader.resource.as_str()));
    let writer = map.result_writer.as_ref().and_then(|writer| writer.resource.as_deref());
    let accesses = reader.into_iter().chain(writer.map(|resource| ("result-writer", resource)));
    let accesses = accesses.filter_map(|(kind, resource)| match Resource::parse(resource) {
        Resource::Optimized { service, operation, .. } => {
            Some(format!("{kind}:{service}:{operation}"))
        }
        _ => None,
    });
    std::iter::once("distributed-map".to_owned())
        .chain(accesses)
        .filter_map(|name| feature::feature(&name))
        .flat_map(|feature| feature.iam.clone())
        .collect()
}

/// Whether the pattern, which may hold `*`, matches the action.
fn matches(pattern: &str, action: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == action };
    let Some(mut left) = action.strip_prefix(start) else { return false };
    let mut parts: Vec<_> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, after)) = left.split_once(part) else { return false };
        left = after;
    }
    left.ends_with(end)
}
