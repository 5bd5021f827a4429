//! What there is to do: a pure function of what is wanted and what was found.
//!
//! [`apply`](crate::apply) executes the very value that was shown to the user, so there is no dry run that could differ.

use serde_json::Value;
use sfn_asl::WorkflowType;

use crate::{
    Exit,
    aws::{MachineRecord, RoleRecord, Tags},
    compare::{definition_hash, same_definition, same_policy},
    error::Fault,
    managed::{self, FoundManaged},
};

/// The inline policy that is ours; others on the role are left alone.
pub(crate) const POLICY_NAME: &str = "sfn-deploy";
/// Says who made a resource.
pub(crate) const MANAGED_BY: (&str, &str) = ("managed-by", "sfn-deploy");
/// Tells whether a definition is still the one that was deployed.
pub(crate) const SOURCE_HASH: &str = "source-hash";

/// A workflow as it is to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wanted {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) workflow_type: WorkflowType,
    /// Canonical JSON, all placeholders filled in.
    pub(crate) definition: String,
    pub(crate) role: WantedRole,
}

/// An execution role as it is to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WantedRole {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) trust: Value,
    /// The inline policy; `None` where the workflow needs no permission, or `managed` holds them.
    pub(crate) policy: Option<Value>,
    /// Managed policies, where the permissions do not fit inline.
    pub(crate) managed: Vec<Value>,
}

impl WantedRole {
    /// The tags of the role. `found`: those that it has.
    pub(crate) fn tags(&self, found: Option<&Tags>) -> Tags {
        let mut tags = role_tags();
        tags.extend(managed::tag(self, found));
        tags
    }
}

impl Wanted {
    /// The tags of the state machine.
    pub(crate) fn machine_tags(&self) -> Tags {
        let mut tags = role_tags();
        tags.insert(SOURCE_HASH.to_owned(), definition_hash(&self.definition));
        tags
    }
}

/// The tags of a role.
pub(crate) fn role_tags() -> Tags {
    Tags::from([(MANAGED_BY.0.to_owned(), MANAGED_BY.1.to_owned())])
}

/// A workflow as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) role: Option<FoundRole>,
    pub(crate) machine: Option<FoundMachine>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundRole {
    pub(crate) record: RoleRecord,
    /// Our own inline policy.
    pub(crate) policy: Option<Value>,
    /// Our managed policies, by their numbers.
    pub(crate) managed: Vec<FoundManaged>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundMachine {
    pub(crate) record: MachineRecord,
    pub(crate) tags: Tags,
}

/// One write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    CreateRole,
    UpdateTrust,
    TagRole,
    PutPolicy,
    DeletePolicy,
    /// Numbers count from 1.
    WriteManaged {
        number: usize,
        is_new: bool,
    },
    AttachManaged {
        number: usize,
    },
    RemoveManaged {
        number: usize,
    },
    CreateMachine,
    UpdateMachine {
        definition: bool,
        role: bool,
    },
    TagMachine,
}

/// Something that is not to do, but to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// The role exists and does not say that it is ours.
    ForeignRole,
    /// The same of the state machine.
    ForeignMachine,
    /// The live definition is not the one that was deployed last.
    Drifted,
}

/// What there is to do for one workflow.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WorkflowPlan {
    pub(crate) wanted: Wanted,
    pub(crate) found: Found,
    /// In this order.
    pub(crate) steps: Vec<Step>,
    pub(crate) notes: Vec<Note>,
}

/// What there is to do for all workflows, children before those that start them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    pub(crate) workflows: Vec<WorkflowPlan>,
}

impl Plan {
    /// Whether everything is as it should be.
    pub(crate) fn is_empty(&self) -> bool {
        self.workflows.iter().all(|workflow| workflow.steps.is_empty())
    }
}

/// The type of a state machine cannot be changed.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{name}` is deployed as {found}, and the type of a state machine cannot be changed to {wanted}"
)]
pub(crate) struct TypeConflict {
    name: String,
    found: &'static str,
    wanted: &'static str,
}

impl Fault for TypeConflict {
    fn exit(&self) -> Exit {
        Exit::Refused
    }

    fn help(&self) -> Option<String> {
        Some("give the workflow another name, or delete the state machine first".to_owned())
    }
}

/// Compares one workflow with what is there.
pub(crate) fn plan(wanted: Wanted, found: Found) -> Result<WorkflowPlan, TypeConflict> {
    if let Some(machine) = &found.machine
        && machine.record.workflow_type != wanted.workflow_type
        && !machine.record.is_deleting
    {
        return Err(TypeConflict {
            name: wanted.name,
            found: machine.record.workflow_type.as_str(),
            wanted: wanted.workflow_type.as_str(),
        });
    }
    let mut steps = role_steps(&wanted.role, found.role.as_ref());
    steps.extend(machine_steps(&wanted, found.machine.as_ref()));
    let notes = notes(&found);
    Ok(WorkflowPlan { wanted, found, steps, notes })
}

