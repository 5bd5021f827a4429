//! Managed policies: documents with versions, which roles have attached.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    super::{
        query::{ActionResult, Form, QueryError},
        state::{Instant, Records, State},
        xml::Element,
    },
    document, policy_name,
};

/// Characters of a managed policy, white space not counted (IAM quotas).
const MAX_MANAGED: usize = 6_144;
/// Managed policies of a role, and versions of a policy (IAM quotas).
const MAX_ATTACHED: usize = 20;
const MAX_VERSIONS: usize = 5;

/// A managed policy.
#[derive(Debug, Deserialize, Serialize)]
pub(in crate::endpoint) struct Policy {
    name: String,
    create_date: Instant,
    /// The documents by number, from 1; never empty.
    versions: BTreeMap<u32, (String, Instant)>,
    /// The number of the one in force.
    default: u32,
    /// The highest number that was given.
    last: u32,
}

/// The account's managed policies, by ARN.
pub(in crate::endpoint) type Policies = Records<Policy>;

impl Policy {
    fn element(&self, arn: &str) -> Element {
        let children = vec![
            Element::text("PolicyName", &self.name),
            Element::text("Arn", arn),
            Element::text("Path", "/"),
            Element::text("DefaultVersionId", version_id(self.default)),
            Element::text("CreateDate", self.create_date.0.to_string()),
        ];
        Element::of("Policy", children)
    }

    fn version(&self, number: u32) -> Result<Vec<Element>, QueryError> {
        let (_, created) = self.versions.get(&number).ok_or_else(|| no_version(number))?;
        Ok(vec![
            Element::text("VersionId", version_id(number)),
            Element::text("IsDefaultVersion", (number == self.default).to_string()),
            Element::text("CreateDate", created.0.to_string()),
        ])
    }
}

fn version_id(number: u32) -> String {
    format!("v{number}")
}

fn no_version(number: u32) -> QueryError {
    let message = format!("Policy version {} does not exist.", version_id(number));
    QueryError::new(404, "NoSuchEntity", message)
}

fn no_policy(arn: &str) -> QueryError {
    QueryError::new(
        404,
        "NoSuchEntity",
        format!("Policy {arn} does not exist or is not attachable."),
    )
}

fn policy<'p>(policies: &'p Policies, form: &Form) -> Result<&'p Policy, QueryError> {
    let arn = form.require("PolicyArn")?;
    policies.get(arn).ok_or_else(|| no_policy(arn))
}

fn policy_mut<'p>(policies: &'p mut Policies, form: &Form) -> Result<&'p mut Policy, QueryError> {
    let arn = form.require("PolicyArn")?;
    policies.get_mut(arn).ok_or_else(|| no_policy(arn))
}

fn asked_version(form: &Form) -> Result<u32, QueryError> {
    let id = form.require("VersionId")?;
    id.strip_prefix('v')
        .and_then(|number| number.parse().ok())
        .ok_or_else(|| QueryError::validation(format!("`{id}` is not the id of a version")))
}

fn sized(form: &Form) -> Result<String, QueryError> {
    let text = document::policy(form.require("PolicyDocument")?)?;
    if document::size(&text) > MAX_MANAGED {
        let message = format!("Cannot exceed quota for PolicySize: {MAX_MANAGED}");
        return Err(QueryError::new(409, "LimitExceeded", message));
    }
    Ok(text)
}

pub(super) fn create(state: &mut State, now: Instant, form: &Form) -> ActionResult {
    let name = policy_name(form)?;
    let text = sized(form)?;
    let arn = format!("arn:{}:iam::{}:policy/{name}", state.scope.partition, state.scope.account);
    if state.roles.managed.get(&arn).is_some() {
        let message =
            format!("A policy called {name} already exists. Duplicate names are not allowed.");
        return Err(QueryError::new(409, "EntityAlreadyExists", message));
    }
    let policy = Policy {
        name: name.to_owned(),
        create_date: now,
        versions: BTreeMap::from([(1, (text, now))]),
        default: 1,
        last: 1,
    };
    let element = policy.element(&arn);
    state.roles.managed.insert(arn, policy);
    Ok(Some(vec![element]))
}

