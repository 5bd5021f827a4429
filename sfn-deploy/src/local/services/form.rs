//! AWS Query, and EC2's form of it: the arguments of an operation as the fields of a form.
//!
//! Source: <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html> and `aws-ec2-query-protocol.html` beside it.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value;
use sfn_catalog::{Kind, Shape, WireMember};

use super::{
    instant::{self, Style},
    shape::{find, first_upper},
};
use crate::local::escaped;

/// How the fields are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Query,
    Ec2,
}

/// The body of a request.
pub(super) fn encode(
    dialect: Dialect,
    (action, version): (&str, &str),
    input: Shape,
    arguments: &Value,
) -> Result<Vec<u8>, String> {
    let mut form = Form { dialect, fields: Vec::new() };
    form.add_field("Action", action);
    form.add_field("Version", version);
    form.add("", input, arguments)?;
    Ok(form.fields.join("&").into_bytes())
}

struct Form {
    dialect: Dialect,
    fields: Vec<String>,
}

impl Form {
    fn add_field(&mut self, name: &str, value: &str) {
        self.fields.push(format!("{}={}", escaped(name), escaped(value)));
    }

    fn add(&mut self, name: &str, shape: Shape, value: &Value) -> Result<(), String> {
        match (shape.kind(), value) {
            (_, Value::Null) => {}
            (Kind::Structure, Value::Object(members)) => {
                let known = shape.wire_members();
                for (member, value) in members {
                    let member = find(&known, member)?;
                    self.add(&joined(name, &self.name_of(member)), member.member.shape, value)?;
                }
            }
            (Kind::List, Value::Array(items)) => {
                let element = shape.element().ok_or("a list without elements")?;
                // EC2 numbers elements where the list stands.
                let name = match self.dialect {
                    Dialect::Query => joined(name, shape.element_name().unwrap_or("member")),
                    Dialect::Ec2 => name.to_owned(),
                };
                if items.is_empty() && self.dialect == Dialect::Query {
                    self.add_field(&name, "");
                }
                for (item, number) in items.iter().zip(1..) {
                    self.add(&format!("{name}.{number}"), element, item)?;
                }
            }
            (Kind::Map, Value::Object(entries)) => {
                let of = shape.value().ok_or("a map without values")?;
                let (key_name, value_name) = shape.entry_names();
                for ((key, value), number) in entries.iter().zip(1..) {
                    let name = format!("{name}.entry.{number}");
                    self.add_field(&joined(&name, key_name), key);
                    self.add(&joined(&name, value_name), of, value)?;
                }
            }
            (Kind::Structure | Kind::Map, _) => return Err(format!("`{value}` is no object")),
            (Kind::List, _) => return Err(format!("`{value}` is no array")),
            (kind, value) => self.add_field(name, &text(kind, value)?),
        }
        Ok(())
    }

    fn name_of(&self, member: &WireMember) -> String {
        match (self.dialect, member.query_name) {
            (Dialect::Query, _) => member.name.clone(),
            (Dialect::Ec2, Some(name)) => name.to_owned(),
            (Dialect::Ec2, None) => first_upper(&member.name),
        }
    }
}

fn joined(owner: &str, name: &str) -> String {
    if owner.is_empty() { name.to_owned() } else { format!("{owner}.{name}") }
}

/// A scalar as text, as all services have it whose requests are no JSON.
pub(super) fn text(kind: Kind, value: &Value) -> Result<String, String> {
    Ok(match (kind, value) {
        (Kind::Timestamp, value) => {
            instant::encode(value, Style::Iso8601)?.as_str().unwrap_or_default().to_owned()
        }
        (Kind::Blob, Value::String(text)) => BASE64_STANDARD.encode(text),
        (Kind::Blob, value) => BASE64_STANDARD.encode(value.to_string()),
        (_, Value::String(text)) => text.clone(),
        (_, value) => value.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn encoded(dialect: Dialect, service: &str, operation: &str, arguments: &Value) -> Vec<String> {
        let input = sfn_catalog::service(service).unwrap().operation(operation).unwrap().input();
        let body = encode(dialect, ("A", "1"), input, arguments).unwrap();
        let body = String::from_utf8(body).unwrap();
        body.strip_prefix("Action=A&Version=1&").unwrap().split('&').map(str::to_owned).collect()
    }

    #[test]
    fn a_form_names_lists_and_maps_as_query_does() {
        let publish = json!({
            "TopicArn": "arn:t", "Message": { "a": 1 },
            "MessageAttributes": { "kind": { "DataType": "String", "StringValue": "x y" } }
        });
        let fields = encoded(Dialect::Query, "sns", "publish", &publish);
        let expected = [
            "Message=%7B%22a%22%3A1%7D",
            "MessageAttributes.entry.1.Name=kind",
            "MessageAttributes.entry.1.Value.DataType=String",
            "MessageAttributes.entry.1.Value.StringValue=x%20y",
            "TopicArn=arn%3At",
        ];
        let mut sorted = fields;
        sorted.sort();
        assert_eq!(sorted, expected);

        let create = json!({ "RoleName": "r", "Tags": [{ "Key": "k", "Value": "v" }], "MaxSessionDuration": 5 });
        let fields = encoded(Dialect::Query, "iam", "createRole", &create);
        assert!(fields.contains(&"Tags.member.1.Key=k".to_owned()), "{fields:?}");
        assert!(fields.contains(&"MaxSessionDuration=5".to_owned()), "{fields:?}");
        let none = encoded(Dialect::Query, "iam", "createRole", &json!({ "Tags": [] }));
        assert_eq!(none, ["Tags.member="]);
        let groups = json!({ "DbInstanceIdentifier": "d", "DbSecurityGroups": ["g"] });
        let fields = encoded(Dialect::Query, "rds", "createDBInstance", &groups);
        assert!(
            fields.contains(&"DBSecurityGroups.DBSecurityGroupName.1=g".to_owned()),
            "{fields:?}"
        );
    }

    #[test]
    fn ec2_numbers_lists_at_once_and_begins_names_with_a_capital() {
        let run = json!({
            "ImageId": "ami-1", "MaxCount": 1, "MinCount": 1, "SecurityGroupIds": ["sg-1", "sg-2"],
            "TagSpecifications": [{ "ResourceType": "instance", "Tags": [{ "Key": "k", "Value": "v" }] }],
            "NetworkInterfaces": [{ "PrivateIpAddresses": [{ "PrivateIpAddress": "10.0.0.1" }] }]
        });
        let fields = encoded(Dialect::Ec2, "ec2", "runInstances", &run);
        for field in [
            "SecurityGroupId.2=sg-2",
            "TagSpecification.1.Tag.1.Key=k",
            "NetworkInterface.1.PrivateIpAddresses.1.PrivateIpAddress=10.0.0.1",
        ] {
            assert!(fields.contains(&field.to_owned()), "{fields:?}");
        }
    }
}