/// The role comes first: a state machine that runs needs its permissions.
fn role_steps(wanted: &WantedRole, found: Option<&FoundRole>) -> Vec<Step> {
    let mut steps = Vec::new();
    match found {
        None => steps.push(Step::CreateRole),
        Some(role) => {
            if !same_policy(&role.record.trust, &wanted.trust) {
                steps.push(Step::UpdateTrust);
            }
            if !has_tags(&role.record.tags, &wanted.tags(Some(&role.record.tags))) {
                steps.push(Step::TagRole);
            }
        }
    }
    let managed = found.map(|role| role.managed.as_slice()).unwrap_or_default();
    steps.extend(managed::needed(&wanted.managed, managed));
    match (&wanted.policy, found.and_then(|role| role.policy.as_ref())) {
        (Some(wanted), Some(found)) if same_policy(wanted, found) => {}
        (Some(_), _) => steps.push(Step::PutPolicy),
        (None, Some(_)) => steps.push(Step::DeletePolicy),
        (None, None) => {}
    }
    steps.extend(managed::superfluous(&wanted.managed, managed));
    steps
}

/// What the state machine needs, given what is there.
pub(crate) fn machine_steps(wanted: &Wanted, found: Option<&FoundMachine>) -> Vec<Step> {
    let Some(machine) = found.filter(|machine| !machine.record.is_deleting) else {
        return vec![Step::CreateMachine];
    };
    let mut steps = Vec::new();
    let definition = !same_definition(&machine.record.definition, &wanted.definition);
    let role = machine.record.role_arn != wanted.role.arn;
    if definition || role {
        steps.push(Step::UpdateMachine { definition, role });
    }
    if !has_tags(&machine.tags, &wanted.machine_tags()) {
        steps.push(Step::TagMachine);
    }
    steps
}

fn notes(found: &Found) -> Vec<Note> {
    let mut notes = Vec::new();
    if found.role.as_ref().is_some_and(|role| !is_ours(&role.record.tags)) {
        notes.push(Note::ForeignRole);
    }
    match found.machine.as_ref().filter(|machine| !machine.record.is_deleting) {
        Some(machine) if !is_ours(&machine.tags) => notes.push(Note::ForeignMachine),
        Some(FoundMachine { record, tags }) => {
            let hash = tags.get(SOURCE_HASH);
            if hash.is_some_and(|hash| *hash != definition_hash(&record.definition)) {
                notes.push(Note::Drifted);
            }
        }
        None => {}
    }
    notes
}

fn is_ours(tags: &Tags) -> bool {
    has_tags(tags, &role_tags())
}

