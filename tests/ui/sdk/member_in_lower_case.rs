//! A member has AWS's spelling.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    sdk!(sqs::send_message { QueueUrl: text, messageBody: text }).await?;
    Ok(())
}

fn main() {}
