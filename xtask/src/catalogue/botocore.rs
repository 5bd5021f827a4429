//! The API models of botocore: operations and shapes.

use std::{collections::BTreeMap, fmt, io::Read};

use flate2::read::GzDecoder;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

use super::{Result, packages::Wheel};

/// The wheel, and where the newest model of each service is in it.
pub(crate) struct Models {
    wheel: Wheel,
    newest: BTreeMap<String, String>,
}

/// A service's API model.
#[derive(Deserialize)]
pub(crate) struct Model {
    pub(crate) metadata: Metadata,
    pub(crate) operations: BTreeMap<String, Operation>,
    pub(crate) shapes: BTreeMap<String, Shape>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Metadata {
    pub(crate) service_id: String,
    pub(crate) endpoint_prefix: String,
    pub(crate) signing_name: Option<String>,
    pub(crate) api_version: String,
    pub(crate) protocol: String,
    #[serde(default)]
    pub(crate) protocols: Vec<String>,
    pub(crate) json_version: Option<String>,
    pub(crate) target_prefix: Option<String>,
    pub(crate) service_full_name: String,
    /// What AWS's links to its pages name it.
    pub(crate) uid: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Operation {
    pub(crate) input: Option<Reference>,
    pub(crate) output: Option<Reference>,
    #[serde(default)]
    pub(crate) errors: Vec<Reference>,
    pub(crate) http: Http,
    #[serde(default)]
    authtype: String,
    #[serde(default)]
    auth: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Http {
    pub(crate) method: String,
    pub(crate) request_uri: String,
}

/// A use of a shape.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reference {
    pub(crate) shape: String,
    /// The SDK fills the member in where it is absent.
    #[serde(default)]
    pub(crate) idempotency_token: bool,
    /// The name in the request.
    pub(crate) location_name: Option<String>,
    /// The name in requests of EC2, where that is not made of the other.
    pub(crate) query_name: Option<String>,
    /// Where it is in the request, if not in the body.
    pub(crate) location: Option<String>,
    #[serde(default)]
    pub(crate) xml_attribute: bool,
    pub(crate) xml_namespace: Option<XmlNamespace>,
    /// Its elements have no element around them.
    #[serde(default)]
    pub(crate) flattened: bool,
    timestamp_format: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct XmlNamespace {
    pub(crate) uri: String,
}

/// What a service says where the error has another name.
#[derive(Deserialize)]
pub(crate) struct ErrorCode {
    pub(crate) code: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Shape {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) document: bool,
    #[serde(default)]
    pub(crate) union: bool,
    #[serde(default)]
    pub(crate) flattened: bool,
    /// Of an exception.
    pub(crate) error: Option<ErrorCode>,
    #[serde(default)]
    pub(crate) members: Members,
    #[serde(default)]
    pub(crate) required: Vec<String>,
    /// The element of a list.
    pub(crate) member: Option<Reference>,
    pub(crate) key: Option<Reference>,
    pub(crate) value: Option<Reference>,
    /// The least and the greatest value, length or number of elements.
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
    #[serde(default)]
    pub(crate) pattern: String,
    /// The member that is the whole body.
    pub(crate) payload: Option<String>,
    #[serde(rename = "timestampFormat")]
    timestamp_format: Option<String>,
    #[serde(rename = "enum", default)]
    pub(crate) values: Vec<String>,
}

/// The members of a structure, in the order of the model.
#[derive(Default)]
pub(crate) struct Members(pub(crate) Vec<(String, Reference)>);

impl Models {
    pub(crate) fn open(wheel: Wheel) -> Self {
        let mut newest = BTreeMap::<String, String>::new();
        for name in wheel.names() {
            if let Some([service, _version, "service-2.json.gz"]) = name
                .strip_prefix("botocore/data/")
                .map(|path| path.split('/').collect::<Vec<_>>())
                .as_deref()
            {
                // Versions are dates, so the last one by name is the newest.
                let known = newest.entry((*service).to_owned()).or_default();
                if *name > **known {
                    name.as_ref().clone_into(known);
                }
            }
        }
        Self { wheel, newest }
    }

    /// The newest model of this service.
    pub(crate) fn read(&mut self, service: &str) -> Result<Model> {
        let name =
            self.newest.get(service).ok_or_else(|| format!("botocore has no `{service}`"))?;
        let mut text = String::new();
        GzDecoder::new(self.wheel.read(name)?.as_slice())
            .read_to_string(&mut text)
            .map_err(|error| format!("{name}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))
    }
}

impl Operation {
    /// Whether anybody may call it.
    pub(crate) fn is_unauthenticated(&self) -> bool {
        self.authtype == "none" || self.auth.iter().any(|scheme| scheme == "smithy.api#noAuth")
    }
}

impl Model {
    /// Whether a point in time is written as a text where others are numbers.
    pub(crate) fn is_text_instant(&self, reference: &Reference) -> Result<bool> {
        let shape = self.shape(&reference.shape)?;
        let format = reference.timestamp_format.as_ref().or(shape.timestamp_format.as_ref());
        Ok(format.is_some_and(|format| format == "iso8601"))
    }

    /// The shape of this name.
    pub(crate) fn shape(&self, name: &str) -> Result<&Shape> {
        self.shapes
            .get(name)
            .ok_or_else(|| format!("{}: no shape `{name}`", self.metadata.service_id))
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("members")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> std::result::Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}
