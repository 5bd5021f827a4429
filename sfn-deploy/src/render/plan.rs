//! What a plan will do, so that a person can say yes to it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    compare::{same_value, statements},
    console::{Paint, Tone},
    managed,
    plan::{Note, Plan, Step, WorkflowPlan},
};

/// The lines of a plan.
pub(crate) fn plan_lines(plan: &Plan, paint: Paint) -> Vec<String> {
    let mut lines = Vec::new();
    for workflow in &plan.workflows {
        let name = paint.apply(Tone::Strong, &workflow.wanted.name);
        if workflow.steps.is_empty() {
            lines.push(format!("{name}  {}", paint.apply(Tone::Dim, "unchanged")));
        } else {
            lines.push(name);
        }
        for &step in &workflow.steps {
            lines.extend(step_lines(workflow, step, paint));
        }
        let notes = workflow.notes.iter().map(|note| note_text(*note));
        lines.extend(notes.map(|note| format!("  {} {note}", paint.apply(Tone::Warn, "!"))));
    }
    lines
}

#[derive(Clone, Copy)]
enum Sign {
    Add,
    Change,
    Remove,
}

impl Sign {
    fn paint(self, paint: Paint) -> String {
        match self {
            Self::Add => paint.apply(Tone::Good, "+"),
            Self::Change => paint.apply(Tone::Warn, "~"),
            Self::Remove => paint.apply(Tone::Bad, "-"),
        }
    }
}

fn step_lines(workflow: &WorkflowPlan, step: Step, paint: Paint) -> Vec<String> {
    let wanted = &workflow.wanted;
    let role = &wanted.role.name;
    let (sign, what, detail, inner) = match step {
        Step::CreateRole => (Sign::Add, "role", role.clone(), Vec::new()),
        Step::UpdateTrust => (Sign::Change, "trust policy", format!("of {role}"), Vec::new()),
        Step::TagRole => (Sign::Change, "tags", format!("of {role}"), Vec::new()),
        Step::PutPolicy => {
            let is_new = workflow.found.role.as_ref().is_none_or(|role| role.policy.is_none());
            let sign = if is_new { Sign::Add } else { Sign::Change };
            (sign, "policy", format!("of {role}"), inline_changes(workflow, paint))
        }
        Step::DeletePolicy => {
            (Sign::Remove, "policy", format!("of {role}"), inline_changes(workflow, paint))
        }
        Step::WriteManaged { number, is_new } => {
            let sign = if is_new { Sign::Add } else { Sign::Change };
            (sign, "policy", managed::name(role, number), managed_changes(workflow, number, paint))
        }
        Step::AttachManaged { number } => {
            let detail = format!("{} to {role}", managed::name(role, number));
            (Sign::Add, "attachment", detail, Vec::new())
        }
        Step::RemoveManaged { number } => {
            let name = managed::name(role, number);
            (Sign::Remove, "policy", name, managed_changes(workflow, number, paint))
        }
        Step::CreateMachine => {
            let kind = wanted.workflow_type.as_str();
            let count = states_of(&wanted.definition).len();
            (
                Sign::Add,
                "state machine",
                format!("{kind}, {count} {}", if count == 1 { "state" } else { "states" }),
                Vec::new(),
            )
        }
        Step::UpdateMachine { definition, role } => {
            let mut parts = Vec::new();
            if definition {
                parts.push("definition");
            }
            if role {
                parts.push("role");
            }
            let changes = if definition { definition_changes(workflow, paint) } else { Vec::new() };
            (Sign::Change, "state machine", parts.join(" and "), changes)
        }
        Step::TagMachine => (Sign::Change, "tags", "of the state machine".to_owned(), Vec::new()),
    };
    let head = format!("  {} {what:<13}  {detail}", sign.paint(paint));
    std::iter::once(head).chain(inner.into_iter().map(|line| format!("      {line}"))).collect()
}

fn inline_changes(workflow: &WorkflowPlan, paint: Paint) -> Vec<String> {
    let found = workflow.found.role.as_ref().and_then(|role| role.policy.as_ref());
    policy_changes(found, workflow.wanted.role.policy.as_ref(), paint)
}

