//! A call of a service does nothing until it is awaited.

use sfn_dsl::{integration::sqs, prelude::*};

#[workflow(name = "asked")]
pub async fn asked(text: String) -> Result<String, sqs::SqsError> {
    let sent = sqs::send_message("${Queue}", &text).delay_seconds(3)?;
    Ok(sent.message_id)
}

fn main() {}
