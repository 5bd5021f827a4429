//! The catalogue knows nothing like it.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(sqs::send_message { QueueUrl: text, MessageBody: text, Colour: text }).await?;
    Ok(())
}

fn main() {}