fn managed_changes(workflow: &WorkflowPlan, number: usize, paint: Paint) -> Vec<String> {
    let found = workflow.found.role.as_ref().and_then(|role| role.managed.get(number - 1));
    let found = found.and_then(|managed| managed.document.as_ref());
    policy_changes(found, workflow.wanted.role.managed.get(number - 1), paint)
}

/// Statements that come and go.
fn policy_changes(found: Option<&Value>, wanted: Option<&Value>, paint: Paint) -> Vec<String> {
    let found = found.map(statements).unwrap_or_default();
    let wanted = wanted.map(statements).unwrap_or_default();
    let missing_in = |statement: &Value, others: &[Value]| {
        !others.iter().any(|other| same_value(statement, other))
    };
    let added =
        wanted.iter().filter(|statement| missing_in(statement, &found)).map(|s| (Sign::Add, s));
    let removed =
        found.iter().filter(|statement| missing_in(statement, &wanted)).map(|s| (Sign::Remove, s));
    added
        .chain(removed)
        .flat_map(|(sign, statement)| statement_lines(sign, statement, paint))
        .collect()
}

/// What is allowed, and on what: several resources stand below.
fn statement_lines(sign: Sign, statement: &Value, paint: Paint) -> Vec<String> {
    let list = |key: &str| match statement.get(key) {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let effect = statement.get("Effect").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let condition = if statement.get("Condition").is_some() { ", on a condition," } else { "" };
    let head =
        format!("{} {effect} {}{condition} on", sign.paint(paint), list("Action").join(", "));
    match list("Resource").as_slice() {
        [one] => vec![format!("{head} {one}")],
        many => std::iter::once(head)
            .chain(many.iter().map(|resource| format!("    {resource}")))
            .collect(),
    }
}

/// States that come, go and change.
fn definition_changes(workflow: &WorkflowPlan, paint: Paint) -> Vec<String> {
    let found = workflow
        .found
        .machine
        .as_ref()
        .map(|machine| states_of(&machine.record.definition))
        .unwrap_or_default();
    let wanted = states_of(&workflow.wanted.definition);
    let mut lines = Vec::new();
    for (name, state) in &wanted {
        match found.get(name) {
            None => lines.push(format!("{} {name}", Sign::Add.paint(paint))),
            Some(old) if !same_value(old, state) => {
                lines.push(format!("{} {name}", Sign::Change.paint(paint)));
            }
            Some(_) => {}
        }
    }
    let removed = found.keys().filter(|name| !wanted.contains_key(*name));
    lines.extend(removed.map(|name| format!("{} {name}", Sign::Remove.paint(paint))));
    lines
}

/// All states by name, each without those inside of it.
fn states_of(definition: &str) -> BTreeMap<String, Value> {
    let mut states = BTreeMap::new();
    if let Ok(mut definition) = serde_json::from_str(definition) {
        take_states(&mut definition, &mut states);
    }
    states
}

fn take_states(value: &mut Value, states: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::Object(inner)) = members.get_mut("States").map(Value::take) {
                for (name, mut state) in inner {
                    take_states(&mut state, states);
                    states.insert(name, state);
                }
            }
            members.values_mut().for_each(|member| take_states(member, states));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| take_states(item, states)),
        _ => {}
    }
}

fn note_text(note: Note) -> &'static str {
    match note {
        Note::ForeignRole => "the role exists and was not made by this tool; it is taken over",
        Note::ForeignMachine => {
            "the state machine exists and was not made by this tool; it is taken over"
        }
        Note::Drifted => "the state machine was changed by someone else since the last deployment",
    }
}

/// A step that was done, in words.
pub(crate) fn step_text(workflow: &WorkflowPlan, step: Step) -> String {
    let (machine, role) = (&workflow.wanted.name, &workflow.wanted.role.name);
    match step {
        Step::CreateRole => format!("created role {role}"),
        Step::UpdateTrust => format!("changed the trust policy of {role}"),
        Step::TagRole => format!("tagged role {role}"),
        Step::PutPolicy => format!("wrote the policy of {role}"),
        Step::DeletePolicy => format!("removed the policy of {role}"),
        Step::WriteManaged { number, .. } => {
            format!("wrote policy {}", managed::name(role, number))
        }
        Step::AttachManaged { number } => {
            format!("attached policy {} to {role}", managed::name(role, number))
        }
        Step::RemoveManaged { number } => {
            format!("removed policy {}", managed::name(role, number))
        }
        Step::CreateMachine => format!("created state machine {machine}"),
        Step::UpdateMachine { .. } => format!("updated state machine {machine}"),
        Step::TagMachine => format!("tagged state machine {machine}"),
    }
}

