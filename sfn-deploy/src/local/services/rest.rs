//! REST: where the members of arguments stand in a request, and those of results in a response.

use serde_json::{Map, Value};
use sfn_catalog::{Kind, Location, Shape, WireMember};

use super::{
    document, form,
    instant::{self, Style},
    shape,
};
use crate::local::{client::Response, escaped};

/// A request, as far as the arguments say it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parts {
    /// The path, with the query.
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// What bodies are made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body<'a> {
    Json,
    /// With the name of a root, where the body is no member, and the namespace.
    Xml {
        root: &'a str,
        namespace: &'a str,
    },
}

/// The request of an operation with this path.
pub(super) fn encode(
    input: Shape,
    path: &str,
    arguments: &Value,
    kind: Body<'_>,
) -> Result<Parts, String> {
    let known = input.wire_members();
    let mut parts = Parts::default();
    let mut path = path.to_owned();
    let mut query = Vec::new();
    let mut body = Map::new();
    for (name, value) in arguments.as_object().into_iter().flatten() {
        if value.is_null() && !matches!(kind, Body::Json) {
            continue;
        }
        let member = shape::find(&known, name)?;
        let (wire, of) = (&member.name, member.member.shape.kind());
        match member.location {
            Location::Body | Location::Status | Location::Attribute => {
                body.insert(name.clone(), value.clone());
            }
            Location::Uri => {
                let text = text(of, value, Style::Iso8601)?;
                let parts = text.split('/').map(escaped).collect::<Vec<_>>().join("/");
                path = path.replace(&format!("{{{wire}}}"), &escaped(&text));
                path = path.replace(&format!("{{{wire}+}}"), &parts);
            }
            Location::Query => add_query(&mut query, wire, of, value)?,
            Location::Header => {
                parts.headers.push((wire.to_lowercase(), text(of, value, Style::Http)?));
            }
            Location::Headers => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    let name = format!("{wire}{name}").to_lowercase();
                    parts.headers.push((name, text(Kind::String, value, Style::Http)?));
                }
            }
            Location::Payload => parts.body = payload(member, value, kind)?,
        }
    }
    if let Some((_, missing)) = path.split_once('{') {
        let name = missing.split(['}', '+']).next().unwrap_or_default();
        return Err(format!("the path of the request needs `{name}`"));
    }
    let in_body = |location| known.iter().any(|member| member.location == location);
    if !in_body(Location::Payload) && in_body(Location::Body) {
        parts.body = match kind {
            Body::Json => shape::encode(input, &body.into())?.to_string().into_bytes(),
            Body::Xml { root, namespace } => {
                document::encode(root, namespace, input, &body.into())?
            }
        };
    }
    if !parts.headers.iter().any(|(name, _)| name == "content-type") {
        let blob = known.iter().any(|member| {
            member.location == Location::Payload && member.member.shape.kind() == Kind::Blob
        });
        let kind = match kind {
            _ if blob => "application/octet-stream",
            Body::Json => "application/json",
            Body::Xml { .. } => "application/xml",
        };
        parts.headers.push(("content-type".to_owned(), kind.to_owned()));
    }
    let query: Vec<String> =
        query.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    if !query.is_empty() {
        let joint = if path.contains('?') { '&' } else { '?' };
        path = format!("{path}{joint}{}", query.join("&"));
    }
    parts.path = path;
    Ok(parts)
}

/// A list gives its name once for each element; the keys of a map are names of their own.
fn add_query(
    query: &mut Vec<(String, String)>,
    name: &str,
    kind: Kind,
    value: &Value,
) -> Result<(), String> {
    match value {
        Value::Array(items) => {
            items.iter().try_for_each(|item| add_query(query, name, Kind::String, item))
        }
        Value::Object(members) => {
            members.iter().try_for_each(|(name, value)| add_query(query, name, Kind::String, value))
        }
        value => {
            query.push((name.to_owned(), text(kind, value, Style::Iso8601)?));
            Ok(())
        }
    }
}

fn payload(member: &WireMember, value: &Value, kind: Body<'_>) -> Result<Vec<u8>, String> {
    let of = member.member.shape;
    Ok(match (of.kind(), value, kind) {
        (Kind::Blob | Kind::String, Value::String(text), _) => text.clone().into_bytes(),
        (Kind::Blob | Kind::String, value, _) => value.to_string().into_bytes(),
        (_, _, Body::Json) => shape::encode_member(member, value)?.to_string().into_bytes(),
        (_, _, Body::Xml { namespace, .. }) => {
            document::encode(&member.name, namespace, of, value)?
        }
    })
}

fn text(kind: Kind, value: &Value, style: Style) -> Result<String, String> {
    match (kind, value) {
        (_, Value::Array(_) | Value::Object(_) | Value::Null) => {
            Err(format!("`{value}` cannot stand in a path, a query or a header"))
        }
        (Kind::Timestamp, value) => form::text(Kind::String, &instant::encode(value, style)?),
        (_, value) => form::text(Kind::String, value),
    }
}

/// The member that is the whole body of a response as a structure.
pub(super) fn structured_payload(output: Shape) -> Option<Shape> {
    let members = output.wire_members();
    let payload = members.iter().find(|member| member.location == Location::Payload)?;
    let of = payload.member.shape;
    (!matches!(of.kind(), Kind::Blob | Kind::String)).then_some(of)
}

