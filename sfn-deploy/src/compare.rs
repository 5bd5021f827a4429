//! When two documents mean the same.
//!
//! AWS gives back what it was given, but not always in the same words: key order, single values
//! against lists of one, `1` against `1.0`. Comparing text would find changes where there are none.

use serde_json::Value;
use sfn_iam::PolicyDocument;

use crate::naming::hex_hash;

/// Whether two definitions are the same JSON value: key order does not count, numbers count by value.
pub(crate) fn same_definition(a: &str, b: &str) -> bool {
    a == b
        || matches!((serde_json::from_str(a), serde_json::from_str(b)), (Ok(a), Ok(b)) if same_value(&a, &b))
}

/// Sixteen hexadecimal digits that change with the meaning of a definition, not with its layout.
pub(crate) fn definition_hash(definition: &str) -> String {
    let canonical = serde_json::from_str(definition)
        .map_or_else(|_| definition.to_owned(), |value| sort_key(&value));
    hex_hash(&canonical, 8)
}

/// Whether two JSON values are the same.
pub(crate) fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same_value(a, b)))
        }
        _ => a == b,
    }
}

/// Whether two policy documents grant the same: lists are sets, and a single value is a list of one.
pub(crate) fn same_policy(a: &Value, b: &Value) -> bool {
    match (PolicyDocument::from_value(a), PolicyDocument::from_value(b)) {
        (Ok(a), Ok(b)) => a.is_equivalent(&b),
        _ => same_value(a, b),
    }
}

/// The statements of a policy, each in its normal form where it has one.
pub(crate) fn statements(policy: &Value) -> Vec<Value> {
    let normal = PolicyDocument::from_value(policy)
        .map_or_else(|_| policy.clone(), |policy| policy.to_value());
    match normal.get("Statement") {
        Some(Value::Array(statements)) => statements.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    }
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
        Value::Array(items) => {
            format!("[{}]", items.iter().map(sort_key).collect::<Vec<_>>().join(","))
        }
        Value::Number(number) => {
            number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string())
        }
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
        assert_eq!(
            definition_hash(r#"{"a": 1, "b": [1, 2]}"#),
            definition_hash(r#"{"b":[1.0,2],"a":1}"#)
        );
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
        let condition = |key: &str| {
            json!({ "Statement": [{ "Effect": "Allow", "Action": "a:A", "Resource": "*",
            "Condition": { key: { "k": "v" } } }] })
        };
        assert!(!same_policy(&condition("StringLike"), &condition("StringEquals")));
        let foreign = |action: &str| json!({ "Statement": [{ "Effect": "Allow", "NotAction": action, "Resource": "*" }] });
        assert!(
            same_policy(&foreign("a:A"), &foreign("a:A"))
                && !same_policy(&foreign("a:A"), &foreign("b:B"))
        );
    }
}
