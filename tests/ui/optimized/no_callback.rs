//! DynamoDB calls nobody back.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String) -> Result<(), ServiceError> {
    optimized!(dynamodb::get_item.wait_for_task_token { TableName: text, Key: { "id": { S: TaskToken } } }).await?;
    Ok(())
}

fn main() {}
