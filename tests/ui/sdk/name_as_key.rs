//! The keys of a map are texts.

use sfn_dsl::{integration::sdk::SdkError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), SdkError> {
    sdk!(sqs::create_queue { QueueName: text, Attributes: { FifoQueue: "true" } }).await?;
    Ok(())
}

fn main() {}
