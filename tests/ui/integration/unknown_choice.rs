//! A launch type with a letter too few.

use sfn_dsl::{
    integration::ecs::{self, EcsError},
    prelude::*,
};

#[workflow(name = "print")]
pub async fn print(cluster: String) -> Result<i32, EcsError> {
    let task = ecs::run_task("${Print}")
        .cluster(cluster)
        .launch_type(ecs::LaunchType::Fargat)
        .run_job()
        .await?;
    Ok(task.containers.len() as i32)
}

fn main() {}
