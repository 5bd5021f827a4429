//! A token where a number is wanted.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(sqs::send_message.wait_for_task_token { QueueUrl: text, MessageBody: text, DelaySeconds: TaskToken }).await?;
    Ok(())
}

fn main() {}
