//! A message that is sent is no job.

use sfn_dsl::{
    integration::sqs::{self, SqsError},
    prelude::*,
};

#[workflow(name = "send")]
pub async fn send(message: String) -> Result<String, SqsError> {
    let sent = sqs::send_message("${Queue}", &message).run_job().await?;
    Ok(sent.message_id)
}

fn main() {}
