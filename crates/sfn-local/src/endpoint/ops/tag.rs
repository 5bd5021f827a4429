//! Tags of state machines and activities.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{
    super::{
        arn::Resource,
        error::ApiError,
        state::{State, Tag},
    },
    Call, Nothing,
};

/// Tags a resource can have (`TagResource`).
pub(super) const MAX_TAGS: usize = 50;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TagInput {
    resource_arn: String,
    tags: Vec<Tag>,
}

/// `TagResource`.
pub(super) fn tag(call: &mut Call<'_>, input: TagInput) -> Result<Nothing, ApiError> {
    let tagged = tagged(call.state, &input.resource_arn)?;
    check(&input.tags)?;
    let mut tags = tagged.clone();
    tags.extend(input.tags.into_iter().map(|tag| (tag.key, tag.value)));
    if tags.len() > MAX_TAGS {
        return Err(too_many(&input.resource_arn));
    }
    *tagged = tags;
    Ok(Nothing {})
}

/// Refuses the keys that AWS keeps to itself, and what tags may not contain (`TagResource`).
pub(super) fn check(tags: &[Tag]) -> Result<(), ApiError> {
    let is_reserved =
        |tag: &&Tag| tag.key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    if let Some(Tag { key, .. }) = tags.iter().find(is_reserved) {
        let message = format!("Tag keys must not begin with 'aws:', which is reserved: '{key}'");
        return Err(ApiError::validation(message));
    }
    if tags.iter().any(|tag| tag.key.is_empty()) {
        return Err(ApiError::validation("Tag keys must not be null"));
    }
    let is_allowed = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_.:/=+-@".contains(c);
    let texts = tags.iter().flat_map(|Tag { key, value }| [key, value]);
    let mut wrong = texts.filter(|text| !text.chars().all(is_allowed));
    wrong.next().map_or(Ok(()), |text| {
        let message = format!(
            "Tags may only contain Unicode letters, digits, white space, or these symbols: _ . : / = + - @: '{text}'"
        );
        Err(ApiError::validation(message))
    })
}

pub(super) fn too_many(arn: &str) -> ApiError {
    ApiError::new("TooManyTags", format!("'{arn}' can have at most {MAX_TAGS} tags"))
}

/// The tags of a machine or an activity; a version or an alias is not a resource here.
fn tagged<'a>(
    state: &'a mut State,
    arn: &str,
) -> Result<&'a mut IndexMap<String, String>, ApiError> {
    let missing = || ApiError::new("ResourceNotFound", format!("Resource not found: '{arn}'"));
    match Resource::parse(arn)? {
        Resource::StateMachine { name } => {
            state.machine_mut(arn, name).map(|machine| &mut machine.tags).map_err(|_| missing())
        }
        Resource::Activity { name } => {
            let covered = state.scope.covers(arn);
            let activity = state.activities.get_mut(name).filter(|_| covered);
            activity.map(|activity| &mut activity.tags).ok_or_else(missing)
        }
        Resource::Version { .. } | Resource::Alias { .. } => Err(missing()),
        other => Err(other.refused()),
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Untag {
    resource_arn: String,
    tag_keys: Vec<String>,
}

/// `UntagResource`.
pub(super) fn untag(call: &mut Call<'_>, input: Untag) -> Result<Nothing, ApiError> {
    let tagged = tagged(call.state, &input.resource_arn)?;
    tagged.retain(|key, _| !input.tag_keys.contains(key));
    Ok(Nothing {})
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    resource_arn: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Listed {
    tags: Vec<Tag>,
}

/// `ListTagsForResource`, in the order in which they were set.
pub(super) fn list(call: &mut Call<'_>, input: List) -> Result<Listed, ApiError> {
    let tagged = tagged(call.state, &input.resource_arn)?;
    let tags = tagged.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() });
    Ok(Listed { tags: tags.collect() })
}
