//! Activities: made, shown, listed, deleted. `GetActivityTask` waits, so the service has it.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        arn::Resource,
        error::ApiError,
        naming,
        page::Page,
        state::{Activity, EncryptionConfiguration, Instant, Tag},
    },
    Call, Nothing, encryption,
    tag::{self, MAX_TAGS},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Create {
    name: String,
    #[serde(default)]
    tags: Vec<Tag>,
    encryption_configuration: Option<EncryptionConfiguration>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Created {
    activity_arn: String,
    creation_date: Instant,
}

/// `CreateActivity`. A repeated call gets the first one's answer, whatever its tags.
pub(super) fn create(call: &mut Call<'_>, input: Create) -> Result<Created, ApiError> {
    naming::check(&input.name)?;
    tag::check(&input.tags)?;
    let arn = call.state.scope.activity(&input.name);
    if input.tags.len() > MAX_TAGS {
        return Err(tag::too_many(&arn));
    }
    let encryption_configuration =
        encryption::settle(input.encryption_configuration.unwrap_or_default())?;
    let now = call.now;
    if let Some(activity) = call.state.activities.get(&input.name) {
        if activity.encryption_configuration != encryption_configuration {
            let message = format!("Activity Already Exists: '{arn}'");
            return Err(ApiError::new("ActivityAlreadyExists", message));
        }
        return Ok(Created { activity_arn: arn, creation_date: activity.creation_date });
    }
    let activity = Activity {
        arn: arn.clone(),
        name: input.name.clone(),
        creation_date: now,
        encryption_configuration,
        tags: input.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
    };
    call.state.activities.insert(input.name, activity);
    Ok(Created { activity_arn: arn, creation_date: now })
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OneActivity {
    activity_arn: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    activity_arn: String,
    name: String,
    creation_date: Instant,
    encryption_configuration: EncryptionConfiguration,
}

/// `DescribeActivity`.
pub(super) fn describe(call: &mut Call<'_>, input: OneActivity) -> Result<Described, ApiError> {
    let activity = call.state.activity(&input.activity_arn)?;
    Ok(Described {
        activity_arn: activity.arn.clone(),
        name: activity.name.clone(),
        creation_date: activity.creation_date,
        encryption_configuration: activity.encryption_configuration.clone(),
    })
}

/// `DeleteActivity`, also of one that is not there.
pub(super) fn delete(call: &mut Call<'_>, input: OneActivity) -> Result<Nothing, ApiError> {
    match Resource::parse(&input.activity_arn)? {
        Resource::Activity { name } => {
            if call.state.scope.covers(&input.activity_arn) {
                call.state.activities.remove(name);
            }
            Ok(Nothing {})
        }
        other => Err(other.refused()),
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    max_results: Option<i64>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    activities: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    activity_arn: String,
    name: String,
    creation_date: Instant,
}

/// `ListActivities`, by name.
pub(super) fn list(call: &mut Call<'_>, input: List) -> Result<Listed, ApiError> {
    let page = Page {
        listing: "ListActivities",
        max_results: input.max_results,
        next_token: input.next_token.as_deref(),
        default: 100,
    };
    let activities = call.state.activities.values();
    let listed = page.take(activities, |a| a.name.clone(), |a, after| a.name.as_str() <= after)?;
    let activities = listed.items.into_iter().map(|activity| Item {
        activity_arn: activity.arn.clone(),
        name: activity.name.clone(),
        creation_date: activity.creation_date,
    });
    Ok(Listed { activities: activities.collect(), next_token: listed.next_token })
}
