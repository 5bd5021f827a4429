//! What comes back from a service, read by its protocol.

use serde_json::{Map, Value, json};
use sfn_catalog::{Location, Operation, Protocol};

use super::{
    document,
    failure::Refusal,
    rest,
    shape::{self, first_upper},
};
use crate::local::{client::Response, xml::Element};

/// The body of a response; nothing where it is none that the service would send.
#[derive(Debug)]
pub(super) enum Answer {
    Empty,
    Json(Value),
    Xml(Element),
    Other,
}

impl Answer {
    pub(super) fn of(protocol: Protocol, response: &Response) -> Self {
        if response.body.is_empty() {
            return Self::Empty;
        }
        match protocol {
            Protocol::Json { .. } | Protocol::RestJson => {
                let answer = serde_json::from_slice(&response.body).ok().filter(Value::is_object);
                answer.map_or(Self::Other, Self::Json)
            }
            Protocol::RestXml | Protocol::Query { .. } | Protocol::Ec2 { .. } => {
                let root = Element::parse(&response.body).ok();
                // The page of a proxy may be XML, too.
                let root = root.filter(|root| !root.name.eq_ignore_ascii_case("html"));
                root.map_or(Self::Other, Self::Xml)
            }
        }
    }

    pub(super) fn refusal(&self) -> Refusal {
        match self {
            Self::Json(answer) => Refusal::of_json(answer),
            Self::Xml(answer) => Refusal::of_xml(answer),
            Self::Empty | Self::Other => Refusal::default(),
        }
    }

    /// The result of an operation that did what it was asked for; nothing where the body is none of it.
    pub(super) fn result(
        self,
        operation: Operation,
        response: &Response,
        is_optimized: bool,
    ) -> Option<Value> {
        let output = operation.output();
        let answer = match self {
            Self::Empty => json!({}),
            Self::Json(answer) => answer,
            Self::Xml(root) => said(operation, &root),
            // The body is a value of the result.
            Self::Other if operation.http().is_some() && !rest::has_structured_body(output) => {
                json!({})
            }
            Self::Other => return None,
        };
        Some(match operation.http() {
            Some(_) => rest::decode(output, response, &answer, is_optimized),
            None => shape::decode(output, answer, is_optimized),
        })
    }
}

/// What a document says, as JSON with the names of the API.
fn said(operation: Operation, root: &Element) -> Value {
    let output = operation.output();
    if operation.http().is_none() {
        let result = root.child(&format!("{}Result", first_upper(operation.name())));
        return document::decode(output, result.unwrap_or(root));
    }
    if let Some(payload) = rest::structured_payload(output) {
        return document::decode(payload, root);
    }
    // `GetBucketLocation` gives its only member as the root.
    let members = output.wire_members();
    let only = members.iter().find(|member| member.location == Location::Body);
    match only.filter(|member| member.name == root.name && root.children.is_empty()) {
        Some(member) => {
            let value = document::decode(member.member.shape, root);
            Map::from_iter([(member.name.clone(), value)]).into()
        }
        None => document::decode(output, root),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(service: &str, operation: &str, headers: &[(&str, &str)], body: &str) -> Value {
        let service = sfn_catalog::service(service).unwrap();
        let operation = service.operation(operation).unwrap();
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let body = body.as_bytes().to_vec();
        let response = Response { status: 200, headers: headers.collect(), body };
        let answer = Answer::of(service.protocol().unwrap(), &response);
        answer.result(operation, &response, false).unwrap()
    }

    #[test]
    fn an_object_is_its_headers_and_its_body() {
        let headers = [
            ("content-length", "15"),
            ("etag", "\"e\""),
            ("last-modified", "Wed, 01 Jan 2025 00:00:00 GMT"),
            ("x-amz-meta-by", "me"),
        ];
        assert_eq!(
            result("s3", "getObject", &headers, "<byte array>"),
            json!({
                "ContentLength": 15, "ETag": "\"e\"", "LastModified": "2025-01-01T00:00:00Z",
                "Metadata": { "by": "me" }, "Body": "<byte array>"
            })
        );
    }

    #[test]
    fn a_document_is_the_result_or_the_member_that_is_the_body() {
        let location = r#"<LocationConstraint xmlns="u">eu-west-1</LocationConstraint>"#;
        assert_eq!(
            result("s3", "getBucketLocation", &[], location),
            json!({ "LocationConstraint": "eu-west-1" })
        );
        let copied = "<CopyObjectResult><ETag>e</ETag><LastModified>2025-01-01T00:00:00.000Z</LastModified></CopyObjectResult>";
        assert_eq!(
            result("s3", "copyObject", &[], copied),
            json!({ "CopyObjectResult": { "ETag": "e", "LastModified": "2025-01-01T00:00:00Z" } })
        );
        let role = "<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName><CreateDate>2025-01-01T00:00:00Z</CreateDate>\
            </Role></GetRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetRoleResponse>";
        assert_eq!(
            result("iam", "getRole", &[], role),
            json!({ "Role": { "RoleName": "r", "CreateDate": "2025-01-01T00:00:00Z" } })
        );
        let deleted = "<DeleteRoleResponse><ResponseMetadata/></DeleteRoleResponse>";
        assert_eq!(result("iam", "deleteRole", &[], deleted), json!({}));
        let described = "<DescribeVpcsResponse><requestId>r</requestId><vpcSet><item><vpcId>v</vpcId><isDefault>true</isDefault></item></vpcSet></DescribeVpcsResponse>";
        assert_eq!(
            result("ec2", "describeVpcs", &[], described),
            json!({ "Vpcs": [{ "VpcId": "v", "IsDefault": true }] })
        );
    }
}
