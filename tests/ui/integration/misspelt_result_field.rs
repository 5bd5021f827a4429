//! A job that has ended tells its state.

use sfn_dsl::{
    integration::glue::{self, GlueError},
    prelude::*,
};

#[workflow(name = "load")]
pub async fn load() -> Result<String, GlueError> {
    let run = glue::start_job_run("${OrdersJob}").run_job().await?;
    Ok(run.job_run_stat)
}

fn main() {}
