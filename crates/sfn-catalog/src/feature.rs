//! What an execution role needs beside its tasks: logging, tracing, encryption, `Credentials`, distributed Map, trust.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;

use crate::{Statement, optimized::Parameters};

/// A feature of a state or a machine that needs permissions.
#[derive(Clone, Debug, Deserialize)]
pub struct Feature {
    /// The page that says so.
    pub doc: String,
    /// The statements.
    pub iam: Vec<Statement>,
    /// Its parameters.
    #[serde(default)]
    pub parameters: Parameters,
    /// The service that assumes the role, for the feature `trust`.
    #[serde(default)]
    pub service: Option<String>,
}

const TEXT: &str = include_str!("../data/features.json");

/// The feature of this name, such as `logging` or `item-reader:s3:getObject`.
pub fn feature(name: &str) -> Option<&'static Feature> {
    static OPENED: OnceLock<BTreeMap<String, Feature>> = OnceLock::new();
    OPENED.get_or_init(|| serde_json::from_str(TEXT).unwrap_or_default()).get(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_can_be_read() {
        let features: BTreeMap<String, Feature> = serde_json::from_str(TEXT).unwrap();
        assert!(features.contains_key("trust"));
        assert!(feature("item-reader:s3:listObjectsV2").is_some());
    }
}