/// A step for machines.
pub(crate) const fn step_name(step: Step) -> &'static str {
    match step {
        Step::CreateRole => "CreateRole",
        Step::UpdateTrust => "UpdateAssumeRolePolicy",
        Step::TagRole => "TagRole",
        Step::PutPolicy => "PutRolePolicy",
        Step::DeletePolicy => "DeleteRolePolicy",
        Step::WriteManaged { is_new: true, .. } => "CreatePolicy",
        Step::WriteManaged { is_new: false, .. } => "CreatePolicyVersion",
        Step::AttachManaged { .. } => "AttachRolePolicy",
        Step::RemoveManaged { .. } => "DeletePolicy",
        Step::CreateMachine => "CreateStateMachine",
        Step::UpdateMachine { .. } => "UpdateStateMachine",
        Step::TagMachine => "TagResource",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sfn_asl::WorkflowType;

    use super::*;
    use crate::{
        aws::{MachineRecord, RoleRecord},
        plan::{Found, FoundMachine, FoundRole, Wanted, WantedRole, plan, role_tags},
    };

    fn wanted(states: &Value, actions: &[&str]) -> Wanted {
        Wanted {
            name: "order".to_owned(),
            arn: "arn:order".to_owned(),
            workflow_type: WorkflowType::Standard,
            definition: json!({ "StartAt": "A", "States": states }).to_string(),
            role: WantedRole {
                name: "order-eu".to_owned(),
                arn: "arn:role".to_owned(),
                trust: json!({}),
                managed: Vec::new(),
                policy: Some(json!({ "Statement": actions.iter().map(|action| json!({
                    "Effect": "Allow", "Action": [action], "Resource": ["*"] })).collect::<Vec<_>>() })),
            },
        }
    }

    #[test]
    fn a_new_workflow() {
        let plan = plan(wanted(&json!({ "A": {} }), &["a:A"]), Found::default()).unwrap();
        let lines = plan_lines(&Plan { workflows: vec![plan] }, Paint::PLAIN);
        assert_eq!(
            lines,
            [
                "order",
                "  + role           order-eu",
                "  + policy         of order-eu",
                "      + allow a:A on *",
                "  + state machine  STANDARD, 1 state",
            ]
        );
    }

    #[test]
    fn a_change_names_the_states_and_permissions_that_differ() {
        let old = wanted(
            &json!({ "A": { "Next": "B" }, "B": { "Branches": [{ "States": { "X": {} } }] }, "C": {} }),
            &["a:A"],
        );
        let new = wanted(
            &json!({ "A": { "Next": "C" }, "B": { "Branches": [{ "States": { "Y": {} } }] }, "C": {} }),
            &["b:B"],
        );
        let found = Found {
            role: Some(FoundRole {
                record: RoleRecord {
                    arn: old.role.arn.clone(),
                    trust: json!({}),
                    tags: role_tags(),
                },
                policy: old.role.policy.clone(),
                managed: Vec::new(),
            }),
            machine: Some(FoundMachine {
                tags: old.machine_tags(),
                record: MachineRecord {
                    definition: old.definition,
                    role_arn: old.role.arn,
                    workflow_type: WorkflowType::Standard,
                    is_deleting: false,
                },
            }),
        };
        let plan = plan(new, found).unwrap();
        assert_eq!(
            plan_lines(&Plan { workflows: vec![plan] }, Paint::PLAIN),
            [
                "order",
                "  ~ policy         of order-eu",
                "      + allow b:B on *",
                "      - allow a:A on *",
                "  ~ state machine  definition",
                "      ~ A",
                "      + Y",
                "      - X",
                "  ~ tags           of the state machine",
            ]
        );
    }
}
