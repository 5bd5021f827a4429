//! An Express workflow waits for no callback.

use sfn_dsl::{integration::sns, prelude::*};

#[derive(Debug, TaskError)]
pub enum Rejected {
    No,
}

#[workflow(name = "ask", kind = Express)]
pub async fn ask(question: String) -> Result<bool, Rejected> {
    sns::publish("${Topic}", &question).wait_for_task_token::<bool, Rejected>().await
}

fn main() {}
