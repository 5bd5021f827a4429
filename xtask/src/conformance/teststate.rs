//! `TestState` cases: a state, what it is tested with, and what AWS answered.

use std::{path::Path, sync::Arc};

use futures_util::FutureExt;
use serde_json::{Map, Value, json};
use sfn_local::{
    TaskRequest,
    endpoint::{Service, ServiceConfig, TimeMode},
};

use super::{
    Case, Verdict,
    api::{Names, replay_all},
};

/// The account of the recordings.
const ACCOUNT: &str = "111111111111";

pub(super) fn run(path: &Path, selected: &dyn Fn(&str) -> bool) -> Result<Vec<Case>, String> {
    replay_all(path, selected, &async |case: &Value| replay(case).await)
}

async fn replay(case: &Value) -> Verdict {
    if case["client_side"] == true {
        return Verdict::Skip("refused by the SDK, so that AWS never saw it".to_owned());
    }
    let expected = &case["expected"];
    // What is called without a mock answered what the state hands on.
    let answer = expected["inspectionData"].get("result").unwrap_or(&expected["output"]);
    let answer = answer
        .as_str()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_else(|| answer.clone());
    let tasks = move |_: TaskRequest| {
        let answer = answer.clone();
        async move { Ok(answer) }.boxed()
    };
    let config = ServiceConfig {
        account: ACCOUNT.to_owned(),
        time: TimeMode::Virtual,
        ..ServiceConfig::new(Arc::new(tasks))
    };
    let input = request(case);
    let mut names = Names::new(case);
    names.sent(&input);
    let answer = match Service::new(config).call("TestState", input).await {
        Ok(answer) => answer,
        Err(error) => json!({ "api_error": { "code": error.code, "message": error.message } }),
    };
    let mut expected = expected.clone();
    if let Some(expected) = expected.as_object_mut() {
        expected.remove("output_text");
    }
    match names.compare(&values(&expected), &values(&answer), "") {
        Ok(()) => Verdict::Pass,
        Err(difference) => Verdict::Fail(format!("    {difference}\n    answered {answer}")),
    }
}

/// The input of the call.
fn request(case: &Value) -> Value {
    let mut input = case["params"].as_object().cloned().unwrap_or_default();
    let written = |member: &str, value: &Value| {
        let raw = case["raw"].get(member).and_then(Value::as_str);
        Value::from(raw.map_or_else(|| value.to_string(), str::to_owned))
    };
    for member in ["definition", "input", "context", "variables"] {
        if let Some(value) = case.get(member) {
            input.insert(member.to_owned(), written(member, value));
        }
    }
    if let Some(mock) = case.get("mock").and_then(Value::as_object) {
        let mock: Map<String, Value> = mock
            .iter()
            .map(|(member, value)| {
                let value =
                    if member == "result" { value.to_string().into() } else { value.clone() };
                (member.clone(), value)
            })
            .collect();
        input.insert("mock".to_owned(), mock.into());
    }
    input.into()
}

/// JSON that stands as text is a value here and there, as only some of it was recorded as text.
fn values(value: &Value) -> Value {
    match value {
        Value::String(text) if text == "start-date" => "date".into(),
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(parsed @ (Value::Object(_) | Value::Array(_) | Value::String(_))) => values(&parsed),
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(values).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), values(value))).collect()
        }
        other => other.clone(),
    }
}
