//! Everything that a command needs to talk to AWS or to the embedded endpoint.

use std::{collections::BTreeSet, net::Ipv4Addr};

use sfn_local::{
    Definition, MockFile, Program,
    endpoint::TimeMode,
    local_tasks::{is_like, task_names},
};

use crate::{
    Exit,
    aws::{ControlPlane, Identity, NoProfile, Sdk, Settings, embedded, identify},
    cli::{Embedded, Options, parse},
    console::{Console, Tone},
    error::{Fault, Result},
    execution::Pace,
    local::{self, Given, LocalEndpoint, PerWorkflow, Services, filled, objects},
    naming::Target,
    params::{self, MissingParameter},
    placeholder::Values,
    render::{Finding, findings_text},
    suggest,
    workflow::Workflow,
};

/// A way to the service, and the values that definitions get there.
pub(crate) struct Session {
    pub(crate) aws: Sdk,
    pub(crate) target: Target,
    pub(crate) values: Values,
    pub(crate) pace: Pace,
    pub(crate) caller: String,
    /// Keeps the embedded endpoint running.
    pub(crate) local: Option<LocalEndpoint>,
}

/// Finds out where and as whom, checks that nothing is missing, and connects.
///
/// `selected`: the workflows whose placeholders need values; `given`: the values that the user gave; `mocks`: those of the
/// options, for the embedded endpoint.
pub(crate) async fn open(
    options: &Options,
    selected: &[&Workflow],
    given: Values,
    mocks: MockFile,
    console: &mut Console<'_>,
) -> Result<Session> {
    if options.local {
        open_local(options, selected, given, mocks, console).await
    } else if let Some((option, what)) = options.embedded.given() {
        Err(NothingLocal { option, what }.into())
    } else {
        open_aws(options, selected, given, console).await
    }
}

/// An option of the embedded endpoint where there is none.
#[derive(Debug, thiserror::Error)]
#[error("nothing was sent: `{option}` is {what} for the embedded endpoint")]
struct NothingLocal {
    option: &'static str,
    what: &'static str,
}

impl Fault for NothingLocal {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        Some("add `--local`, or give it to `serve`".to_owned())
    }
}

async fn open_aws(
    options: &Options,
    selected: &[&Workflow],
    mut values: Values,
    console: &mut Console<'_>,
) -> Result<Session> {
    let settings = Settings {
        region: options.region.clone(),
        profile: options.profile.clone(),
        endpoint_url: options.endpoint_url.clone(),
    };
    check_environment()?;
    let located = settings.locate().await;
    if let Some(region) = &located.region {
        parse::region(region).map_err(|fault| Unusable::new("the region", region, fault))?;
    }
    let missing = params::missing(selected, &values);
    let complete =
        located.region.is_some() && located.no_credentials.is_none() && missing.is_empty();
    if let (false, None, Some(url)) = (complete, &located.no_profile, settings.near_endpoint())
        && let Some(identity) = identify(&url).await?
    {
        return open_served(&url, located.region, identity, selected, values, console);
    }
    let (Some(region), None, None, true) =
        (located.region.clone(), &located.no_profile, &located.no_credentials, missing.is_empty())
    else {
        return Err(Missing {
            region: located.region.is_none(),
            // They may well stand in the profile that was meant.
            credentials: located.no_credentials.filter(|_| located.no_profile.is_none()),
            profile: located.no_profile,
            parameters: missing,
        }
        .into());
    };
    let aws = located.connect();
    let identity = aws.caller_identity().await?;
    check_region(&region, &identity)?;
    let target = Target::new(&region, &identity.account, &identity.arn);
    values.extend(params::pseudo(&target));
    Ok(Session { aws, target, values, pace: Pace::AWS, caller: identity.arn, local: None })
}

/// An endpoint that `serve` started: what is open is as harmless there as with `--local`.
fn open_served(
    url: &str,
    region: Option<String>,
    identity: Identity,
    selected: &[&Workflow],
    given: Values,
    console: &mut Console<'_>,
) -> Result<Session> {
    let region = region.or_else(|| identity.endpoint_region.clone()).unwrap_or_default();
    check_region(&region, &identity)?;
    let target = Target::new(&region, &identity.account, &identity.arn);
    let values = local_values(selected, given, &target, console);
    let aws = embedded(url, &region);
    Ok(Session { aws, target, values, pace: Pace::AWS, caller: identity.arn, local: None })
}

