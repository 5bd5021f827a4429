//! The test suite of JSONata, through `sfn-query`.

use std::{path::Path, time::Duration};

use serde_json::{Map, Value};
use sfn_query::jsonata::{Dialect, Expression, Settings, Variables};

use super::{Case, Verdict};

pub(super) fn run(folder: &Path, selected: &dyn Fn(&str) -> bool) -> Result<Vec<Case>, String> {
    let datasets: Map<String, Value> =
        serde_json::from_str(&super::read(&folder.join("datasets.json"))?)
            .map_err(|error| format!("datasets.json: {error}"))?;
    let text = super::read(&folder.join("cases.jsonl"))?;
    Ok(text
        .lines()
        .filter(|line| !line.is_empty())
        .filter_map(|line| case(line, &datasets, selected))
        .collect())
}

fn case(
    line: &str,
    datasets: &Map<String, Value>,
    selected: &dyn Fn(&str) -> bool,
) -> Option<Case> {
    match serde_json::from_str::<Value>(line) {
        Ok(case) => {
            let text =
                |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let id = text("id");
            selected(&id).then(|| Case::new(id, text("group"), verdict(&case, datasets)))
        }
        // A lone surrogate is no Unicode text; neither Rust nor JSON over UTF-8 can hold it.
        Err(error) => {
            let id = line.split('"').nth(3).unwrap_or("?");
            let category = id.split('/').next().unwrap_or_default();
            let verdict = Verdict::Fail(format!("the case cannot be read: {error}"));
            selected(id).then(|| Case::new(id, category, verdict))
        }
    }
}

fn verdict(case: &Value, datasets: &Map<String, Value>) -> Verdict {
    let text = case.get("expr").and_then(Value::as_str).unwrap_or_default();
    let input = match case.get("dataset") {
        Some(Value::String(name)) => datasets.get(name),
        Some(_) => None,
        None => case.get("data"),
    };
    let bindings = case.get("bindings").and_then(Value::as_object);
    let variables: Variables =
        bindings.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect();
    let settings = Settings {
        now_millis: 1_500_000_000_000,
        timeout: Duration::from_millis(
            case.get("timelimit").and_then(Value::as_u64).unwrap_or(10_000),
        ),
        max_items: 20_000_000,
        max_depth: depth(case),
        ..Settings::default()
    };
    let outcome = match Expression::compile_as(Dialect::Plain, text) {
        Err(error) => Err((error.code.clone(), error.to_string())),
        Ok(expression) => expression
            .evaluate_with_input(input, &variables, &settings)
            .map_err(|error| (error.code.clone(), error.to_string())),
    };
    compare(case, &outcome)
}

/// The suite counts its own driver's stack; deeper limits than its 302 are only there to let cases through.
fn depth(case: &Value) -> usize {
    match case.get("depth").and_then(Value::as_u64) {
        Some(depth) if depth >= 300 => {
            usize::try_from(depth).unwrap_or(usize::MAX).saturating_mul(10)
        }
        // AWS's limit, the default, is none of the language's.
        _ => 10_000,
    }
}

fn compare(case: &Value, outcome: &Result<Option<Value>, (String, String)>) -> Verdict {
    let code = case.get("code").or_else(|| case.pointer("/error/code")).and_then(Value::as_str);
    let is_right = match (code, outcome) {
        (Some(code), Err((found, _))) => found == code,
        (None, Ok(None)) => case.get("undefinedResult").is_some(),
        (None, Ok(Some(value))) => case.get("result").is_some_and(|expected| {
            if case.get("unordered").is_some() {
                same_set(expected, value)
            } else {
                same(expected, value)
            }
        }),
        _ => false,
    };
    if is_right {
        Verdict::Pass
    } else {
        Verdict::Fail(format!("    expected {case}\n    but got  {outcome:?}"))
    }
}

fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            (a - b).abs() <= f64::EPSILON * a.abs()
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

fn same_set(expected: &Value, found: &Value) -> bool {
    let (Value::Array(expected), Value::Array(found)) = (expected, found) else {
        return same(expected, found);
    };
    let mut left: Vec<_> = found.iter().collect();
    expected.len() == found.len()
        && expected.iter().all(|item| match left.iter().position(|found| same(item, found)) {
            Some(at) => {
                left.swap_remove(at);
                true
            }
            None => false,
        })
}
