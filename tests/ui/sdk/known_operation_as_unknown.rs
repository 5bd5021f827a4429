//! The catalogue knows it.

use sfn_dsl::{integration::sdk::SdkError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), SdkError> {
    sdk!(unknown "sqs:sendMessage", action = "sqs:SendMessage", resource = "*", { QueueUrl: text }).await?;
    Ok(())
}

fn main() {}
