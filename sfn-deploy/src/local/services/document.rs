//! XML: arguments as the documents that services take, and the documents that come back as JSON with the names of the API.
//!
//! Source: <https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings>

use serde_json::{Map, Value};
use sfn_catalog::{Kind, Location, Shape, WireMember};

use super::{form, shape::find};
use crate::local::xml::Element;

/// The namespace of the attribute by which S3 tells grantees apart.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A document whose root has this name. Of a structure, members that stand elsewhere in the request are left out.
pub(super) fn encode(
    name: &str,
    namespace: &str,
    shape: Shape,
    value: &Value,
) -> Result<Vec<u8>, String> {
    let mut root = Element::new(name);
    if !namespace.is_empty() {
        root.attributes.push(("xmlns".to_owned(), namespace.to_owned()));
    }
    fill(&mut root, shape, value)?;
    Ok(root.to_string().into_bytes())
}

/// Writes a value into its element.
fn fill(element: &mut Element, shape: Shape, value: &Value) -> Result<(), String> {
    match (shape.kind(), value) {
        (Kind::Structure, Value::Object(members)) => fill_structure(element, shape, members)?,
        (Kind::List, Value::Array(_)) => {
            let name = shape.element_name().unwrap_or("member");
            add_elements(element, name, shape, value)?;
        }
        (Kind::Map, Value::Object(_)) => add_entries(element, "entry", shape, value)?,
        (Kind::Structure | Kind::Map, _) => return Err(format!("`{value}` is no object")),
        (Kind::List, _) => return Err(format!("`{value}` is no array")),
        (kind, value) => element.text = form::text(kind, value)?,
    }
    Ok(())
}

/// Members stand in the order of the API, which some services insist on.
fn fill_structure(
    element: &mut Element,
    shape: Shape,
    members: &Map<String, Value>,
) -> Result<(), String> {
    let known = shape.wire_members();
    let mut given = Vec::new();
    for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let member = find(&known, name)?;
        let place = known.iter().position(|known| known == member);
        given.push((place, member, value));
    }
    given.sort_by_key(|(place, ..)| *place);
    for (_, member, value) in given {
        match member.location {
            Location::Body => add_member(element, member, value)?,
            Location::Attribute => {
                if let Some((prefix, _)) = member.name.split_once(':') {
                    element.attributes.push((format!("xmlns:{prefix}"), XSI.to_owned()));
                }
                let text = form::text(member.member.shape.kind(), value)?;
                element.attributes.push((member.name.clone(), text));
            }
            _ => {}
        }
    }
    Ok(())
}

fn add_member(element: &mut Element, member: &WireMember, value: &Value) -> Result<(), String> {
    let (name, shape) = (&*member.name, member.member.shape);
    match shape.kind() {
        Kind::List if is_flat(member) => add_elements(element, name, shape, value),
        Kind::Map if is_flat(member) => add_entries(element, name, shape, value),
        _ => {
            let mut child = Element::new(name);
            fill(&mut child, shape, value)?;
            element.children.push(child);
            Ok(())
        }
    }
}

fn is_flat(member: &WireMember) -> bool {
    member.is_flattened || member.member.shape.is_flattened()
}

/// One element of this name for each element of a list.
fn add_elements(
    element: &mut Element,
    name: &str,
    list: Shape,
    value: &Value,
) -> Result<(), String> {
    let of = list.element().ok_or("a list without elements")?;
    for item in value.as_array().ok_or_else(|| format!("`{value}` is no array"))? {
        let mut child = Element::new(name);
        fill(&mut child, of, item)?;
        element.children.push(child);
    }
    Ok(())
}

/// One element of this name for each entry of a map.
fn add_entries(element: &mut Element, name: &str, map: Shape, value: &Value) -> Result<(), String> {
    let of = map.value().ok_or("a map without values")?;
    let (key_name, value_name) = map.entry_names();
    for (key, value) in value.as_object().ok_or_else(|| format!("`{value}` is no object"))? {
        let mut key_element = Element::new(key_name);
        key_element.text.clone_from(key);
        let mut value_element = Element::new(value_name);
        fill(&mut value_element, of, value)?;
        let mut entry = Element::new(name);
        entry.children.extend([key_element, value_element]);
        element.children.push(entry);
    }
    Ok(())
}

/// What an element says, as JSON with the names of the API.
pub(super) fn decode(shape: Shape, element: &Element) -> Value {
    let text = || element.text.trim();
    match shape.kind() {
        Kind::Structure => {
            let members = shape.wire_members();
            let members = members
                .iter()
                .filter_map(|member| Some((member.name.clone(), decode_member(member, element)?)));
            members.collect::<Map<_, _>>().into()
        }
        Kind::List => elements(shape, element.children.iter()),
        Kind::Map => entries(shape, element.children.iter()),
        Kind::Integer | Kind::Long => {
            text().parse::<i64>().map_or_else(|_| text().into(), Value::from)
        }
        Kind::Float | Kind::Double => {
            text().parse::<f64>().map_or_else(|_| text().into(), Value::from)
        }
        Kind::Boolean => text().parse::<bool>().map_or_else(|_| text().into(), Value::from),
        Kind::Blob | Kind::Timestamp => text().into(),
        Kind::String | Kind::Document => element.text.clone().into(),
    }
}