/// An endpoint that says its region makes everything there, whatever region is asked for.
fn check_region(asked: &str, identity: &Identity) -> Result<(), WrongRegion> {
    match &identity.endpoint_region {
        Some(region) if region != asked => {
            Err(WrongRegion { asked: asked.to_owned(), region: region.clone() })
        }
        _ => Ok(()),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("nothing was changed: the endpoint is in {region}, not in {asked}")]
struct WrongRegion {
    asked: String,
    region: String,
}

impl Fault for WrongRegion {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        Some(format!("pass --region {}, or `serve` with --region {}", self.region, self.asked))
    }
}

/// What would else be found only when the SDK calls.
fn check_environment() -> Result<(), Unusable> {
    for name in
        ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SFN", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS"]
    {
        let Ok(url) = std::env::var(name) else { continue };
        if !url.is_empty() {
            parse::endpoint_url(&url).map_err(|fault| Unusable::new(name, &url, fault))?;
        }
    }
    Ok(())
}

/// A setting of the environment or of a profile that cannot be right.
#[derive(Debug, thiserror::Error)]
#[error("nothing was sent: {what} is `{value}`: {fault}")]
struct Unusable {
    what: &'static str,
    value: String,
    fault: String,
}

impl Unusable {
    fn new(what: &'static str, value: &str, fault: String) -> Self {
        Self { what, value: value.to_owned(), fault }
    }
}

impl Fault for Unusable {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

async fn open_local(
    options: &Options,
    selected: &[&Workflow],
    given: Values,
    mocks: MockFile,
    console: &mut Console<'_>,
) -> Result<Session> {
    let target = local_target(options);
    let values = local_values(selected, given, &target, console);
    ensure_known_tasks(&options.embedded.task, selected)?;
    ensure_runnable(selected, &values, console)?;
    let tasks = local_tasks(selected, &values, mocks, options);
    // Nobody outside can answer, so there is nothing to wait for: time passes as fast as the tasks let it.
    let objects = objects(&options.embedded, &target.region, selected, &values);
    let config = local::config(options, &target, tasks, objects, TimeMode::Virtual);
    let local = LocalEndpoint::start((Ipv4Addr::LOCALHOST, 0).into(), config)?;
    let aws = embedded(local.url(), &target.region);
    let caller = aws.caller_identity().await?.arn;
    Ok(Session { aws, target, values, pace: Pace::LOCAL, caller, local: Some(local) })
}

/// The given values, and plausible ones for the placeholders that have none; says so once.
pub(crate) fn local_values(
    selected: &[&Workflow],
    mut values: Values,
    target: &Target,
    console: &mut Console<'_>,
) -> Values {
    let made_up = params::made_up(selected, &values, target);
    if !made_up.is_empty() {
        let names: Vec<String> = made_up.keys().map(|name| format!("`{name}`")).collect();
        let (shown, more) = names.split_at(names.len().min(if names.len() == 4 { 4 } else { 3 }));
        let more =
            if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
        let line = format!(
            "made-up values for {}{more}; give others with --param or --params",
            shown.join(", ")
        );
        console.say(&console.paint().apply(Tone::Dim, &line));
    }
    values.extend(made_up);
    values.extend(params::pseudo(target));
    values
}

/// Who answers tasks in this process. The mocks of the options come before those of the workflows.
pub(crate) fn local_tasks(
    selected: &[&Workflow],
    values: &Values,
    mocks: MockFile,
    options: &Options,
) -> PerWorkflow {
    let Embedded { mocks: _, task, allow_http, services_endpoint, s3: _, start: _, seed: _ } =
        &options.embedded;
    let services = Services {
        allow_http: allow_http.clone(),
        endpoint: services_endpoint.clone(),
        s3: local::s3(&options.embedded, selected),
    };
    let given = Given { mocks, commands: task.clone(), services };
    PerWorkflow::new(selected, values, &given)
}

/// Shows what keeps workflows from running here.
fn ensure_runnable(
    selected: &[&Workflow],
    values: &Values,
    console: &mut Console<'_>,
) -> Result<(), CannotRunHere> {
    let findings: Vec<Finding> = selected
        .iter()
        .flat_map(|workflow| {
            let Definition { name, workflow_type, machine, .. } =
                filled(&workflow.definition, values);
            let problems = Program::compile(&name, workflow_type, &machine).err();
            problems.into_iter().flatten().map(|problem| Finding::new(workflow, problem))
        })
        .collect();
    if findings.is_empty() {
        return Ok(());
    }
    console.say_all(&findings_text(&findings, console.paint()));
    Err(CannotRunHere { count: findings.len() })
}

/// A command must be of a task that is there. An endpoint for others may well get workflows that we do not know.
fn ensure_known_tasks(commands: &[(String, String)], selected: &[&Workflow]) -> Result<()> {
    let names = selected.iter().flat_map(|workflow| task_names(&workflow.definition));
    let names: BTreeSet<String> = names.collect();
    for (name, _) in commands {
        if !names.iter().any(|known| is_like(known, name)) {
            let help = suggest::help(name, names.iter().map(String::as_str));
            return Err(NoSuchTask { name: name.clone(), help }.into());
        }
    }
    Ok(())
}

/// A command for a task that no workflow has.
#[derive(Debug, thiserror::Error)]
#[error("no function, activity or state is called `{name}`, for which `--task` has a command")]
struct NoSuchTask {
    name: String,
    help: Option<String>,
}

impl Fault for NoSuchTask {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        self.help.clone()
    }
}

