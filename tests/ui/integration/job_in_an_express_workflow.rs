//! An Express workflow waits for no job.

use sfn_dsl::{
    integration::glue::{self, GlueError},
    prelude::*,
};

#[workflow(name = "load", kind = Express)]
pub async fn load(day: String) -> Result<String, GlueError> {
    let run = glue::start_job_run("${OrdersJob}").job_argument("--day", &day).run_job().await?;
    Ok(run.id)
}

fn main() {}
