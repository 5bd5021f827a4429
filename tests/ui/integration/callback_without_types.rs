//! A definition does not infer what a callback brings.

use sfn_dsl::{integration::sqs, prelude::*};

#[derive(Debug, TaskError)]
pub enum Rejected {
    No,
}

#[workflow(name = "ask")]
pub async fn ask(question: String) -> Result<bool, Rejected> {
    sqs::send_message("${Queue}", &question).wait_for_task_token().await
}

fn main() {}
