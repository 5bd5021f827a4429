//! What the tests share.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::{collections::BTreeMap, path::PathBuf, sync::LazyLock};

use serde_json::{Value, json};
use sfn_asl::StateMachine;
use sfn_catalog::{Pattern, optimized};
use sfn_iam::{PolicyContext, PolicyDocument, RequestContext, allows_any};

/// The definition.
pub(crate) fn machine(definition: &Value) -> StateMachine {
    let reading = sfn_asl::read::value(definition);
    reading.machine.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

/// A machine of one state.
pub(crate) fn single(state: &Value) -> StateMachine {
    machine(&json!({"StartAt": "Call", "States": {"Call": state}}))
}

/// In a real account.
pub(crate) fn context(name: &str) -> PolicyContext {
    PolicyContext::new(name).located("aws", "us-east-1", "123456789012")
}

/// A call that the service makes: action, resource, condition keys.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) keys: RequestContext,
}

impl Call {
    pub(crate) fn is_allowed(&self, policies: &[PolicyDocument]) -> bool {
        allows_any(policies, &self.action, &self.resource, &self.keys)
    }
}

/// An operation with sample parameters, and the calls that each pattern makes.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) service: String,
    pub(crate) operation: String,
    pub(crate) parameters: Value,
    pub(crate) declared: BTreeMap<String, Vec<String>>,
    calls: Vec<Call>,
    sync: Vec<Call>,
}

impl Sample {
    pub(crate) fn patterns(&self) -> Vec<Pattern> {
        optimized::operation(&self.service, &self.operation).unwrap().patterns().collect()
    }

    pub(crate) fn resource(&self, pattern: Pattern) -> String {
        format!("arn:aws:states:::{}:{}{}", self.service, self.operation, pattern.suffix())
    }

    pub(crate) fn calls(&self, pattern: Pattern) -> Vec<Call> {
        let sync = if pattern.is_sync() { self.sync.as_slice() } else { &[] };
        self.calls.iter().chain(sync).cloned().collect()
    }

    pub(crate) fn declare(&self, context: PolicyContext, state: &str) -> PolicyContext {
        let declare = |context: PolicyContext, (name, resources): (&String, &Vec<String>)| {
            context.declare(state, Some(name), resources)
        };
        self.declared.iter().fold(context, declare)
    }
}

/// The 64 operations.
pub(crate) fn samples() -> &'static [Sample] {
    static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
        let table: Vec<Value> = serde_json::from_str(include_str!("../operations.json")).unwrap();
        table.iter().map(sample).collect()
    });
    &SAMPLES
}

fn sample(row: &Value) -> Sample {
    let calls = |key: &str| row[key].as_array().into_iter().flatten().map(call).collect();
    Sample {
        service: text(&row["service"]),
        operation: text(&row["operation"]),
        parameters: row["parameters"].clone(),
        declared: serde_json::from_value(row["declared"].clone()).unwrap_or_default(),
        calls: calls("calls"),
        sync: calls("sync"),
    }
}

fn call(row: &Value) -> Call {
    let keys = row[2].as_object().into_iter().flatten();
    Call {
        action: text(&row[0]),
        resource: text(&row[1]),
        keys: keys
            .fold(RequestContext::default(), |keys, (key, value)| keys.with(key, text(value))),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// The data that the project's tests share, or `None` (said aloud) where it is not there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("SFN_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let file = root.join(path);
    if file.exists() {
        return Some(file);
    }
    // Past the test harness, which keeps what `eprintln!` says to itself.
    let note =
        format!("SKIPPED: `{path}` is not there; set SFN_SHARED to the folder that holds it\n");
    std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes()).unwrap();
    assert!(std::env::var_os("CI").is_none(), "the shared test data is missing");
    None
}

/// Each line of a file of the shared data.
pub(crate) fn records(path: &str) -> Vec<Value> {
    let Some(file) = shared(path) else { return Vec::new() };
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