fn has_tags(found: &Tags, wanted: &Tags) -> bool {
    wanted.iter().all(|(key, value)| found.get(key) == Some(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wanted() -> Wanted {
        Wanted {
            name: "a".to_owned(),
            arn: "arn:a".to_owned(),
            workflow_type: WorkflowType::Standard,
            definition: "{\n  \"StartAt\": \"A\"\n}".to_owned(),
            role: WantedRole {
                name: "r".to_owned(),
                arn: "arn:r".to_owned(),
                trust: json!({ "Statement": [{ "Action": ["sts:AssumeRole"] }] }),
                policy: Some(json!({ "Statement": [{ "Action": ["a:A"], "Resource": ["*"] }] })),
                managed: Vec::new(),
            },
        }
    }

    fn deployed() -> Found {
        let wanted = wanted();
        Found {
            role: Some(FoundRole {
                record: RoleRecord {
                    arn: "arn:r".to_owned(),
                    trust: wanted.role.trust.clone(),
                    tags: role_tags(),
                },
                policy: wanted.role.policy.clone(),
                managed: Vec::new(),
            }),
            machine: Some(FoundMachine {
                record: MachineRecord {
                    definition: wanted.definition.clone(),
                    role_arn: "arn:r".to_owned(),
                    workflow_type: WorkflowType::Standard,
                    is_deleting: false,
                },
                tags: wanted.machine_tags(),
            }),
        }
    }

    fn steps(change: impl FnOnce(&mut Wanted, &mut Found)) -> Vec<Step> {
        let (mut wanted, mut found) = (wanted(), deployed());
        change(&mut wanted, &mut found);
        plan(wanted, found).unwrap().steps
    }

    #[test]
    fn nothing_is_done_where_nothing_differs() {
        assert_eq!(steps(|_, _| ()), []);
        assert_eq!(
            steps(|_, found| found
                .machine
                .as_mut()
                .unwrap()
                .tags
                .insert("team".into(), "x".into())
                .map_or((), drop)),
            []
        );
    }

    #[test]
    fn a_new_workflow_gets_its_role_first() {
        let new = [Step::CreateRole, Step::PutPolicy, Step::CreateMachine];
        assert_eq!(steps(|_, found| *found = Found::default()), new);
        let without_policy = [Step::CreateRole, Step::CreateMachine];
        assert_eq!(
            steps(|wanted, found| {
                wanted.role.policy = None;
                *found = Found::default();
            }),
            without_policy
        );
    }

    #[test]
    fn only_what_differs_is_written() {
        assert_eq!(steps(|wanted, _| wanted.role.policy = None), [Step::DeletePolicy]);
        assert_eq!(steps(|wanted, _| wanted.role.trust = json!({})), [Step::UpdateTrust]);
        assert_eq!(
            steps(|wanted, _| wanted.definition = "{}".to_owned()),
            [Step::UpdateMachine { definition: true, role: false }, Step::TagMachine]
        );
        assert_eq!(
            steps(
                |_, found| found.machine.as_mut().unwrap().record.role_arn = "arn:other".to_owned()
            ),
            [Step::UpdateMachine { definition: false, role: true }]
        );
        assert_eq!(
            steps(|_, found| found.machine.as_mut().unwrap().tags.clear()),
            [Step::TagMachine]
        );
        assert_eq!(
            steps(|_, found| found.role.as_mut().unwrap().record.tags.clear()),
            [Step::TagRole]
        );
    }

    #[test]
    fn permissions_that_do_not_fit_go_into_managed_policies_and_back() {
        let document = |action: &str| json!({ "Statement": [{ "Action": [action] }] });
        let managed = |number, is_attached| FoundManaged {
            document: Some(document(&format!("a:{number}"))),
            is_attached,
        };
        let grow = |wanted: &mut Wanted| {
            wanted.role.policy = None;
            wanted.role.managed = vec![document("a:1"), document("a:2")];
        };
        assert_eq!(
            steps(|wanted, _| grow(wanted)),
            [
                Step::TagRole,
                Step::WriteManaged { number: 1, is_new: true },
                Step::AttachManaged { number: 1 },
                Step::WriteManaged { number: 2, is_new: true },
                Step::AttachManaged { number: 2 },
                Step::DeletePolicy,
            ]
        );
        let left_undone = steps(|wanted, found| {
            grow(wanted);
            let role = found.role.as_mut().unwrap();
            role.policy = None;
            role.record.tags = wanted.role.tags(None);
            role.managed = vec![managed(1, false), managed(3, true)];
        });
        let rest =
            [Step::AttachManaged { number: 1 }, Step::WriteManaged { number: 2, is_new: false }];
        assert_eq!(left_undone, rest);
        let shrunk = steps(|wanted, found| {
            let role = found.role.as_mut().unwrap();
            role.record.tags.insert("managed-policies".to_owned(), "1".to_owned());
            role.policy = None;
            role.managed = vec![managed(1, true)];
            assert_eq!(wanted.role.tags(Some(&role.record.tags))["managed-policies"], "0");
        });
        assert_eq!(shrunk, [Step::TagRole, Step::PutPolicy, Step::RemoveManaged { number: 1 }]);
    }

    #[test]
    fn the_same_definition_in_other_words_is_no_change() {
        let change = |_: &mut Wanted, found: &mut Found| {
            found.machine.as_mut().unwrap().record.definition = r#"{"StartAt":"A"}"#.to_owned();
        };
        assert_eq!(steps(change), []);
    }

    #[test]
    fn a_machine_that_is_being_deleted_is_made_anew() {
        let change = |_: &mut Wanted, found: &mut Found| {
            found.machine.as_mut().unwrap().record.is_deleting = true;
        };
        assert_eq!(steps(change), [Step::CreateMachine]);
    }

    #[test]
    fn what_somebody_else_did_is_noted() {
        let mut found = deployed();
        let machine = found.machine.as_mut().unwrap();
        machine.record.definition = "{}".to_owned();
        assert_eq!(plan(wanted(), found.clone()).unwrap().notes, [Note::Drifted]);
        found.machine.as_mut().unwrap().tags.clear();
        found.role.as_mut().unwrap().record.tags.clear();
        assert_eq!(plan(wanted(), found).unwrap().notes, [Note::ForeignRole, Note::ForeignMachine]);
    }

    #[test]
    fn a_type_cannot_change() {
        let express = Wanted { workflow_type: WorkflowType::Express, ..wanted() };
        let conflict = plan(express, deployed()).unwrap_err();
        assert_eq!(
            conflict.to_string(),
            "`a` is deployed as STANDARD, and the type of a state machine cannot be changed to EXPRESS"
        );
    }
}
