//! Values in the one form that they have in every run.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::sfn::whole;

/// The payload of a call: without the task token, which differs from run to run, and without the names of Map Runs; whole
/// numbers as integers, since JSONata has but one type of numbers; without null members, since an `Option` may be missing
/// as well; and with its members in order.
pub(super) fn canonical(payload: &Value, token: Option<&str>) -> Value {
    match payload {
        Value::String(text) if token == Some(text) => Value::from("<task token>"),
        Value::Number(number) => whole(number),
        Value::Array(elements) => {
            elements.iter().map(|element| canonical(element, token)).collect()
        }
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.clone(), canonical(value, token)))
            .collect::<BTreeMap<_, _>>()
            .into_iter()
            .collect(),
        value => without_map_run(value.clone()),
    }
}

/// The value with `<map run>` in place of the ARN of a Map Run and of its name in the key of a manifest: Step Functions
/// makes those up.
pub(super) fn without_map_run(value: Value) -> Value {
    match value {
        Value::String(text) if text.starts_with("arn:") && text.contains(":mapRun:") => {
            Value::from("<map run>")
        }
        Value::String(text) => Value::String(anonymous_manifest(&text).unwrap_or(text)),
        Value::Array(elements) => elements.into_iter().map(without_map_run).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(key, value)| (key, without_map_run(value))).collect()
        }
        value => value,
    }
}

fn anonymous_manifest(key: &str) -> Option<String> {
    let folder = key.strip_suffix("/manifest.json")?;
    let start = folder.rfind('/').map_or(0, |slash| slash + 1);
    let (before, name) = folder.split_at_checked(start)?;
    uuid::Uuid::try_parse(name).ok().map(|_| format!("{before}<map run>/manifest.json"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_from_run_to_run_has_one_name() {
        let id = "6dbfba93-bcff-410b-9b5c-abf41ae9eddb";
        let payload = json!({
            "token": "t", "n": 1.0, "none": null, "key": format!("a/{id}/manifest.json"), "id": id,
            "run": format!("arn:aws:states:eu-west-1:123456789012:mapRun:m/l:{id}"),
        });
        assert_eq!(
            canonical(&payload, Some("t")),
            json!({
                "token": "<task token>", "n": 1, "key": "a/<map run>/manifest.json", "id": id,
                "run": "<map run>",
            })
        );
        assert_eq!(without_map_run(json!(["a/b/manifest.json"])), json!(["a/b/manifest.json"]));
    }
}
