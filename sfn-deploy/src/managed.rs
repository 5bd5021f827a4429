//! Managed policies: what a role gets where its permissions do not fit into its inline policies.
//!
//! They are numbered, and the role's tag says how many there are, so that a role without them costs no look at them, and one
//! that needs fewer gets rid of the rest. The tag is written first: an interrupted run leaves nothing that the next one does
//! not find.

use serde_json::Value;

use crate::{
    aws::{AwsResult, ControlPlane, RoleRecord, Tags},
    compare::same_policy,
    plan::{Step, WantedRole},
};

/// How many managed policies the role has, or had when a run was interrupted.
const COUNT_TAG: &str = "managed-policies";

/// A managed policy of ours as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FoundManaged {
    /// `None`: there is no such policy.
    pub(crate) document: Option<Value>,
    pub(crate) is_attached: bool,
}

/// The ARN of a role's policy of this number, counted from 1.
pub(crate) fn arn(role_arn: &str, number: usize) -> String {
    format!("{}-{number}", role_arn.replace(":role/", ":policy/"))
}

/// The name of a role's policy of this number.
pub(crate) fn name(role: &str, number: usize) -> String {
    format!("{role}-{number}")
}

/// The tag that a role gets; none where it never had a managed policy.
pub(crate) fn tag(wanted: &WantedRole, found: Option<&Tags>) -> Option<(String, String)> {
    let had = found.is_some_and(|tags| tags.contains_key(COUNT_TAG));
    let count = wanted.managed.len();
    (count > 0 || had).then(|| (COUNT_TAG.to_owned(), count.to_string()))
}

/// Looks at the managed policies that the role is to have, or has.
pub(crate) async fn observe<A: ControlPlane>(
    aws: &A,
    wanted: &WantedRole,
    role: &RoleRecord,
) -> AwsResult<Vec<FoundManaged>> {
    let had = role.tags.get(COUNT_TAG).and_then(|count| count.parse().ok()).unwrap_or(0);
    let count = wanted.managed.len().max(had);
    if count == 0 {
        return Ok(Vec::new());
    }
    let attached = aws.attached_policies(&wanted.name).await?;
    let mut found = Vec::new();
    for number in 1..=count {
        let arn = arn(&wanted.arn, number);
        let document = aws.managed_policy(&arn).await?;
        found.push(FoundManaged { document, is_attached: attached.contains(&arn) });
    }
    Ok(found)
}

/// What has to be written and attached, before an inline policy goes.
pub(crate) fn needed(wanted: &[Value], found: &[FoundManaged]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (index, document) in wanted.iter().enumerate() {
        let known = found.get(index);
        let is_new = known.is_none_or(|known| known.document.is_none());
        let is_same = known
            .and_then(|known| known.document.as_ref())
            .is_some_and(|found| same_policy(found, document));
        if !is_same {
            steps.push(Step::WriteManaged { number: index + 1, is_new });
        }
        if !known.is_some_and(|known| known.is_attached) {
            steps.push(Step::AttachManaged { number: index + 1 });
        }
    }
    steps
}

/// What is left over, after an inline policy came.
pub(crate) fn superfluous(wanted: &[Value], found: &[FoundManaged]) -> Vec<Step> {
    let rest = found.iter().enumerate().skip(wanted.len());
    let rest = rest.filter(|(_, known)| known.document.is_some());
    rest.map(|(index, _)| Step::RemoveManaged { number: index + 1 }).collect()
}
