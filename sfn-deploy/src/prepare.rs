//! From a workflow to what is to be deployed: placeholders filled in, policies made, JSON written.

use serde_json::Value;
use sfn_asl::{Diagnostic, StateMachine};
use sfn_iam::{PolicyContext, PolicyDocument, Synthesis, synthesize};

use crate::{
    Exit,
    console::{Console, Tone},
    error::{Fault, Result},
    naming::{Target, role_name},
    params::Misfits,
    placeholder::{Values, fill, fill_text, resolve_partition},
    plan::{Wanted, WantedRole},
    render::{Finding, findings_text},
    workflow::Workflow,
};

/// The machine with these values in it.
pub(crate) fn filled(workflow: &Workflow, values: &Values) -> Result<StateMachine, Misfits> {
    let mut machine = workflow.definition.machine.clone();
    let misfits = fill(&mut machine, values);
    if misfits.is_empty() { Ok(machine) } else { Err(Misfits(misfits)) }
}

/// The policies of a machine; without a target they keep placeholders for partition, region and account.
pub(crate) fn policies(
    workflow: &Workflow,
    machine: &StateMachine,
    values: &Values,
    target: Option<&Target>,
) -> Synthesis {
    let mut context = PolicyContext::new(workflow.name());
    context.workflow_type = workflow.definition.workflow_type;
    if let Some(target) = target {
        context = context.located(&target.partition, &target.region, &target.account);
    }
    for permission in &workflow.definition.permissions {
        let mut resources = permission.resources.clone();
        for resource in &mut resources {
            fill_text(resource, values);
        }
        context =
            context.permit(permission.state.to_string(), permission.actions.clone(), resources);
    }
    workflow.declared.apply(&mut context, |resource| fill_text(resource, values));
    synthesize(machine, &context)
}

/// The workflow as it is to be at this target.
pub(crate) fn wanted(workflow: &Workflow, values: &Values, target: &Target) -> Result<Wanted> {
    let mut machine = filled(workflow, values)?;
    resolve_partition(&mut machine, &target.partition);
    let synthesis = policies(workflow, &machine, values, Some(target));
    let mut policies: Vec<Value> =
        synthesis.policies.iter().map(PolicyDocument::to_value).collect();
    let (policy, managed) =
        if synthesis.fits_inline() { (policies.pop(), Vec::new()) } else { (None, policies) };
    let role = role_name(workflow.name(), &target.region);
    Ok(Wanted {
        name: workflow.name().to_owned(),
        arn: target.machine_arn(workflow.name()),
        workflow_type: workflow.definition.workflow_type,
        definition: sfn_asl::write::to_string(&machine),
        role: WantedRole {
            arn: target.role_arn(&role),
            name: role,
            trust: synthesis.trust.to_value(),
            policy,
            managed,
        },
    })
}

/// Everything that is found about a workflow without asking AWS.
pub(crate) fn findings(workflow: &Workflow, values: &Values) -> Vec<Finding> {
    let definition = &workflow.definition;
    let machine = &definition.machine;
    let mut rules = sfn_asl::check(machine, definition.workflow_type, None);
    // A `match` of Rust is exhaustive, so nothing else can come.
    rules.retain(|finding| finding.rule != "choice-no-default");
    let permissions = policies(
        workflow,
        &filled(workflow, values).unwrap_or_else(|_| machine.clone()),
        values,
        None,
    )
    .diagnostics;
    with_permissions(rules, permissions)
        .into_iter()
        .map(|diagnostic| Finding::new(workflow, diagnostic))
        .collect()
}

/// What the rules found and what the permissions could not be exact about. An unknown `Resource` is told once.
pub(crate) fn with_permissions(
    mut rules: Vec<Diagnostic>,
    mut permissions: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    permissions.retain(|permission| {
        let is_of_resource = permission
            .location
            .as_ref()
            .is_some_and(|location| location.as_str().ends_with("/Resource"));
        !is_of_resource || rules.iter().all(|rule| rule.location != permission.location)
    });
    rules.append(&mut permissions);
    rules
}

/// Refuses to go on with definitions that AWS would refuse; says in one line how many warnings there are.
pub(crate) fn ensure_sound(
    workflows: &[&Workflow],
    values: &Values,
    console: &mut Console<'_>,
) -> Result<()> {
    let findings: Vec<Finding> =
        workflows.iter().flat_map(|workflow| findings(workflow, values)).collect();
    let (errors, others): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| finding.severity == sfn_asl::Severity::Error);
    if !errors.is_empty() {
        console.say_all(&findings_text(&errors, console.paint()));
        return Err(Unsound { count: errors.len() }.into());
    }
    let warnings =
        others.iter().filter(|finding| finding.severity == sfn_asl::Severity::Warning).count();
    if warnings > 0 {
        let text = if warnings == 1 {
            "1 warning: `check` shows it".to_owned()
        } else {
            format!("{warnings} warnings: `check` shows them")
        };
        console.say(&console.paint().apply(Tone::Dim, &text));
    }
    Ok(())
}

/// Pretty JSON with a line end.
pub(crate) fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Debug, thiserror::Error)]
#[error("{count} {} in the definitions: nothing was sent", if *.count == 1 { "error" } else { "errors" })]
struct Unsound {
    count: usize,
}

impl Fault for Unsound {
    fn exit(&self) -> Exit {
        Exit::Failed
    }
}
