//! `serve`: the embedded endpoint alone, for other programs.

use serde_json::json;
use sfn_local::endpoint::TimeMode;

use crate::{
    Exit,
    cli::{Options, ServeArgs},
    console::{Console, Tone},
    error::{Internal, Result},
    local::LocalEndpoint,
    params,
    prepare::pretty,
    session::{local_target, local_tasks, local_values},
    workflow::{Workflow, Workflows},
};

pub(crate) async fn run(
    args: &ServeArgs,
    options: &Options,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    let all: Vec<&Workflow> = workflows.iter().collect();
    let target = local_target(options);
    let given = params::given(options, &all, console)?;
    let values = local_values(&all, given, &target, console);
    let tasks = local_tasks(&all, &values, console)?;
    let endpoint = LocalEndpoint::start(args.port, &target, tasks, TimeMode::Real)?;
    let url = endpoint.url();
    console.data(&if options.json { pretty(&json!({ "url": url })) } else { url.to_owned() })?;
    let paint = console.paint();
    console.say_all(&[
        paint.apply(Tone::Strong, &format!("Step Functions in account {}, {}; Ctrl-C ends it", target.account, target.region)),
        format!("  export AWS_ENDPOINT_URL={url} AWS_REGION={}", target.region),
        "  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local".to_owned(),
        "  export AWS_DISABLE_HOST_PREFIX_INJECTION=true  # else clients call sync-127.0.0.1 for StartSyncExecution".to_owned(),
        format!("deploy to it with `up --endpoint-url {url}`"),
    ]);
    tokio::signal::ctrl_c().await.map_err(|source| Internal::new("waiting for Ctrl-C", source))?;
    Ok(Exit::Ok)
}
