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
    /// Another one, by its name in the API model, such as `rest-xml`.
    Other(&'static str),
}

impl Protocol {
    pub(super) fn of(protocol: &'static str, target: &'static str) -> Self {
        let mut words = protocol.split(' ');
        match (words.next(), words.next()) {
            (Some("json"), Some(version)) => Self::Json { version, target },
            (Some("rest-json"), _) => Self::RestJson,
            (name, _) => Self::Other(name.unwrap_or_default()),
        }
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
}

impl WireMember {
    /// `text`: `location:name@format`, of which all but the name may be absent.
    pub(super) fn new(text: &str, member: Member) -> Self {
        let (text, is_text_instant) = match text.strip_suffix("@iso8601") {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (location, name) = match text.split_once(':') {
            Some(("payload", name)) => (Location::Payload, name),
            Some(("uri", name)) => (Location::Uri, name),
            Some(("query", name)) => (Location::Query, name),
            Some(("header", name)) => (Location::Header, name),
            Some(("headers", name)) => (Location::Headers, name),
            Some(("status", name)) => (Location::Status, name),
            _ => (Location::Body, text),
        };
        Self { name: name.to_owned(), location, is_text_instant, member }
    }
}

/// The name that a member has in requests and responses, unless its shape has another one.
pub fn wire_name(name: &str, is_camel_case: bool) -> String {
    let mut chars = name.chars();
    let first = chars.next();
    let first = if is_camel_case { first.map(|c| c.to_ascii_lowercase()) } else { first };
    first.into_iter().chain(chars).collect()
}
