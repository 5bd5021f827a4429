//! How a service is spoken to.

use super::Member;

/// What a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// AWS JSON: each operation is a POST whose `X-Amz-Target` is `target.Operation`.
    Json {
        /// `1.0` or `1.1`, for the content type.
        version: &'static str,
        /// What stands before the operation.
        target: &'static str,
    },
    /// REST with JSON: each operation has a method and a path, and members stand in different places.
    RestJson,
    /// REST with XML.
    RestXml,
    /// AWS Query: each operation is a POST of a form, and its answer is XML.
    Query {
        /// The version of the API, which requests name.
        version: &'static str,
    },
    /// EC2's own form of AWS Query.
    Ec2 {
        /// The version of the API, which requests name.
        version: &'static str,
    },
}

impl Protocol {
    pub(super) fn of(protocol: &'static str, target: &'static str) -> Option<Self> {
        let mut words = protocol.split(' ');
        Some(match words.next()? {
            "json" => Self::Json { version: words.next()?, target },
            "rest-json" => Self::RestJson,
            "rest-xml" => Self::RestXml,
            "query" => Self::Query { version: target },
            "ec2" => Self::Ec2 { version: target },
            _ => return None,
        })
    }
}

/// A member in requests and responses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireMember {
    /// Its name there.
    pub name: String,
    /// Where it stands.
    pub location: Location,
    /// Whether a point in time is a text, where it is a number of seconds otherwise.
    pub is_text_instant: bool,
    /// Whether the elements of this list stand in XML without an element around them, whatever its shape says.
    pub is_flattened: bool,
    /// The name in requests of EC2, where that is not made of the name.
    pub query_name: Option<&'static str>,
    /// The member in `Arguments` and in results.
    pub member: Member,
}

/// Where a member stands in a request or a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the body.
    Body,
    /// It is the whole body.
    Payload,
    /// In the path.
    Uri,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the headers whose names start with its name.
    Headers,
    /// It is the status.
    Status,
    /// It is an attribute of the XML element of its structure.
    Attribute,
}

impl WireMember {
    /// A member with the name that its service's spelling makes of its own.
    pub(super) const fn usual(name: String, member: Member) -> Self {
        Self {
            name,
            location: Location::Body,
            is_text_instant: false,
            is_flattened: false,
            query_name: None,
            member,
        }
    }

    /// `text`: `location:name@format`, of which all but the name may be absent.
    pub(super) fn renamed(text: &'static str, member: Member) -> Self {
        let (text, format) = text.split_once('@').unwrap_or((text, ""));
        let (location, name) = match text.split_once(':') {
            Some(("payload", name)) => (Location::Payload, name),
            Some(("uri", name)) => (Location::Uri, name),
            Some(("query", name)) => (Location::Query, name),
            Some(("header", name)) => (Location::Header, name),
            Some(("headers", name)) => (Location::Headers, name),
            Some(("status", name)) => (Location::Status, name),
            Some(("attribute", name)) => (Location::Attribute, name),
            _ => (Location::Body, text),
        };
        Self {
            location,
            is_text_instant: format == "iso8601",
            is_flattened: format == "flattened",
            query_name: format.strip_prefix("query="),
            ..Self::usual(name.to_owned(), member)
        }
    }
}

/// The name that a member has in requests and responses, unless its shape has another one.
pub fn wire_name(name: &str, is_camel_case: bool) -> String {
    let mut chars = name.chars();
    let first = chars.next();
    let first = if is_camel_case { first.map(|c| c.to_ascii_lowercase()) } else { first };
    first.into_iter().chain(chars).collect()
}
