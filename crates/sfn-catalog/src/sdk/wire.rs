//! How a service is spoken to.

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
    /// Another one, by its name in the API model, such as `rest-xml`.
    Other(&'static str),
}

impl Protocol {
    pub(super) fn of(protocol: &'static str, target: &'static str) -> Self {
        let mut words = protocol.split(' ');
        match (words.next(), words.next()) {
            (Some("json"), Some(version)) => Self::Json { version, target },
            _ => Self::Other(protocol),
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
