//! A role, and how IAM shows it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    super::{
        state::{Ids, Instant},
        xml::Element,
    },
    document,
};

/// A role with its trust policy, inline policies and managed ones.
#[derive(Debug, Deserialize, Serialize)]
pub(in crate::endpoint) struct Role {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) arn: String,
    pub(super) id: String,
    pub(super) create_date: Instant,
    pub(super) trust: String,
    pub(super) description: Option<String>,
    pub(super) max_session_duration: u32,
    pub(super) policies: BTreeMap<String, String>,
    /// The ARNs of its managed policies.
    pub(super) attached: BTreeSet<String>,
    pub(super) tags: BTreeMap<String, String>,
}

impl Role {
    /// The `Role` of an answer.
    pub(super) fn element(&self) -> Element {
        let mut children = vec![
            Element::text("Path", &self.path),
            Element::text("RoleName", &self.name),
            Element::text("RoleId", &self.id),
            Element::text("Arn", &self.arn),
            Element::text("CreateDate", self.create_date.0.to_string()),
            Element::text("AssumeRolePolicyDocument", document::encoded(&self.trust)),
        ];
        children.extend(self.description.as_ref().map(|text| Element::text("Description", text)));
        children.push(Element::text("MaxSessionDuration", self.max_session_duration.to_string()));
        if !self.tags.is_empty() {
            let tag = |(key, value)| vec![Element::text("Key", key), Element::text("Value", value)];
            children.push(Element::list("Tags", self.tags.iter().map(tag)));
        }
        Element::of("Role", children)
    }
}

/// A role id, `AROA` and 17 more.
pub(super) fn id(ids: &mut Ids) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let characters = (0..17).filter_map(|_| ALPHABET.get(usize::try_from(ids.below(32)).ok()?));
    characters.fold("AROA".to_owned(), |id, byte| id + &char::from(*byte).to_string())
}
