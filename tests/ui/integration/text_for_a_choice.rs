//! A launch type is one of AWS's values, not any text.

use sfn_dsl::{
    integration::ecs::{self, EcsError},
    prelude::*,
};

#[workflow(name = "print")]
pub async fn print() -> Result<u32, EcsError> {
    let task = ecs::run_task("${Print}").launch_type("FARGATE").run_job().await?;
    Ok(task.containers.len() as u32)
}

fn main() {}
