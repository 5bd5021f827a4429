//! When two documents mean the same.
//!
//! AWS gives back what it was given, but not always in the same words: key order, single values
//! against lists of one, `1` against `1.0`. Comparing text would find changes where there are none.

use serde_json::{Map, Value};

use crate::naming::hex_hash;

/// Whether two definitions are the same JSON value: key order does not count, numbers count by value.
pub(crate) fn same_definition(a: &str, b: &str) -> bool {
    a == b || matches!((serde_json::from_str(a), serde_json::from_str(b)), (Ok(a), Ok(b)) if same_value(&a, &b))
}

/// Sixteen hexadecimal digits that change with the meaning of a definition, not with its layout.
pub(crate) fn definition_hash(definition: &str) -> String {
    let canonical = serde_json::from_str(definition).map_or_else(|_| definition.to_owned(), |value| sort_key(&value));
    hex_hash(&canonical, 8)
}

/// Whether two JSON values are the same.
pub(crate) fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same_value(a, b)))
        }
        _ => a == b,
    }
}

/// Whether two policy documents allow the same: lists are sets, and a single value is a list of one.
pub(crate) fn same_policy(a: &Value, b: &Value) -> bool {
    same_value(&normal_policy(a), &normal_policy(b))
}

/// The statements of a policy, each in its normal form.
pub(crate) fn statements(policy: &Value) -> Vec<Value> {
    match normal_policy(policy).get_mut("Statement").map(Value::take) {
        Some(Value::Array(statements)) => statements,
        _ => Vec::new(),
    }
}

fn normal_policy(policy: &Value) -> Value {
    match policy {
        Value::Object(members) => Value::Object(members.iter().map(normal_member).collect::<Map<_, _>>()),
        Value::Array(items) => set(items.iter().map(normal_policy).collect()),
        // IAM reads `true` in a condition as the text.
        Value::Bool(_) | Value::Number(_) => Value::String(policy.to_string()),
        Value::Null | Value::String(_) => policy.clone(),
    }
}

fn normal_member((key, value): (&String, &Value)) -> (String, Value) {
    let is_single = matches!(key.as_str(), "Version" | "Id" | "Sid" | "Effect" | "Condition" | "Principal" | "NotPrincipal");
    let is_operator = value.as_object().is_some() && key != "Statement";
    let value = match normal_policy(value) {
        list @ Value::Array(_) => list,
        value if is_single || is_operator => value,
        value => Value::Array(vec![value]),
    };
    (key.clone(), value)
}

fn set(mut items: Vec<Value>) -> Value {
    items.sort_by_cached_key(sort_key);
    items.dedup();
    Value::Array(items)
}

/// A text that does not depend on key order.
fn sort_key(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<String> =
                members.iter().map(|(key, value)| format!("{key:?}:{}", sort_key(value))).collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(sort_key).collect::<Vec<_>>().join(",")),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        scalar => scalar.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn definitions_are_compared_as_values() {
        assert!(same_definition(r#"{"a": 1, "b": [1, 2]}"#, r#"{"b":[1.0,2],"a":1}"#));
        assert_eq!(definition_hash(r#"{"a": 1, "b": [1, 2]}"#), definition_hash(r#"{"b":[1.0,2],"a":1}"#));
        assert!(!same_definition(r#"{"b": [1, 2]}"#, r#"{"b": [2, 1]}"#));
        assert!(!same_definition(r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#));
        assert!(!same_definition("{", r#"{"a": 1}"#));
    }

    #[test]
    fn policies_are_compared_as_sets() {
        let ours = json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": ["b:B", "a:A"], "Resource": ["*"] },
            { "Effect": "Allow", "Action": ["c:C"], "Resource": ["x", "y"],
              "Condition": { "StringEquals": { "aws:SourceAccount": ["1"] } } },
        ]});
        let theirs = json!({ "Statement": [
            { "Condition": { "StringEquals": { "aws:SourceAccount": "1" } },
              "Resource": ["y", "x"], "Action": "c:C", "Effect": "Allow" },
            { "Effect": "Allow", "Action": ["a:A", "b:B"], "Resource": "*" },
        ], "Version": "2012-10-17" });
        assert!(same_policy(&ours, &theirs));
        let single = json!({ "Version": "2012-10-17", "Statement":
            { "Effect": "Allow", "Action": "a:A", "Resource": "*", "Principal": { "Service": "s" } } });
        let list = json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": ["a:A"], "Resource": ["*"], "Principal": { "Service": ["s"] } }] });
        assert!(same_policy(&single, &list));
    }

    #[test]
    fn a_real_difference_is_seen() {
        let policy = |resource: &str| json!({ "Statement": [{ "Effect": "Allow", "Action": "a:A", "Resource": resource }] });
        assert!(!same_policy(&policy("x"), &policy("y")));
        assert!(!same_policy(&policy("x"), &json!({ "Statement": [] })));
        let condition = |key: &str| json!({ "Statement": [{ "Condition": { key: { "k": "v" } } }] });
        assert!(!same_policy(&condition("StringLike"), &condition("StringEquals")));
    }
}
