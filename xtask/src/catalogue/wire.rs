//! How a service is spoken to.

use super::{
    Result,
    botocore::{Metadata, Model, Reference, Shape},
};

/// The strings of a block that say how the service is spoken to, as `sfn_catalog::layout` describes them.
#[derive(Default)]
pub(crate) struct Wire {
    pub(crate) protocol: String,
    pub(crate) signing_name: String,
    pub(crate) target: String,
    /// Of the documents that the service is sent.
    pub(crate) namespace: String,
    /// Most members begin with a small letter.
    pub(crate) is_camel_case: bool,
}

impl Metadata {
    /// Whether the service speaks this protocol, perhaps among others.
    pub(crate) fn speaks(&self, protocol: &str) -> bool {
        self.protocol == protocol || self.protocols.iter().any(|known| known == protocol)
    }

    /// Whether requests name a method and a path.
    pub(crate) fn is_rest(&self) -> bool {
        self.speaks("rest-json") || self.speaks("rest-xml")
    }

    /// Whether lists have names on the wire: JSON has arrays.
    pub(crate) fn names_elements(&self) -> bool {
        !(self.speaks("json") || self.speaks("rest-json"))
    }
}

/// A member's place and name on the wire, as `sfn_catalog::WireMember` reads them.
pub(crate) fn member(
    model: &Model,
    shape: &Shape,
    name: &str,
    reference: &Reference,
) -> Result<String> {
    let wire = reference.location_name.as_deref().unwrap_or(name);
    let place = match reference.location.as_deref() {
        _ if shape.payload.as_deref() == Some(name) => "payload:",
        None if reference.xml_attribute => "attribute:",
        None => "",
        Some("uri") => "uri:",
        Some("querystring") => "query:",
        Some("header") => "header:",
        Some("headers") => "headers:",
        Some("statusCode") => "status:",
        Some(other) => return Err(format!("`{other}` is no place in a request")),
    };
    let format = if let Some(name) = &reference.query_name {
        format!("@query={name}")
    } else if reference.flattened {
        "@flattened".to_owned()
    } else if model.is_text_instant(reference)? {
        "@iso8601".to_owned()
    } else {
        String::new()
    };
    Ok(format!("{place}{wire}{format}"))
}

impl Wire {
    pub(crate) fn of(model: &Model) -> Self {
        let metadata = &model.metadata;
        let members = model.shapes.values().flat_map(|shape| &shape.members.0);
        let (small, all) = members.fold((0, 0), |(small, all), (name, reference)| {
            let wire = reference.location_name.as_deref().unwrap_or(name);
            (small + usize::from(wire.starts_with(|c: char| c.is_ascii_lowercase())), all + 1)
        });
        let is_camel_case = small * 2 > all;
        let camel_case = if is_camel_case { " camelCase" } else { "" };
        let (protocol, target) = match (&metadata.json_version, &metadata.target_prefix) {
            (Some(version), Some(prefix)) if metadata.speaks("json") => {
                (format!("json {version}{camel_case}"), prefix)
            }
            _ => (format!("{}{camel_case}", metadata.protocol), &metadata.api_version),
        };
        let signing_name = metadata.signing_name.as_ref().unwrap_or(&metadata.endpoint_prefix);
        Self {
            protocol,
            signing_name: signing_name.clone(),
            target: target.clone(),
            namespace: namespace(model),
            is_camel_case,
        }
    }
}

/// The namespace of what the operations of a service are sent: that of the whole input, or of the member that is the body.
fn namespace(model: &Model) -> String {
    let inputs = model.operations.values().filter_map(|operation| operation.input.as_ref());
    let members = model.shapes.values().flat_map(|shape| &shape.members.0);
    let mut references = inputs.chain(members.map(|(_, reference)| reference));
    let found = references.find_map(|reference| reference.xml_namespace.as_ref());
    found.map(|namespace| namespace.uri.clone()).unwrap_or_default()
}
