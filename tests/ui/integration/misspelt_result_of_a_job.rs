//! A task that has stopped says why.

use sfn_dsl::{
    integration::ecs::{self, EcsError},
    prelude::*,
};

#[workflow(name = "print")]
pub async fn print() -> Result<Option<String>, EcsError> {
    let task = ecs::run_task("${Print}").run_job().await?;
    Ok(task.stoped_reason)
}

fn main() {}