/// What the interpreter cannot run.
#[derive(Debug, thiserror::Error)]
#[error("the embedded endpoint cannot run this: {count} {}", if *.count == 1 { "finding" } else { "findings" })]
struct CannotRunHere {
    count: usize,
}

impl Fault for CannotRunHere {
    fn exit(&self) -> Exit {
        Exit::Failed
    }
}

/// Where the embedded endpoint says it is.
pub(crate) fn local_target(options: &Options) -> Target {
    let region = options.region.clone().unwrap_or_else(|| "us-east-1".to_owned());
    Target::new(&region, "000000000000", "")
}

/// What must be said before anything can be sent: all of it in one error.
#[derive(Debug, thiserror::Error)]
#[error("nothing was sent: {}", self.headline())]
pub(crate) struct Missing {
    region: bool,
    /// The profile that was named and cannot be used.
    profile: Option<NoProfile>,
    /// Why there are none.
    credentials: Option<String>,
    parameters: Vec<MissingParameter>,
}

impl Missing {
    /// The one thing that is missing, or how many are: the items name them.
    fn headline(&self) -> String {
        let region = self.region.then(|| "the region is".to_owned());
        let profile =
            self.profile.as_ref().map(|profile| format!("the profile `{}` is", profile.name()));
        let credentials = self.credentials.is_some().then(|| "credentials are".to_owned());
        let parameters =
            self.parameters.iter().map(|missing| format!("parameter `{}` is", missing.name));
        let all: Vec<String> =
            region.into_iter().chain(profile).chain(credentials).chain(parameters).collect();
        match all.as_slice() {
            [one] => format!("{one} missing"),
            many => format!("{} things are missing", many.len()),
        }
    }
}

impl Fault for Missing {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn items(&self) -> Vec<String> {
        let mut items = Vec::new();
        if self.region {
            items.push("region: set --region, AWS_REGION, or `region` in the profile".to_owned());
        }
        items.extend(self.profile.as_ref().map(|profile| format!("profile: {profile}")));
        if let Some(why) = &self.credentials {
            items.push(format!("credentials: log in, choose a --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY ({why})"));
        }
        items.extend(
            self.parameters.iter().map(|missing| {
                format!("parameter `{}`: needed by {}", missing.name, missing.place)
            }),
        );
        items
    }

    fn help(&self) -> Option<String> {
        let first = &self.parameters.first()?.name;
        Some(format!(
            "give parameters as --param {first}=…, or all in a JSON file with --params; `--local` needs none of this"
        ))
    }
}
