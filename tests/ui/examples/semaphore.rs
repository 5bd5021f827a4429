use sfn_dsl::prelude::*;
use sfn_dsl::integration::dynamodb::{self, AttributeValue};
use sfn_examples::semaphore::*;

#[workflow]
async fn flow(work: Work) -> Result<(), SemaphoreError> {
    dynamodb::update_item("${SemaphoresTable}")
        .item("name", AttributeValue::S(work.resource))
        .update_expression("ADD holders :me")
        .await?;
    Ok(())
}

fn main() {}
