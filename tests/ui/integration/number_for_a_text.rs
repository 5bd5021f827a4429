//! A cluster has a name.

use sfn_dsl::{
    integration::ecs::{self, EcsError},
    prelude::*,
};

#[workflow(name = "print")]
pub async fn print(cluster: u32) -> Result<u32, EcsError> {
    let task = ecs::run_task("${Print}").cluster(cluster).run_job().await?;
    Ok(task.containers.len() as u32)
}

fn main() {}
