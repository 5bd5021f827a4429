//! The part of IAM that a deployer of state machines needs: roles, their inline policies and managed ones.
//!
//! Nothing is authorised by them here. They are kept, checked for form and size, and given back, so that a
//! deployment takes the same steps locally as against AWS.

mod document;
mod managed;
mod role;

use std::collections::{BTreeMap, BTreeSet};

use self::{managed::Policies, role::Role};
use super::{
    query::{ActionResult, Form, QueryError, no_action},
    state::{Instant, Records, State},
    xml::Element,
};

/// The account's roles, by name, and managed policies.
#[derive(Debug, Default)]
pub(super) struct Roles {
    pub(super) roles: Records<Role>,
    pub(super) managed: Policies,
}

impl Roles {
    fn get(&self, form: &Form) -> Result<&Role, QueryError> {
        let name = role_name(form)?;
        self.roles.get(name).ok_or_else(|| no_role(name))
    }

    fn get_mut(&mut self, form: &Form) -> Result<&mut Role, QueryError> {
        let name = role_name(form)?;
        self.roles.get_mut(name).ok_or_else(|| no_role(name))
    }
}

fn no_role(name: &str) -> QueryError {
    QueryError::new(404, "NoSuchEntity", format!("The role with name {name} cannot be found."))
}

/// Answers one action.
pub(super) fn call(state: &mut State, now: Instant, action: &str, form: &Form) -> ActionResult {
    match action {
        "CreateRole" => create_role(state, now, form),
        "GetRole" => Ok(Some(vec![state.roles.get(form)?.element()])),
        "DeleteRole" => delete_role(state, form),
        "UpdateAssumeRolePolicy" => update_trust(state, form),
        "PutRolePolicy" => put_policy(state, form),
        "GetRolePolicy" => get_policy(state, form),
        "DeleteRolePolicy" => delete_policy(state, form),
        "ListRolePolicies" => list_policies(state, form),
        "TagRole" => tag_role(state, form),
        "CreatePolicy" => managed::create(state, now, form),
        "GetPolicy" => managed::get(state, form),
        "DeletePolicy" => managed::delete(state, form),
        "CreatePolicyVersion" => managed::create_version(state, now, form),
        "GetPolicyVersion" => managed::get_version(state, form),
        "ListPolicyVersions" => managed::list_versions(state, form),
        "DeletePolicyVersion" => managed::delete_version(state, form),
        "AttachRolePolicy" => managed::attach(state, form),
        "DetachRolePolicy" => managed::detach(state, form),
        "ListAttachedRolePolicies" => managed::list_attached(state, form),
        _ => Err(no_action(action, "2010-05-08")),
    }
}

fn create_role(state: &mut State, now: Instant, form: &Form) -> ActionResult {
    let name = role_name(form)?;
    let trust = document::trust(form.require("AssumeRolePolicyDocument")?)?;
    let path = form.get("Path").unwrap_or("/");
    if !path.starts_with('/') || !path.ends_with('/') {
        return Err(QueryError::validation(
            "The specified value for path is invalid. It must begin and end with /",
        ));
    }
    if state.roles.roles.get(name).is_some() {
        let message = format!("Role with name {name} already exists.");
        return Err(QueryError::new(409, "EntityAlreadyExists", message));
    }
    let max_session_duration = match form.get("MaxSessionDuration").map(str::parse) {
        None => 3600,
        Some(Ok(seconds @ 3600..=43_200)) => seconds,
        Some(_) => {
            return Err(QueryError::validation("MaxSessionDuration must be 3600 to 43200 seconds"));
        }
    };
    let role = Role {
        name: name.to_owned(),
        arn: format!("arn:{}:iam::{}:role{path}{name}", state.scope.partition, state.scope.account),
        path: path.to_owned(),
        id: role::id(&mut state.ids),
        create_date: now,
        trust,
        description: form.get("Description").map(str::to_owned),
        max_session_duration,
        policies: BTreeMap::new(),
        attached: BTreeSet::new(),
        tags: form.tags().collect(),
    };
    let element = role.element();
    state.roles.roles.insert(name.to_owned(), role);
    Ok(Some(vec![element]))
}

fn delete_role(state: &mut State, form: &Form) -> ActionResult {
    let role = state.roles.get(form)?;
    if !role.policies.is_empty() || !role.attached.is_empty() {
        return Err(QueryError::new(
            409,
            "DeleteConflict",
            "Cannot delete entity, must delete policies first.",
        ));
    }
    let name = role.name.clone();
    state.roles.roles.remove(&name);
    Ok(None)
}

fn update_trust(state: &mut State, form: &Form) -> ActionResult {
    let role = state.roles.get_mut(form)?;
    role.trust = document::trust(form.require("PolicyDocument")?)?;
    Ok(None)
}

fn put_policy(state: &mut State, form: &Form) -> ActionResult {
    let policy_name = policy_name(form)?;
    let role = state.roles.get_mut(form)?;
    let policy = document::policy(form.require("PolicyDocument")?)?;
    let others =
        role.policies.iter().filter(|(name, _)| *name != policy_name).map(|(_, text)| text);
    document::check_inline_size(&role.name, others.chain([&policy]))?;
    role.policies.insert(policy_name.to_owned(), policy);
    Ok(None)
}

fn no_policy(name: &str) -> QueryError {
    QueryError::new(
        404,
        "NoSuchEntity",
        format!("The role policy with name {name} cannot be found."),
    )
}

fn get_policy(state: &State, form: &Form) -> ActionResult {
    let name = policy_name(form)?;
    let role = state.roles.get(form)?;
    let policy = role.policies.get(name).ok_or_else(|| no_policy(name))?;
    Ok(Some(vec![
        Element::text("RoleName", &role.name),
        Element::text("PolicyName", name),
        Element::text("PolicyDocument", document::encoded(policy)),
    ]))
}

fn delete_policy(state: &mut State, form: &Form) -> ActionResult {
    let name = policy_name(form)?;
    let role = state.roles.get_mut(form)?;
    role.policies.remove(name).map(|_| None).ok_or_else(|| no_policy(name))
}

fn list_policies(state: &State, form: &Form) -> ActionResult {
    let role = state.roles.get(form)?;
    let names = role.policies.keys().map(|name| Element::text("member", name)).collect();
    Ok(Some(vec![Element::of("PolicyNames", names), Element::text("IsTruncated", "false")]))
}

fn tag_role(state: &mut State, form: &Form) -> ActionResult {
    state.roles.get_mut(form)?.tags.extend(form.tags());
    Ok(None)
}

fn role_name(form: &Form) -> Result<&str, QueryError> {
    entity_name(form, "RoleName", 64)
}

fn policy_name(form: &Form) -> Result<&str, QueryError> {
    entity_name(form, "PolicyName", 128)
}

/// A name of at most `max` of the characters that IAM allows in names.
fn entity_name<'a>(form: &'a Form, parameter: &str, max: usize) -> Result<&'a str, QueryError> {
    let name = form.require(parameter)?;
    if name.is_empty() || name.chars().count() > max {
        return Err(QueryError::validation(format!("{parameter} must have 1 to {max} characters")));
    }
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c)) {
        let message = format!(
            "The specified value for {parameter} is invalid. It must contain only alphanumeric characters and/or the \
             following: +=,.@_-"
        );
        return Err(QueryError::validation(message));
    }
    Ok(name)
}
