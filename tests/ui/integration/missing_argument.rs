//! A queue without a message.

use sfn_dsl::{
    integration::sqs::{self, SqsError},
    prelude::*,
};

#[workflow(name = "send")]
pub async fn send() -> Result<String, SqsError> {
    let sent = sqs::send_message("${Queue}").await?;
    Ok(sent.message_id)
}

fn main() {}
