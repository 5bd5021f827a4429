//! The keys of a map are texts.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(sqs::create_queue { QueueName: text, Attributes: { FifoQueue: "true" } }).await?;
    Ok(())
}

fn main() {}
