//! `run`: one execution, followed to its end.

use sfn_local::MockFile;

use crate::{
    Exit,
    aws::Refusal,
    cli::{Options, RunArgs},
    console::Console,
    error::{Error, Fault, Result},
    execution::{Job, report},
    input::{self, Origin},
    mocks::{self, ensure_test_case},
    params,
    placeholder::Values,
    prepare::{ensure_sound, pretty},
    session::{self, Session},
    suggest,
    workflow::{Sample, Workflow, Workflows},
};

pub(crate) async fn run(
    args: &RunArgs,
    options: &Options,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    let workflow = workflows.find(&args.name)?;
    let Chosen { input, text, origin, label } = choose_input(args, workflow, console)?;
    workflow.check_input(&input, &origin, text.as_deref())?;
    let session = if options.local {
        let family = workflows.family(workflow);
        let given = params::given(options, &family, console)?;
        let mocks = mocks::read(options, workflows, &given, console)?;
        ensure_test_case(args.test_case.as_deref(), workflow, &mocks, console)?;
        ensure_sound(&family, &given, console)?;
        let session = session::open(options, &family, given, mocks, console).await?;
        super::up::deploy_quietly(&session, &family).await?;
        session
    } else {
        // What is deployed already has its parameters.
        session::open(options, &[], Values::new(), MockFile::default(), console).await?
    };
    let job = Job { workflow, label, input, fails_with: None, test_case: args.test_case.clone() };
    let finished =
        job.run(&session, console).await.map_err(|error| explain(error, &job, &session))?;
    let ending = report(&job, &finished, console);
    if options.json {
        console.data(&pretty(&job.json(&finished)))?;
    } else if let Some(output) = &finished.record.output {
        console.data(&output_text(output))?;
    }
    if let Some(failure) = ending {
        console.fail(&failure.into());
        return Ok(Exit::Failed);
    }
    Ok(Exit::Ok)
}

struct Chosen {
    input: serde_json::Value,
    /// What it was read from.
    text: Option<String>,
    /// For messages.
    origin: Origin,
    /// For headings.
    label: String,
}

fn choose_input(args: &RunArgs, workflow: &Workflow, console: &mut Console<'_>) -> Result<Chosen> {
    if let Some(path) = &args.input {
        let label =
            if path.as_os_str() == "-" { "stdin".to_owned() } else { path.display().to_string() };
        let read = input::read(path, console)?;
        return Ok(Chosen {
            input: read.value,
            text: Some(read.text),
            origin: Origin(label.clone()),
            label,
        });
    }
    let sample = match &args.sample {
        None => workflow.samples.first(),
        Some(name) => workflow.samples.iter().find(|sample| sample.name == *name),
    };
    let sample = sample.ok_or_else(|| NoInput::new(workflow, args.sample.clone()))?;
    Ok(Chosen {
        input: sample.input.clone(),
        text: None,
        origin: sample.origin(workflow.name()),
        label: sample.name.clone(),
    })
}

/// Output as it is printed: pretty JSON.
pub(super) fn output_text(output: &str) -> String {
    serde_json::from_str(output).map_or_else(|_| output.to_owned(), |value| pretty(&value))
}

/// A machine that is not there is most often one that was not deployed yet; or a test case that is not there.
fn explain(error: Error, job: &Job<'_>, session: &Session) -> Error {
    match error.aws_refusal() {
        Some(Refusal::Service { code, .. })
            if code.ends_with("StateMachineDoesNotExist") && job.test_case.is_none() =>
        {
            NotDeployed {
                name: job.workflow.name().to_owned(),
                region: session.target.region.clone(),
                account: session.target.account.clone(),
            }
            .into()
        }
        _ => error,
    }
}

#[derive(Debug, thiserror::Error)]
#[error("`{name}` is not deployed in {region} of account {account}")]
struct NotDeployed {
    name: String,
    region: String,
    account: String,
}

impl Fault for NotDeployed {
    fn exit(&self) -> Exit {
        Exit::Refused
    }

    fn help(&self) -> Option<String> {
        Some("deploy it with `up`, or run it here with --local".to_owned())
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{}", match asked { Some(sample) => format!("`{workflow}` has no sample `{sample}`"), None => format!("`{workflow}` needs an input") })]
struct NoInput {
    workflow: String,
    asked: Option<String>,
    help: Option<String>,
}

impl NoInput {
    fn new(workflow: &Workflow, asked: Option<String>) -> Self {
        let names: Vec<&str> =
            workflow.samples.iter().map(|sample: &Sample| sample.name.as_str()).collect();
        let help = match &asked {
            Some(name) => suggest::help(name, names),
            None => Some("give one with --input FILE, or --input - for stdin".to_owned()),
        };
        Self { workflow: workflow.name().to_owned(), asked, help }
    }
}

impl Fault for NoInput {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        self.help.clone()
    }
}
