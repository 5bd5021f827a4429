//! How a service is spoken to.

use super::botocore::{Metadata, Model};

/// The strings of a block that say how the service is spoken to, as `sfn_catalog::layout` describes them.
#[derive(Default)]
pub(crate) struct Wire {
    pub(crate) protocol: String,
    pub(crate) signing_name: String,
    pub(crate) target: String,
    /// Most members begin with a small letter.
    pub(crate) is_camel_case: bool,
}

impl Metadata {
    /// Whether the service speaks this protocol, perhaps among others.
    pub(crate) fn speaks(&self, protocol: &str) -> bool {
        self.protocol == protocol || self.protocols.iter().any(|known| known == protocol)
    }
}

impl Wire {
    pub(crate) fn of(model: &Model) -> Self {
        let metadata = &model.metadata;
        let members = model.shapes.values().flat_map(|shape| &shape.members.0);
        let (small, all) = members.fold((0, 0), |(small, all), (name, _)| {
            (small + usize::from(name.starts_with(|c: char| c.is_ascii_lowercase())), all + 1)
        });
        let is_camel_case = small * 2 > all;
        let (protocol, target) = match (&metadata.json_version, &metadata.target_prefix) {
            (Some(version), Some(prefix)) if metadata.speaks("json") => {
                let camel_case = if is_camel_case { " camelCase" } else { "" };
                (format!("json {version}{camel_case}"), prefix)
            }
            _ => (metadata.protocol.clone(), &metadata.api_version),
        };
        let signing_name = metadata.signing_name.as_ref().unwrap_or(&metadata.endpoint_prefix);
        Self { protocol, signing_name: signing_name.clone(), target: target.clone(), is_camel_case }
    }
}