fn decode_member(member: &WireMember, element: &Element) -> Option<Value> {
    let shape = member.member.shape;
    match member.location {
        Location::Body => {}
        Location::Attribute => return Some(element.attribute(&member.name)?.into()),
        _ => return None,
    }
    if !(is_flat(member) && matches!(shape.kind(), Kind::List | Kind::Map)) {
        return Some(decode(shape, element.child(&member.name)?));
    }
    // The elements of a flattened list may have a name of their own.
    let own_name = shape.element_name().filter(|_| shape.is_flattened());
    let mut parts = element.children(own_name.unwrap_or(&member.name)).peekable();
    parts.peek()?;
    Some(match shape.kind() {
        Kind::List => elements(shape, parts),
        _ => entries(shape, parts),
    })
}

fn elements<'e>(list: Shape, parts: impl Iterator<Item = &'e Element>) -> Value {
    let of = list.element();
    parts.filter_map(|part| Some(decode(of?, part))).collect()
}

fn entries<'e>(map: Shape, parts: impl Iterator<Item = &'e Element>) -> Value {
    let (key_name, value_name) = map.entry_names();
    let entries = parts.filter_map(|part| {
        let value = decode(map.value()?, part.child(value_name)?);
        Some((part.text_of(key_name)?.to_owned(), value))
    });
    entries.collect::<Map<_, _>>().into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operation(service: &str, name: &str) -> sfn_catalog::Operation {
        sfn_catalog::service(service).unwrap().operation(name).unwrap()
    }

    fn written(service: &str, name: &str, payload: &str, value: &Value) -> String {
        let members = operation(service, name).input().wire_members();
        let member = members.iter().find(|member| member.member.name == payload).unwrap();
        let body = encode(&member.name, "", member.member.shape, value).unwrap();
        String::from_utf8(body).unwrap()
    }

    fn read(service: &str, name: &str, document: &str) -> Value {
        let element = Element::parse(document.as_bytes()).unwrap();
        decode(operation(service, name).output(), &element)
    }

    #[test]
    fn members_are_elements_in_the_order_of_the_api() {
        let delete = json!({ "Quiet": true, "Objects": [{ "VersionId": null, "Key": "a<b" }, { "Key": "c" }] });
        assert_eq!(
            written("s3", "deleteObjects", "Delete", &delete),
            "<Delete><Object><Key>a&lt;b</Key></Object><Object><Key>c</Key></Object><Quiet>true</Quiet></Delete>"
        );
        let changes = json!({ "Changes": [{ "Action": "CREATE", "ResourceRecordSet": {
            "Name": "n", "Type": "A", "Ttl": 60, "ResourceRecords": [{ "Value": "10.0.0.1" }] } }] });
        let create = operation("route53", "changeResourceRecordSets").input();
        let body = json!({ "HostedZoneId": "Z", "ChangeBatch": changes });
        let body = encode("R", "urn:n", create, &body).unwrap();
        assert_eq!(
            String::from_utf8(body).unwrap(),
            "<R xmlns=\"urn:n\"><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>n</Name>\
             <Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>10.0.0.1</Value></ResourceRecord>\
             </ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></R>"
        );
        let members = operation("s3", "putBucketTagging").input().wire_members();
        let tagging = members.iter().find(|member| member.member.name == "Tagging").unwrap();
        assert!(encode("Tagging", "", tagging.member.shape, &json!({ "TagSet": 1 })).is_err());
    }

    #[test]
    fn a_grantee_says_its_kind_in_an_attribute() {
        let grant =
            json!({ "Permission": "READ", "Grantee": { "Type": "CanonicalUser", "ID": "x" } });
        let text =
            written("s3", "putBucketAcl", "AccessControlPolicy", &json!({ "Grants": [grant] }));
        assert_eq!(
            text,
            "<AccessControlPolicy><AccessControlList><Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
             xsi:type=\"CanonicalUser\"><ID>x</ID></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>"
        );
        let read = read("s3", "getBucketAcl", &text);
        assert_eq!(
            read["AccessControlList"][0],
            json!({ "Grantee": { "ID": "x", "xsi:type": "CanonicalUser" }, "Permission": "READ" })
        );
    }

    #[test]
    fn a_document_is_read_by_its_shape() {
        let document = "<ListBucketResult><Name>b</Name><KeyCount>2</KeyCount><IsTruncated>false</IsTruncated>\
            <Contents><Key>a b </Key><Size>12</Size></Contents><Contents><Key>c</Key></Contents>\
            <CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes></ListBucketResult>";
        assert_eq!(
            read("s3", "listObjectsV2", document),
            json!({
                "Name": "b", "KeyCount": 2, "IsTruncated": false,
                "Contents": [{ "Key": "a b ", "Size": 12 }, { "Key": "c" }], "CommonPrefixes": [{ "Prefix": "p/" }]
            })
        );
        let document = "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId>\
            <tagSet><item><key>k</key><value>v</value></item></tagSet></item></instancesSet></item></reservationSet></DescribeInstancesResponse>";
        assert_eq!(
            read("ec2", "describeInstances", document)["reservationSet"][0]["instancesSet"][0],
            json!({ "instanceId": "i-1", "tagSet": [{ "key": "k", "value": "v" }] })
        );
        let document = "<GetTopicAttributesResult><Attributes><entry><key>TopicArn</key><value>arn:t</value></entry></Attributes></GetTopicAttributesResult>";
        assert_eq!(
            read("sns", "getTopicAttributes", document),
            json!({ "Attributes": { "TopicArn": "arn:t" } })
        );
        assert_eq!(
            read("sns", "listTopics", "<ListTopicsResult><Topics/></ListTopicsResult>"),
            json!({ "Topics": [] })
        );
    }
}
