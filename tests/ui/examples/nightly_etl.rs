//! An Express workflow cannot wait for a job.

use sfn_dsl::{
    integration::glue::{self, GlueError},
    prelude::*,
};

#[workflow(name = "nightly-etl", kind = Express)]
pub async fn nightly_etl(day: String) -> Result<String, GlueError> {
    let load = glue::start_job_run("${OrdersJob}").job_argument("--day", day).run_job().await?;
    Ok(load.id)
}

fn main() {}
