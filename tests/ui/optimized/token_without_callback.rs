//! A token that nobody waits for.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(sqs::send_message { QueueUrl: text, MessageBody: { "token": TaskToken } }).await?;
    Ok(())
}

fn main() {}
