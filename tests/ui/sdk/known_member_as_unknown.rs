//! The catalogue knows it.

use sfn_dsl::{integration::sdk::SdkError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), SdkError> {
    sdk!(sqs::send_message { QueueUrl: text, unknown MessageBody: text }).await?;
    Ok(())
}

fn main() {}
