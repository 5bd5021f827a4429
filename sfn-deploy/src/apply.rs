//! Does what a plan says, step by step, and waits until AWS shows it.
//!
//! Each step is safe to repeat, and the plan is made from what is found: whatever an interrupted
//! run leaves undone, the next run does.

use std::time::Duration;

use crate::{
    Exit,
    aws::{AwsError, AwsResult, ControlPlane, NewMachine},
    error::{Fault, Result},
    managed,
    plan::{
        Found, FoundMachine, FoundRole, POLICY_NAME, Plan, Step, Wanted, WorkflowPlan,
        machine_steps, role_tags,
    },
};

/// What happens while a plan is applied.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Progress<'a> {
    /// A write was done.
    Done { workflow: &'a WorkflowPlan, step: Step },
    /// AWS does not let the new role be used yet, or the old machine is still being deleted.
    Waiting { workflow: &'a WorkflowPlan, reason: Waiting },
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waiting {
    RoleNotReady,
    StillDeleting,
}

/// Between attempts with a role that is too fresh: two minutes in all.
const ROLE_DELAYS: [u64; 6] = [2, 4, 8, 16, 32, 58];
/// Between looks at a state machine that was just written: one minute in all.
const SETTLE_DELAYS: [u64; 8] = [0, 1, 1, 2, 4, 8, 16, 28];

/// Looks at what is there of a workflow.
pub(crate) async fn observe<A: ControlPlane>(aws: &A, wanted: &Wanted) -> AwsResult<Found> {
    let (role, machine) = tokio::join!(observe_role(aws, wanted), observe_machine(aws, wanted));
    Ok(Found { role: role?, machine: machine? })
}

async fn observe_role<A: ControlPlane>(aws: &A, wanted: &Wanted) -> AwsResult<Option<FoundRole>> {
    let Some(record) = aws.role(&wanted.role.name).await? else { return Ok(None) };
    let policy = aws.role_policy(&wanted.role.name, POLICY_NAME).await?;
    let managed = managed::observe(aws, &wanted.role, &record).await?;
    Ok(Some(FoundRole { record, policy, managed }))
}

async fn observe_machine<A: ControlPlane>(
    aws: &A,
    wanted: &Wanted,
) -> AwsResult<Option<FoundMachine>> {
    let Some(record) = aws.machine(&wanted.arn).await? else { return Ok(None) };
    let tags = aws.machine_tags(&wanted.arn).await?;
    Ok(Some(FoundMachine { record, tags }))
}

/// Applies a plan; stops at the first failure.
pub(crate) async fn apply<A: ControlPlane>(
    aws: &A,
    plan: &Plan,
    report: &mut dyn FnMut(Progress<'_>),
) -> Result<()> {
    for workflow in &plan.workflows {
        let mut touches_machine = false;
        for &step in &workflow.steps {
            touches_machine |= matches!(step, Step::CreateMachine | Step::UpdateMachine { .. });
            execute(aws, workflow, step, report).await?;
            report(Progress::Done { workflow, step });
        }
        if touches_machine {
            settle(aws, workflow, report).await?;
        }
    }
    Ok(())
}

async fn execute<A: ControlPlane>(
    aws: &A,
    workflow: &WorkflowPlan,
    step: Step,
    report: &mut dyn FnMut(Progress<'_>),
) -> Result<()> {
    let wanted = &workflow.wanted;
    let role = &wanted.role;
    match step {
        Step::CreateRole => {
            aws.create_role(&role.name, &role.trust.to_string(), &role.tags(None)).await?;
        }
        Step::UpdateTrust => aws.update_trust(&role.name, &role.trust.to_string()).await?,
        Step::TagRole => {
            let found = workflow.found.role.as_ref().map(|role| &role.record.tags);
            aws.tag_role(&role.name, &role.tags(found)).await?;
        }
        Step::PutPolicy => {
            let document = role.policy.as_ref().map(ToString::to_string).unwrap_or_default();
            aws.put_role_policy(&role.name, POLICY_NAME, &document).await?;
        }
        Step::DeletePolicy => aws.delete_role_policy(&role.name, POLICY_NAME).await?,
        Step::WriteManaged { number, is_new } => {
            let document = role.managed.get(number - 1).map(ToString::to_string);
            let document = document.unwrap_or_default();
            if is_new {
                let name = managed::name(&role.name, number);
                aws.create_policy(&name, &document, &role_tags()).await?;
            } else {
                aws.update_policy(&managed::arn(&role.arn, number), &document).await?;
            }
        }
        Step::AttachManaged { number } => {
            aws.attach_policy(&role.name, &managed::arn(&role.arn, number)).await?;
        }
        Step::RemoveManaged { number } => {
            aws.remove_policy(&role.name, &managed::arn(&role.arn, number)).await?;
        }
        Step::TagMachine => aws.tag_machine(&wanted.arn, &wanted.machine_tags()).await?,
        Step::CreateMachine | Step::UpdateMachine { .. } => {
            let arn = patiently(workflow, report, || write_machine(aws, wanted, step)).await?;
            if arn != wanted.arn {
                return Err(Elsewhere { expected: wanted.arn.clone(), arn }.into());
            }
        }
    }
    Ok(())
}

/// Gives the ARN of what was written.
async fn write_machine<A: ControlPlane>(aws: &A, wanted: &Wanted, step: Step) -> AwsResult<String> {
    if let Step::UpdateMachine { definition, role } = step {
        let definition = definition.then_some(wanted.definition.as_str());
        let role = role.then_some(wanted.role.arn.as_str());
        return aws
            .update_machine(&wanted.arn, definition, role)
            .await
            .map(|()| wanted.arn.clone());
    }
    aws.create_machine(NewMachine {
        name: &wanted.name,
        definition: &wanted.definition,
        role_arn: &wanted.role.arn,
        workflow_type: wanted.workflow_type,
        tags: &wanted.machine_tags(),
    })
    .await
}

/// Tries again while AWS has not yet caught up with a fresh role or a deletion.
async fn patiently<T, F: Future<Output = AwsResult<T>>>(
    workflow: &WorkflowPlan,
    report: &mut dyn FnMut(Progress<'_>),
    mut call: impl FnMut() -> F,
) -> Result<T> {
    let mut delays = ROLE_DELAYS.into_iter();
    loop {
        let error = match call().await {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let Some(reason) = worth_waiting(&error) else { return Err(error.into()) };
        let Some(delay) = delays.next() else { return Err(given_up(workflow, reason, error)) };
        report(Progress::Waiting { workflow, reason });
        tokio::time::sleep(Duration::from_secs(delay)).await;
    }
}

fn worth_waiting(error: &AwsError) -> Option<Waiting> {
    if error.is_role_not_ready() {
        Some(Waiting::RoleNotReady)
    } else {
        error
            .code()
            .is_some_and(|code| code.ends_with("StateMachineDeleting"))
            .then_some(Waiting::StillDeleting)
    }
}

fn given_up(workflow: &WorkflowPlan, reason: Waiting, error: AwsError) -> crate::error::Error {
    match reason {
        Waiting::StillDeleting => error.into(),
        Waiting::RoleNotReady => {
            let trust =
                serde_json::to_string_pretty(&workflow.wanted.role.trust).unwrap_or_default();
            RoleNotAssumable { role: workflow.wanted.role.name.clone(), trust, source: error }
                .into()
        }
    }
}

/// Waits until AWS shows what was written.
///
/// A `CreateStateMachine` that meets an equal machine succeeds and keeps its old role and tags, so
/// what is found afterwards is put right once.
async fn settle<A: ControlPlane>(
    aws: &A,
    workflow: &WorkflowPlan,
    report: &mut dyn FnMut(Progress<'_>),
) -> Result<()> {
    let mut may_repair = workflow.steps.contains(&Step::CreateMachine);
    for delay in SETTLE_DELAYS {
        tokio::time::sleep(Duration::from_secs(delay)).await;
        let Some(found) = observe_machine(aws, &workflow.wanted).await? else { continue };
        let left = machine_steps(&workflow.wanted, Some(&found));
        if left.is_empty() {
            return Ok(());
        }
        if may_repair && !left.contains(&Step::CreateMachine) {
            may_repair = false;
            for step in left {
                execute(aws, workflow, step, report).await?;
                report(Progress::Done { workflow, step });
            }
        }
    }
    Err(NotVisible { name: workflow.wanted.name.clone() }.into())
}

#[derive(Debug, thiserror::Error)]
#[error("Step Functions still may not assume the role `{role}`, two minutes after it was written")]
struct RoleNotAssumable {
    role: String,
    trust: String,
    source: AwsError,
}

impl Fault for RoleNotAssumable {
    fn exit(&self) -> Exit {
        Exit::Refused
    }

    fn items(&self) -> Vec<String> {
        std::iter::once("its trust policy:").chain(self.trust.lines()).map(str::to_owned).collect()
    }

    fn help(&self) -> Option<String> {
        Some("if the trust policy is right, run the command again; else look for a service control policy or a permissions boundary".to_owned())
    }
}

/// An endpoint that has a region of its own.
#[derive(Debug, thiserror::Error)]
#[error("the state machine was created as {arn}, not as {expected}")]
struct Elsewhere {
    expected: String,
    arn: String,
}

impl Fault for Elsewhere {
    fn exit(&self) -> Exit {
        Exit::Refused
    }

    fn help(&self) -> Option<String> {
        let region = self.arn.split(':').nth(3).unwrap_or_default();
        Some(format!("the endpoint is in another region: pass --region {region}"))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("`{name}` was written, but AWS did not show the change within a minute")]
struct NotVisible {
    name: String,
}

impl Fault for NotVisible {
    fn exit(&self) -> Exit {
        Exit::Refused
    }

    fn help(&self) -> Option<String> {
        Some("run the command again: it continues where this run stopped".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sfn_asl::WorkflowType;

    use super::*;
    use crate::{
        aws::{MachineRecord, Tags, memory::Memory},
        plan::{WantedRole, plan},
    };

    fn wanted() -> Wanted {
        Wanted {
            name: "a".to_owned(),
            arn: "arn:aws:states:eu-central-1:123456789012:stateMachine:a".to_owned(),
            workflow_type: WorkflowType::Standard,
            definition: r#"{"StartAt":"A"}"#.to_owned(),
            role: WantedRole {
                name: "a-eu-central-1".to_owned(),
                arn: "arn:aws:iam::123456789012:role/a-eu-central-1".to_owned(),
                trust: json!({ "Version": "2012-10-17", "Statement": [] }),
                policy: Some(
                    json!({ "Version": "2012-10-17", "Statement": [{ "Action": ["a:A"] }] }),
                ),
                managed: Vec::new(),
            },
        }
    }

    /// Observes, plans, applies; gives what was waited for.
    async fn deploy(aws: &Memory, wanted: Wanted) -> Result<Vec<Waiting>> {
        let found = observe(aws, &wanted).await?;
        let plan = Plan { workflows: vec![plan(wanted, found)?] };
        let mut waits = Vec::new();
        let mut report = |progress: Progress<'_>| {
            if let Progress::Waiting { reason, .. } = progress {
                waits.push(reason);
            }
        };
        apply(aws, &plan, &mut report).await.map(|()| waits)
    }

    #[tokio::test(start_paused = true)]
    async fn the_second_run_writes_nothing() {
        let aws = Memory::default();
        deploy(&aws, wanted()).await.unwrap();
        assert_eq!(aws.take_writes(), ["CreateRole", "PutRolePolicy", "CreateStateMachine"]);
        deploy(&aws, wanted()).await.unwrap();
        assert_eq!(aws.take_writes(), [] as [&str; 0]);
    }

    #[tokio::test(start_paused = true)]
    async fn permissions_that_do_not_fit_inline_move_to_managed_policies_and_back() {
        let aws = Memory::default();
        deploy(&aws, wanted()).await.unwrap();
        aws.take_writes();
        let mut large = wanted();
        large.role.managed = vec![json!({ "Statement": [] }), json!({ "Statement": [{}] })];
        large.role.policy = None;
        for failing in ["CreatePolicy", "AttachRolePolicy", "DeleteRolePolicy"] {
            *aws.fail_once.borrow_mut() = Some(failing);
            deploy(&aws, large.clone()).await.unwrap_err();
        }
        deploy(&aws, large.clone()).await.unwrap();
        let write_and_attach = ["CreatePolicy", "AttachRolePolicy"];
        let grown = [&["TagRole"], &write_and_attach[..], &write_and_attach, &["DeleteRolePolicy"]];
        assert_eq!(aws.take_writes(), grown.concat());
        deploy(&aws, large).await.unwrap();
        assert_eq!(aws.take_writes(), [] as [&str; 0]);
        deploy(&aws, wanted()).await.unwrap();
        assert_eq!(aws.take_writes(), ["TagRole", "PutRolePolicy", "DeletePolicy", "DeletePolicy"]);
        deploy(&aws, wanted()).await.unwrap();
        assert_eq!(aws.take_writes(), [] as [&str; 0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_change_writes_only_itself() {
        let aws = Memory::default();
        deploy(&aws, wanted()).await.unwrap();
        aws.take_writes();
        deploy(&aws, Wanted { definition: r#"{"StartAt":"B"}"#.to_owned(), ..wanted() })
            .await
            .unwrap();
        assert_eq!(aws.take_writes(), ["UpdateStateMachine", "TagResource"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_fresh_role_is_waited_for() {
        let aws = Memory::default();
        *aws.role_not_ready.borrow_mut() = 3;
        let start = tokio::time::Instant::now();
        assert_eq!(deploy(&aws, wanted()).await.unwrap(), [Waiting::RoleNotReady; 3]);
        assert_eq!(start.elapsed().as_secs(), 2 + 4 + 8);
        assert_eq!(aws.take_writes(), ["CreateRole", "PutRolePolicy", "CreateStateMachine"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_role_that_stays_unusable_is_reported_with_its_trust_policy() {
        let aws = Memory::default();
        *aws.role_not_ready.borrow_mut() = u32::MAX;
        let start = tokio::time::Instant::now();
        let error = deploy(&aws, wanted()).await.unwrap_err();
        assert_eq!(start.elapsed().as_secs(), 120);
        assert_eq!(error.exit(), Exit::Refused);
        let text = error.lines().join("\n");
        assert!(
            text.starts_with("Step Functions still may not assume the role `a-eu-central-1`"),
            "{text}"
        );
        assert!(
            text.contains("\"Version\": \"2012-10-17\"") && text.contains("AccessDeniedException"),
            "{text}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn the_next_run_completes_what_was_left_undone() {
        for failing in ["CreateRole", "PutRolePolicy", "CreateStateMachine"] {
            let aws = Memory::default();
            *aws.fail_once.borrow_mut() = Some(failing);
            deploy(&aws, wanted()).await.unwrap_err();
            deploy(&aws, wanted()).await.unwrap();
            assert_eq!(
                aws.take_writes(),
                ["CreateRole", "PutRolePolicy", "CreateStateMachine"],
                "{failing}"
            );
            deploy(&aws, wanted()).await.unwrap();
            assert_eq!(aws.take_writes(), [] as [&str; 0]);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_machine_that_appeared_meanwhile_gets_our_role_and_tags() {
        let aws = Memory::default();
        let wanted = wanted();
        let plan = Plan { workflows: vec![plan(wanted.clone(), Found::default()).unwrap()] };
        let record = MachineRecord {
            definition: wanted.definition.clone(),
            role_arn: "arn:other".to_owned(),
            workflow_type: WorkflowType::Standard,
            is_deleting: false,
        };
        aws.machines.borrow_mut().insert(wanted.arn.clone(), (record, Tags::new()));
        apply(&aws, &plan, &mut |_| ()).await.unwrap();
        let writes = [
            "CreateRole",
            "PutRolePolicy",
            "CreateStateMachine",
            "UpdateStateMachine",
            "TagResource",
        ];
        assert_eq!(aws.take_writes(), writes);
        deploy(&aws, wanted).await.unwrap();
        assert_eq!(aws.take_writes(), [] as [&str; 0]);
    }
}
