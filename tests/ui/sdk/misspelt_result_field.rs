//! A field that the operation's result does not have.

use sfn_dsl::{integration::service::ServiceError, prelude::*};

#[workflow(name = "call")]
pub async fn call(text: String, number: u32, maybe: Option<String>, texts: Vec<String>) -> Result<(), ServiceError> {
    let found = sdk!(textract::detect_document_text { Document: {} }).await?;
    let blocks = found.bloks.len();
    Ok(())
}

fn main() {}
