//! `serve`: the embedded endpoint alone, for other programs.

use serde_json::json;
use sfn_local::endpoint::{ServiceConfig, TimeMode};

use crate::{
    Exit,
    cli::{Embedded, Options, S3, ServeArgs},
    console::{Console, Tone},
    error::{Fault, Internal, Result},
    local::{self, LocalEndpoint, objects},
    mocks, params,
    prepare::pretty,
    session::{local_target, local_tasks, local_values},
    stop::stopped,
    workflow::{Workflow, Workflows},
};

/// What whoever opens the endpoint to others must know.
const REMOTE: &str = "warning: other machines can reach it, and nobody is asked who they are: requests may be unsigned, and can \
                      run every task and read every execution";

pub(crate) async fn run(
    args: &ServeArgs,
    options: &Options,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    if let Some(url) = &options.endpoint_url {
        return Err(IsTheEndpoint { url: url.clone() }.into());
    }
    let all: Vec<&Workflow> = workflows.iter().collect();
    let target = local_target(options);
    let given = params::given(options, &all, console)?;
    let mocks = mocks::read(options, workflows, &given, console)?;
    let values = local_values(&all, given, &target, console);
    let tasks = local_tasks(&all, &values, mocks, options);
    let objects = objects(&options.embedded, &target.region, &all, &values);
    let time = args.time_scale.map_or(TimeMode::Real, TimeMode::Scaled);
    let config = ServiceConfig {
        allow_remote: args.allow_remote,
        state: args.state.clone(),
        ..local::config(options, &target, tasks, objects, time)
    };
    let endpoint = LocalEndpoint::start((args.host, args.port).into(), config)?;
    let stopped = stopped().map_err(|source| Internal::new("waiting for Ctrl-C", source))?;
    let url = endpoint.url();
    console.data(&if options.json { pretty(&json!({ "url": url })) } else { url.to_owned() })?;
    let paint = console.paint();
    let place = format!("account {}, {}", target.account, target.region);
    console.say(&paint.apply(Tone::Strong, &format!("Step Functions in {place}; Ctrl-C ends it")));
    if !args.host.is_loopback() {
        console.say(&paint.apply(Tone::Warn, REMOTE));
    }
    console.say_all(&outside(&options.embedded));
    if !all.is_empty() {
        console.say("deploy to it, and run what is deployed:");
        console.say_all(&commands(&all, options, url, &target.region));
    }
    console.say_all(&[
        "for other programs:".to_owned(),
        format!("  export AWS_ENDPOINT_URL={url} AWS_REGION={0} AWS_DEFAULT_REGION={0}", target.region),
        "  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local".to_owned(),
        "  export AWS_DISABLE_HOST_PREFIX_INJECTION=true  # else clients call sync-127.0.0.1 for StartSyncExecution".to_owned(),
    ]);
    stopped.await;
    Ok(Exit::Ok)
}

/// Where calls of services go.
fn outside(embedded: &Embedded) -> Vec<String> {
    let s3 = embedded.s3.as_ref().map(|s3| match s3 {
        S3::Folder(folder) => format!("S3 is the folder {}", folder.display()),
        S3::Server(url) => format!("S3 is {url}"),
    });
    let services = embedded.services_endpoint.as_ref();
    let services = services.map(|url| format!("calls of AWS services go to {url}"));
    s3.into_iter().chain(services).collect()
}

/// `serve` calls no other endpoint for Step Functions.
#[derive(Debug, thiserror::Error)]
#[error("`serve` is an endpoint itself, and sends nothing to {url}")]
struct IsTheEndpoint {
    url: String,
}

impl Fault for IsTheEndpoint {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        let listen = "say where to listen with --host and --port";
        Some(format!("{listen}, and where calls of AWS services go with --services-endpoint"))
    }
}

/// Commands that work as they stand: with the values that this endpoint was given, since a task finds its body by the
/// name of its function.
fn commands(workflows: &[&Workflow], options: &Options, url: &str, region: &str) -> Vec<String> {
    let program = std::env::args().next().unwrap_or_else(|| "deploy".to_owned());
    let place = ["--endpoint-url", url, "--region", region];
    let mut up: Vec<String> = [program.as_str(), "up", "--yes"].map(str::to_owned).to_vec();
    up.extend(place.map(str::to_owned));
    if let Some(file) = &options.params {
        up.extend(["--params".to_owned(), file.display().to_string()]);
    }
    for (name, value) in &options.param {
        up.extend(["--param".to_owned(), format!("{name}={}", value.to_text())]);
    }
    let with_sample = workflows.iter().find(|workflow| !workflow.samples.is_empty());
    let run = with_sample.or(workflows.first()).map(|workflow| {
        let mut run = vec![program.clone(), "run".to_owned(), workflow.name().to_owned()];
        run.extend(place.map(str::to_owned));
        if workflow.samples.is_empty() {
            run.extend(["--input", "-"].map(str::to_owned));
        }
        run
    });
    let line = |words: Vec<String>| {
        let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        format!("  {}", words.join(" "))
    };
    std::iter::once(up).chain(run).map(line).collect()
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@+%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_for_a_shell() {
        assert_eq!(quoted("http://127.0.0.1:1"), "http://127.0.0.1:1");
        assert_eq!(quoted("A=it's $x"), r"'A=it'\''s $x'");
        assert_eq!(quoted(""), "''");
    }
}
