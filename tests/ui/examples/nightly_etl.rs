//! An Express workflow cannot wait for a job.

use sfn_dsl::{
    integration::glue::{self, GlueError},
    prelude::*,
};

#[workflow(name = "nightly-etl", kind = Express)]
pub async fn nightly_etl(day: String) -> Result<String, GlueError> {
    let load = glue::start_job_run_sync("${OrdersJob}").job_argument("--day", day).await?;
    Ok(load.id)
}

fn main() {}
