//! A parameter with a letter too few.

use sfn_dsl::{
    integration::sqs::{self, SqsError},
    prelude::*,
};

#[workflow(name = "send")]
pub async fn send(message: String) -> Result<String, SqsError> {
    let sent = sqs::send_message("${Queue}", &message).delay_second(30).await?;
    Ok(sent.message_id)
}

fn main() {}
