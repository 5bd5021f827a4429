//! Two services both have errors without a name, so that a block of both cannot say whose one was.

use sfn_dsl::{
    integration::{dynamodb, sqs},
    prelude::*,
};

#[derive(Debug, TaskError)]
pub enum StoreError {
    Table(#[from] dynamodb::DynamoDbError),
    Queue(#[from] sqs::SqsError),
    Empty,
}

#[workflow(name = "store")]
pub async fn store(text: String) -> Result<String, StoreError> {
    let stored = async {
        sqs::send_message("${Queue}", &text).await?;
        dynamodb::delete_item("${Table}").await?;
        Ok::<_, StoreError>(())
    }
    .await;
    match stored {
        Ok(()) => Ok(text),
        Err(StoreError::Empty) => Ok("empty".to_owned()),
        Err(StoreError::Table(_)) => Ok("table".to_owned()),
        Err(_) => Ok("queue".to_owned()),
    }
}

fn main() {}
