//! `up`: makes AWS, or the embedded endpoint, look as the source says; then runs the samples if asked to.

use std::time::Instant;

use serde_json::{Value, json};
use sfn_local::MockFile;

use crate::{
    Exit,
    apply::{Progress, Waiting, apply, observe},
    cli::{Options, UpArgs},
    console::{Console, Tone},
    error::{Fault, Result},
    execution::{Job, report},
    mocks::{self, ensure_test_case},
    params,
    plan::{Plan, plan},
    prepare::{ensure_sound, pretty, wanted},
    render::{duration_text, plan_lines, step_name, step_text},
    session::{self, Session},
    workflow::{Workflow, Workflows},
};

pub(crate) async fn run(
    args: &UpArgs,
    options: &Options,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    let selected: Vec<&Workflow> = workflows.iter().collect();
    let given = params::given(options, &selected, console)?;
    ensure_sound(&selected, &given, console)?;
    if args.run {
        for workflow in &selected {
            for sample in &workflow.samples {
                workflow.check_input(&sample.input, &sample.origin(workflow.name()), None)?;
            }
        }
    }
    let mocks = if options.local {
        mocks::read(options, workflows, &given, console)?
    } else {
        MockFile::default()
    };
    if args.run && options.local {
        for workflow in &selected {
            ensure_test_case(None, workflow, &mocks, console)?;
        }
    }
    let session = session::open(options, &selected, given, mocks, console).await?;
    let begun = Instant::now();
    let plan = make_plan(&session, &selected).await?;
    if options.local {
        apply(&session.aws, &plan, &mut |_| ()).await?;
        announce_local(&session, &plan, begun, console);
        if !args.run {
            console.say("it ends with this command: add --run to run the samples, or use `serve`");
        }
    } else {
        show(&plan, &session, console);
        if !plan.is_empty() {
            if !confirm(options, console)? {
                console.say("nothing was changed");
                return Ok(Exit::Declined);
            }
            apply(&session.aws, &plan, &mut |progress| say_progress(progress, console)).await?;
        }
        summarize(&plan, console);
    }
    let (executions, exit) = if args.run {
        run_samples(&selected, options, &session, console).await?
    } else {
        (Vec::new(), Exit::Ok)
    };
    if options.json {
        console.data(&pretty(&as_json(&plan, &session, &executions)))?;
    }
    Ok(exit)
}

/// Deploys without a word: for a run in the embedded endpoint.
pub(super) async fn deploy_quietly(session: &Session, workflows: &[&Workflow]) -> Result<()> {
    let plan = make_plan(session, workflows).await?;
    apply(&session.aws, &plan, &mut |_| ()).await
}

async fn make_plan(session: &Session, workflows: &[&Workflow]) -> Result<Plan> {
    let mut plans = Vec::new();
    for workflow in workflows {
        let wanted = wanted(workflow, &session.values, &session.target)?;
        let found = observe(&session.aws, &wanted).await?;
        plans.push(plan(wanted, found)?);
    }
    Ok(Plan { workflows: plans })
}

fn announce_local(session: &Session, plan: &Plan, begun: Instant, console: &mut Console<'_>) {
    let paint = console.paint();
    let names: Vec<_> = plan
        .workflows
        .iter()
        .map(|workflow| paint.apply(Tone::Strong, &workflow.wanted.name))
        .collect();
    let url = session.local.as_ref().map(|local| local.url().to_owned()).unwrap_or_default();
    let took = format!("({}; time is virtual: a wait takes none)", duration_text(begun.elapsed()));
    console.say(&format!(
        "deployed {} to {url} {}",
        names.join(" and "),
        paint.apply(Tone::Dim, &took)
    ));
}

fn show(plan: &Plan, session: &Session, console: &mut Console<'_>) {
    let place = format!(
        "account {}, {}, as {}",
        session.target.account, session.target.region, session.caller
    );
    console.say(&console.paint().apply(Tone::Dim, &place));
    console.say_all(&plan_lines(plan, console.paint()));
}

/// Whether to go on.
fn confirm(options: &Options, console: &mut Console<'_>) -> Result<bool> {
    if options.yes {
        return Ok(true);
    }
    if !console.is_interactive() {
        return Err(CannotAsk.into());
    }
    Ok(console.ask("apply this?"))
}

fn say_progress(progress: Progress<'_>, console: &mut Console<'_>) {
    let paint = console.paint();
    match progress {
        Progress::Done { workflow, step } => {
            console.say(&format!(
                "  {} {}",
                paint.apply(Tone::Good, "✓"),
                step_text(workflow, step)
            ));
        }
        Progress::Waiting { workflow, reason } => {
            let what = match reason {
                Waiting::RoleNotReady => {
                    format!("until Step Functions may use {}", workflow.wanted.role.name)
                }
                Waiting::StillDeleting => format!("until the old {} is gone", workflow.wanted.name),
            };
            console.say(&format!("  {} waiting {what}", paint.apply(Tone::Dim, "…")));
        }
    }
}

fn summarize(plan: &Plan, console: &mut Console<'_>) {
    let all = plan.workflows.len();
    let unchanged = plan.workflows.iter().filter(|workflow| workflow.steps.is_empty()).count();
    let line = if unchanged == all {
        "unchanged: nothing to do".to_owned()
    } else {
        format!("{} deployed, {unchanged} unchanged", all - unchanged)
    };
    console.say(&line);
}

async fn run_samples(
    workflows: &[&Workflow],
    options: &Options,
    session: &Session,
    console: &mut Console<'_>,
) -> Result<(Vec<Value>, Exit)> {
    let (mut results, mut exit) = (Vec::new(), Exit::Ok);
    for workflow in workflows {
        for sample in &workflow.samples {
            let job = Job {
                workflow,
                label: sample.name.clone(),
                input: sample.input.clone(),
                fails_with: sample.fails_with.clone(),
                test_case: None,
            };
            let finished = job.run(session, console).await?;
            let failure = report(&job, &finished, console);
            if options.json {
                results.push(job.json(&finished));
            } else if let Some(output) = &finished.record.output {
                console.data(&super::run::output_text(output))?;
            }
            if let Some(failure) = failure {
                console.fail(&failure.into());
                exit = Exit::Failed;
            }
        }
    }
    if results.is_empty() && workflows.iter().all(|workflow| workflow.samples.is_empty()) {
        console.warn("no workflow has a sample input, so nothing was run");
    }
    Ok((results, exit))
}

fn as_json(plan: &Plan, session: &Session, executions: &[Value]) -> Value {
    let workflows: Vec<Value> = plan
        .workflows
        .iter()
        .map(|workflow| {
            let steps: Vec<_> = workflow.steps.iter().map(|step| step_name(*step)).collect();
            json!({
                "name": workflow.wanted.name,
                "stateMachineArn": workflow.wanted.arn,
                "roleArn": workflow.wanted.role.arn,
                "unchanged": steps.is_empty(),
                "writes": steps,
            })
        })
        .collect();
    json!({
        "account": session.target.account,
        "region": session.target.region,
        "workflows": workflows,
        "executions": executions,
    })
}

#[derive(Debug, thiserror::Error)]
#[error("there is nobody to ask whether to apply this")]
struct CannotAsk;

impl Fault for CannotAsk {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        Some("pass --yes to apply without asking".to_owned())
    }
}
