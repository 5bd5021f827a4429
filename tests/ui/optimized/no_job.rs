//! A message is no job.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(sqs::send_message.sync { QueueUrl: text, MessageBody: text }).await?;
    Ok(())
}

fn main() {}
