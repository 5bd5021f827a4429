//! No source says that an optimized integration takes `null` as not given.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(group: Option<String>) -> Result<(), ServiceError> {
    optimized!(sqs::send_message { QueueUrl: "${Queue}", MessageBody: "hi", MessageGroupId: group }).await?;
    Ok(())
}

fn main() {}
