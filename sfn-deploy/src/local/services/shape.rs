//! Arguments as AWS JSON sends them, and answers as Step Functions gives them.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value};
use sfn_catalog::{Kind, Shape, WireMember, nearest};

use super::instant::{self, Style};

/// A value of `Arguments` as it is sent.
pub(super) fn encode(shape: Shape, value: &Value) -> Result<Value, String> {
    Ok(match (shape.kind(), value) {
        (_, Value::Null) => Value::Null,
        (Kind::Structure, Value::Object(members)) => {
            let known = shape.wire_members();
            let encoded = members.iter().map(|(name, value)| {
                let member = find(&known, name)?;
                let encoded = encode_member(member, value);
                Ok((member.name.clone(), encoded.map_err(|why| format!("`{name}`: {why}"))?))
            });
            encoded.collect::<Result<Map<_, _>, String>>()?.into()
        }
        (Kind::List, Value::Array(items)) => {
            let element = shape.element().ok_or("a list without elements")?;
            items.iter().map(|item| encode(element, item)).collect::<Result<_, _>>()?
        }
        (Kind::Map, Value::Object(members)) => {
            let of = shape.value().ok_or("a map without values")?;
            let encoded = members.iter().map(|(key, value)| Ok((key.clone(), encode(of, value)?)));
            encoded.collect::<Result<Map<_, _>, String>>()?.into()
        }
        // Where the API wants a text, JSON is sent as that.
        (Kind::String, Value::Object(_) | Value::Array(_)) => value.to_string().into(),
        (Kind::Blob, value) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            BASE64_STANDARD.encode(text).into()
        }
        (Kind::Timestamp, value) => instant::encode(value, Style::Seconds)?,
        (Kind::Structure | Kind::Map, _) => return Err(format!("`{value}` is no object")),
        (Kind::List, _) => return Err(format!("`{value}` is no array")),
        (_, value) => value.clone(),
    })
}

/// The member that somebody means: by its name in Step Functions, which is that of the AWS SDK for Java, or by that of
/// the API, which optimized integrations have.
pub(super) fn find<'a>(known: &'a [WireMember], name: &str) -> Result<&'a WireMember, String> {
    let by_name = known.iter().find(|known| known.member.name == name);
    let found = by_name.or_else(|| known.iter().find(|known| first_upper(&known.name) == name));
    found.ok_or_else(|| {
        let near = nearest(name, known.iter().map(|known| known.member.name));
        let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        format!("the API has no `{name}` there{help}")
    })
}

/// The value of a member as it is sent in a body.
pub(super) fn encode_member(known: &WireMember, value: &Value) -> Result<Value, String> {
    if known.is_text_instant && !value.is_null() {
        return instant::encode(value, Style::Iso8601);
    }
    encode(known.member.shape, value)
}

/// An answer as the result of a task. Optimized integrations have the names of the API.
pub(super) fn decode(shape: Shape, value: Value, is_optimized: bool) -> Value {
    match (shape.kind(), value) {
        (Kind::Structure, Value::Object(mut members)) => {
            let mut decoded = Map::new();
            for WireMember { name: wire, member, .. } in shape.wire_members() {
                let Some(value) = members.remove(&wire).filter(|value| !value.is_null()) else {
                    continue;
                };
                let name = if is_optimized { first_upper(&wire) } else { member.name.to_owned() };
                decoded.insert(name, decode(member.shape, value, is_optimized));
            }
            decoded.into()
        }
        (Kind::List, Value::Array(items)) => match shape.element() {
            Some(of) => items.into_iter().map(|item| decode(of, item, is_optimized)).collect(),
            None => items.into(),
        },
        (Kind::Map, Value::Object(members)) => match shape.value() {
            Some(of) => {
                let values = members.into_iter();
                values.map(|(key, value)| (key, decode(of, value, is_optimized))).collect()
            }
            None => members.into(),
        },
        (Kind::Blob, Value::String(text)) => {
            let bytes = BASE64_STANDARD.decode(&text).ok();
            bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or(text).into()
        }
        (Kind::Timestamp, value) => instant::decode(value),
        (_, value) => value,
    }
}

pub(super) fn first_upper(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn input(service: &str, operation: &str) -> Shape {
        sfn_catalog::service(service).unwrap().operation(operation).unwrap().input()
    }

    #[test]
    fn arguments_get_the_names_of_the_api() {
        let put = input("dynamodb", "putItem");
        let item = json!({ "TableName": "t", "Item": { "a": { "Nul": true }, "b": { "Bool": false }, "c": { "NULL": true } } });
        assert_eq!(
            encode(put, &item).unwrap(),
            json!({ "TableName": "t", "Item": { "a": { "NULL": true }, "b": { "BOOL": false }, "c": { "NULL": true } } })
        );
        let run = input("ecs", "runTask");
        let task = json!({ "TaskDefinition": "d", "Overrides": { "ContainerOverrides": [{ "Name": "n" }] } });
        assert_eq!(
            encode(run, &task).unwrap(),
            json!({ "taskDefinition": "d", "overrides": { "containerOverrides": [{ "name": "n" }] } })
        );
        let error = encode(put, &json!({ "Table": "t" })).unwrap_err();
        assert_eq!(error, "the API has no `Table` there");
        let error = encode(put, &json!({ "TabelName": "t" })).unwrap_err();
        assert_eq!(error, "the API has no `TabelName` there; did you mean `TableName`?");
    }

    #[test]
    fn values_are_written_as_the_api_wants_them() {
        let send = input("sqs", "sendMessage");
        let message = json!({ "MessageBody": { "a": 1 }, "DelaySeconds": 3 });
        assert_eq!(
            encode(send, &message).unwrap(),
            json!({ "MessageBody": "{\"a\":1}", "DelaySeconds": 3 })
        );
        let encrypt = input("kms", "encrypt");
        assert_eq!(encode(encrypt, &json!({ "Plaintext": "hi" })).unwrap()["Plaintext"], "aGk=");
        let at = json!({ "LogGroupName": "g", "StartTime": 5 });
        assert_eq!(
            encode(input("cloudwatchlogs", "filterLogEvents"), &at).unwrap(),
            json!({ "logGroupName": "g", "startTime": 5 })
        );
        let metrics = input("cloudwatch", "getMetricStatistics");
        let since = json!({ "StartTime": "2025-01-01T00:00:00Z" });
        assert_eq!(encode(metrics, &since).unwrap()["StartTime"], 1_735_689_600.0);
    }

    #[test]
    fn answers_get_the_names_of_step_functions() {
        let operation = sfn_catalog::service("dynamodb").unwrap().operation("describeTable");
        let answer =
            json!({ "Table": { "TableName": "t", "CreationDateTime": 1_735_689_600.5, "New": 1 } });
        assert_eq!(
            decode(operation.unwrap().output(), answer, false),
            json!({ "Table": { "TableName": "t", "CreationDateTime": "2025-01-01T00:00:00.500Z" } })
        );
        let sent = sfn_catalog::service("sqs").unwrap().operation("sendMessage").unwrap().output();
        let answer = json!({ "MD5OfMessageBody": "x", "MessageId": "m" });
        assert_eq!(decode(sent, answer.clone(), true), answer);
        assert_eq!(decode(sent, answer, false)["Md5OfMessageBody"], "x");
    }
}
