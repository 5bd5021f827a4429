//! The number of workers is a number.

use sfn_dsl::{
    integration::glue::{self, GlueError},
    prelude::*,
};

#[workflow(name = "load")]
pub async fn load(workers: String) -> Result<String, GlueError> {
    let run = glue::start_job_run("${OrdersJob}").number_of_workers(workers).await?;
    Ok(run.job_run_id)
}

fn main() {}
