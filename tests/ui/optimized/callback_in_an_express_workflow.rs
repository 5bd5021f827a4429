//! A callback in an Express workflow.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call", kind = Express)]
pub async fn call(text: String) -> Result<(), ServiceError> {
    sdk!(sqs::send_message.wait_for_task_token { QueueUrl: text, MessageBody: TaskToken }).await?;
    Ok(())
}

fn main() {}