/// Whether what comes back has parts: it has none where the body is a member itself, as bytes or text, nor where it is empty.
pub(super) fn has_structured_body(output: Shape) -> bool {
    output.wire_members().iter().any(|known| match known.location {
        Location::Body => true,
        Location::Payload => !matches!(known.member.shape.kind(), Kind::Blob | Kind::String),
        _ => false,
    })
}

/// The result of an operation, with what its body says as JSON.
pub(super) fn decode(
    output: Shape,
    response: &Response,
    answer: &Value,
    is_optimized: bool,
) -> Value {
    let members = output.wire_members();
    let mut result = Map::new();
    for member in &members {
        let of = member.member.shape;
        let value = match member.location {
            Location::Body | Location::Uri | Location::Query | Location::Attribute => answer
                .get(&member.name)
                .filter(|value| !value.is_null())
                .map(|value| shape::decode(of, value.clone(), is_optimized)),
            Location::Payload => match of.kind() {
                Kind::Blob | Kind::String => {
                    Some(String::from_utf8_lossy(&response.body).into_owned().into())
                }
                _ => Some(shape::decode(of, answer.clone(), is_optimized)),
            },
            Location::Header => {
                response.header(&member.name.to_lowercase()).map(|text| scalar(of, text))
            }
            Location::Headers => Some(with_prefix(response, &member.name.to_lowercase())),
            Location::Status => Some(response.status.into()),
        };
        let name = if is_optimized && member.location == Location::Body {
            shape::first_upper(&member.name)
        } else {
            member.member.name.to_owned()
        };
        result.extend(value.map(|value| (name, value)));
    }
    result.into()
}

/// What a header says.
fn scalar(shape: Shape, text: &str) -> Value {
    match shape.kind() {
        Kind::String | Kind::Blob => text.into(),
        Kind::Timestamp => instant::decode(text.into()),
        _ => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
    }
}

fn with_prefix(response: &Response, prefix: &str) -> Value {
    let headers = response.headers.iter();
    headers
        .filter_map(|(name, value)| {
            Some((name.strip_prefix(prefix)?.to_owned(), value.clone().into()))
        })
        .collect::<Map<_, _>>()
        .into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operation(service: &str, name: &str) -> sfn_catalog::Operation {
        sfn_catalog::service(service).unwrap().operation(name).unwrap()
    }

    fn encoded(service: &str, name: &str, arguments: &Value) -> Result<Parts, String> {
        let operation = operation(service, name);
        encode(operation.input(), operation.http().unwrap().1, arguments, Body::Json)
    }

    #[test]
    fn members_stand_where_the_api_wants_them() {
        let arguments = json!({ "Name": "a b/c", "MaxResults": 5 });
        let parts =
            encoded("eks", "listNodegroups", &json!({ "ClusterName": "a b/c", "MaxResults": 5 }));
        assert_eq!(parts.unwrap().path, "/clusters/a%20b%2Fc/node-groups?maxResults=5");
        let missing = encoded("eks", "describeCluster", &json!({})).unwrap_err();
        assert_eq!(missing, "the path of the request needs `name`");
        assert_eq!(
            encoded("eks", "describeCluster", &arguments).unwrap_err(),
            "the API has no `MaxResults` there"
        );

        let invoke =
            json!({ "FunctionName": "f", "InvocationType": "Event", "Payload": { "a": 1 } });
        let parts = encoded("lambda", "invoke", &invoke).unwrap();
        assert_eq!(parts.path, "/2015-03-31/functions/f/invocations");
        assert_eq!(parts.body, br#"{"a":1}"#);
        let headers =
            [("x-amz-invocation-type", "Event"), ("content-type", "application/octet-stream")];
        assert_eq!(parts.headers, headers.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn a_body_has_the_names_of_the_api() {
        let parts = encoded(
            "eks",
            "createCluster",
            &json!({ "Name": "c", "RoleArn": "r", "ResourcesVpcConfig": { "SubnetIds": ["s"] } }),
        );
        let body: Value = serde_json::from_slice(&parts.unwrap().body).unwrap();
        assert_eq!(
            body,
            json!({ "name": "c", "roleArn": "r", "resourcesVpcConfig": { "subnetIds": ["s"] } })
        );
    }

    #[test]
    fn a_result_comes_from_body_header_and_status() {
        let response = |headers: &[(&str, &str)], body: &str| Response {
            status: 200,
            headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            body: body.as_bytes().to_vec(),
        };
        let invoked = response(&[("x-amz-executed-version", "$LATEST")], r#"{"b":2}"#);
        assert_eq!(
            decode(operation("lambda", "invoke").output(), &invoked, &json!({}), false),
            json!({ "StatusCode": 200, "ExecutedVersion": "$LATEST", "Payload": "{\"b\":2}" })
        );
        let described = json!({ "cluster": { "name": "c", "createdAt": 1_735_689_600 } });
        assert_eq!(
            decode(
                operation("eks", "describeCluster").output(),
                &response(&[], ""),
                &described,
                false
            ),
            json!({ "Cluster": { "Name": "c", "CreatedAt": "2025-01-01T00:00:00Z" } })
        );
    }
}
