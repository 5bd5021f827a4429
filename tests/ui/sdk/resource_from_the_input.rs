//! Permissions are those of the definition.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(sqs::send_message { QueueUrl: text, MessageBody: text }).resource(text).await?;
    Ok(())
}

fn main() {}