pub(super) fn get(state: &State, form: &Form) -> ActionResult {
    let policy = policy(&state.roles.managed, form)?;
    Ok(Some(vec![policy.element(form.require("PolicyArn")?)]))
}

pub(super) fn get_version(state: &State, form: &Form) -> ActionResult {
    let policy = policy(&state.roles.managed, form)?;
    let number = asked_version(form)?;
    let mut children = policy.version(number)?;
    let text = policy.versions.get(&number).map(|(text, _)| document::encoded(text));
    children.extend(text.map(|text| Element::text("Document", text)));
    Ok(Some(vec![Element::of("PolicyVersion", children)]))
}

pub(super) fn create_version(state: &mut State, now: Instant, form: &Form) -> ActionResult {
    let text = sized(form)?;
    let policy = policy_mut(&mut state.roles.managed, form)?;
    if policy.versions.len() >= MAX_VERSIONS {
        let message = format!(
            "A managed policy can have up to {MAX_VERSIONS} versions. Before you create a new version, you must delete an existing version."
        );
        return Err(QueryError::new(409, "LimitExceeded", message));
    }
    policy.last += 1;
    policy.versions.insert(policy.last, (text, now));
    if form.get("SetAsDefault") == Some("true") {
        policy.default = policy.last;
    }
    Ok(Some(vec![Element::of("PolicyVersion", policy.version(policy.last)?)]))
}

/// The newest first.
pub(super) fn list_versions(state: &State, form: &Form) -> ActionResult {
    let policy = policy(&state.roles.managed, form)?;
    let versions = policy.versions.keys().rev().map(|number| policy.version(*number));
    let versions = versions.collect::<Result<Vec<_>, _>>()?;
    Ok(Some(vec![Element::list("Versions", versions), Element::text("IsTruncated", "false")]))
}

pub(super) fn delete_version(state: &mut State, form: &Form) -> ActionResult {
    let number = asked_version(form)?;
    let policy = policy_mut(&mut state.roles.managed, form)?;
    if number == policy.default {
        let message = "Cannot delete the default version of a policy.";
        return Err(QueryError::new(409, "DeleteConflict", message));
    }
    policy.versions.remove(&number).map(|_| None).ok_or_else(|| no_version(number))
}

pub(super) fn delete(state: &mut State, form: &Form) -> ActionResult {
    let arn = form.require("PolicyArn")?;
    let policy = policy(&state.roles.managed, form)?;
    let is_attached = state.roles.roles.values().any(|role| role.attached.contains(arn));
    if is_attached || policy.versions.len() > 1 {
        let message = if is_attached {
            "Cannot delete a policy attached to entities."
        } else {
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions."
        };
        return Err(QueryError::new(409, "DeleteConflict", message));
    }
    state.roles.managed.remove(arn);
    Ok(None)
}

pub(super) fn attach(state: &mut State, form: &Form) -> ActionResult {
    let arn = form.require("PolicyArn")?;
    policy(&state.roles.managed, form)?;
    let role = state.roles.get_mut(form)?;
    if role.attached.len() >= MAX_ATTACHED && !role.attached.contains(arn) {
        let message = format!("Cannot exceed quota for PoliciesPerRole: {MAX_ATTACHED}");
        return Err(QueryError::new(409, "LimitExceeded", message));
    }
    role.attached.insert(arn.to_owned());
    Ok(None)
}

pub(super) fn detach(state: &mut State, form: &Form) -> ActionResult {
    let arn = form.require("PolicyArn")?;
    let role = state.roles.get_mut(form)?;
    if role.attached.remove(arn) { Ok(None) } else { Err(no_policy(arn)) }
}

pub(super) fn list_attached(state: &State, form: &Form) -> ActionResult {
    let role = state.roles.get(form)?;
    let members = role.attached.iter().map(|arn| {
        let name = arn.rsplit('/').next().unwrap_or_default();
        vec![Element::text("PolicyName", name), Element::text("PolicyArn", arn)]
    });
    Ok(Some(vec![
        Element::list("AttachedPolicies", members),
        Element::text("IsTruncated", "false"),
    ]))
}
