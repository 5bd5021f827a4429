//! A service that is not there.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(sqss::send_message { QueueUrl: text, MessageBody: text }).await?;
    Ok(())
}

fn main() {}
